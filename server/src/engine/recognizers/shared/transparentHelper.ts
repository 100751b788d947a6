// Names the helpers of the SDKs that hand back what they were given, so that the flow need not end at them.
import { packageMatch } from './packageMatch.ts';

/** The call's value is its first argument. */
const identities: readonly { readonly packages: readonly string[]; readonly names: ReadonlySet<string> }[] = [
  {
    packages: ['ai', '@ai-sdk/provider-utils'],
    names: new Set(['tool', 'dynamicTool', 'jsonSchema', 'convertToModelMessages', 'convertToCoreMessages']),
  },
  { packages: ['@openai/agents', '@openai/agents-core'], names: new Set(['tool']) },
  { packages: ['@mastra/core'], names: new Set(['createTool']) },
  { packages: ['@strands-agents/sdk'], names: new Set(['tool']) },
  { packages: ['@anthropic-ai/sdk'], names: new Set(['betaZodTool', 'betaTool']) },
];

/** Python's typed dictionaries: the call's value is a record of its keywords. */
const records: readonly string[] = ['anthropic', 'openai'];

/** `argument`: equal to the first argument. `record`: a record of the keywords. `path` is the callee's path, without the call. */
export function transparentHelper(packageName: string, path: readonly string[]): 'argument' | 'record' | undefined {
  const name = path.at(-1);
  if (name === undefined) return undefined;
  if (identities.some((group) => group.names.has(name) && packageMatch(packageName, group.packages))) return 'argument';
  const isTypedRecord = /^[A-Z]\w*(Param|Params|ParamsNonStreaming|ParamsStreaming)$/.test(name) || name === 'Request';
  return isTypedRecord && records.some((root) => packageMatch(packageName, [root])) ? 'record' : undefined;
}
