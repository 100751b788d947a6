// What users tell of their code where the analysis cannot see it: in the editor's settings and in config files alike.
import * as z from 'zod';

const path = z
  .string()
  .regex(
    /^[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u,
    'expected names joined by dots, such as llm.complete',
  );

const wrapper = z.strictObject({
  call: path.meta({ description: 'End of the member path of its calls, e.g. `llm.complete` or `complete`.' }),
  package: z.string().min(1).optional().meta({
    description: 'Package that it comes from, as imports spell it. Without it the path alone counts.',
  }),
  as: z
    .enum([
      'anthropic.messages',
      'openai.chat',
      'openai.responses',
      'ai.generateText',
      'google.generateContent',
      'bedrock.converse',
      'litellm.completion',
    ])
    .meta({ description: 'Call of an SDK whose options it takes.' }),
  arguments: z.record(z.string().min(1), z.string().min(1)).optional().meta({
    description:
      'The name that the SDK has for an argument, by the name that the wrapper has for it, or by its position from "0".',
  }),
});

const volatility = z.enum([
  'never',
  'deployment',
  'process',
  'day',
  'minute',
  'request',
  'call',
  'user',
  'tenant',
  'session',
]);

export interface DeclarationEntry<Schema extends z.ZodType = z.ZodType> {
  readonly schema: Schema;
  /** Markdown. */
  readonly description: string;
}

/** Each entry serves a setting of the editor and a key of the config file. */
export const declarationEntries = {
  wrappers: {
    schema: z.array(wrapper),
    description:
      'Functions of yours that stand for a call of an SDK: a list of `{ "call": "llm.complete", "package": "@acme/llm", "as": "anthropic.messages", "arguments": { "systemPrompt": "system" } }`. `package` and `arguments` may be left out; `arguments` gives the SDK\'s names, also by position (`"0"`). A wrapper that sets cache marks itself is named in `breakpointHelpers` too.',
  },
  breakpointHelpers: {
    schema: z.array(path),
    description:
      'Functions that set cache marks, such as `withCache` or `cache.mark`: what went through one may hold marks that are not seen, so none is reported as missing.',
  },
  volatility: {
    schema: z.strictObject({
      names: z.record(z.string().min(1), volatility).optional().meta({
        description: 'By the name of a parameter, variable, member or function, as it is written.',
      }),
      types: z
        .record(z.string().min(1), volatility)
        .optional()
        .meta({ description: 'By the name of a declared type.' }),
    }),
    description:
      'How often values change whose way cannot be followed: `{ "names": { "tenantBanner": "process" }, "types": { "RequestContext": "request" } }`. Either how often, from `never` over `deployment`, `process`, `day`, `minute` and `request` to `call`, or across whom: `user`, `tenant`, `session`. It wins over what names and types suggest.',
  },
} as const satisfies Record<string, DeclarationEntry>;
