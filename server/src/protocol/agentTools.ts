// What coding agents may ask, once: names, words for models, and the shapes of what goes in and out; every way to the tools reads it here.
import * as z from 'zod';
import { scenarioEntries } from './scenarioSchema.ts';

const path = z.string().min(1).max(4_096);
const file = path.describe('Source file, relative to the workspace folder, or absolute inside of it.');
const line = z.int().min(1).describe('Line, from 1.');
const paths = z
  .array(path)
  .min(1)
  .max(100)
  .optional()
  .describe('Files and folders, relative to the workspace folder. Default: all of it.');
const limit = (most: number, usual: number) =>
  z.int().min(1).max(most).optional().describe(`At most so many in this answer. Default: ${usual}.`);
const cursor = z.string().max(200).optional().describe('The `next` of the answer before, to go on behind it.');
const next = z.string().optional().describe('Pass it as `cursor` to go on; absent at the end.');
const total = z.int().describe('How many there are; this answer may show fewer.');
const notes = z.array(z.string()).describe('What was left out or cut, and why.');
const dollars = z.number().optional().describe('US dollars; absent where no price is known.');
const scenarioNumber = (name: keyof typeof scenarioEntries) => {
  const { schema, default: usual, description } = scenarioEntries[name];
  const [meaning = description] = description.split('. ');
  return schema.optional().describe(`${meaning.replace(/\.$/, '')}. Default: the project's, else ${usual}.`);
};

export const mostFindingsAsked = 100;
export const usualFindings = 30;
export const mostCallsAsked = 100;
/** Their reports are long. */
export const usualCalls = 5;
export const usualCostRows = 50;

const place = { file: z.string(), line: z.int() };

const tokens = z.object({ tokens: z.number(), low: z.number(), high: z.number(), method: z.string() });

const callCost = z.object({
  ...place,
  callee: z.string(),
  pattern: z.string().optional().describe('What the call is part of, such as an agent loop.'),
  model: z.string().optional().describe('Model that it is priced with; absent where it is not known.'),
  modelAssumed: z.boolean(),
  tokens,
  tick: z.object({ cold: dollars, warm: dollars, hitRate: z.number().optional() }),
  run: z.object({ ticks: z.int(), cost: dollars }),
  day: z.object({ cost: dollars }),
});

const profiledCall = z.object({
  ...place,
  callee: z.string(),
  model: z.string().optional(),
  modelAssumed: z.boolean(),
  input: tokens.describe('Tokens of one request.'),
  tick: z.object({ uncached: dollars, cold: dollars, warm: dollars, hitRate: z.number().optional() }),
  run: z
    .object({
      ticks: z.int(),
      cost: dollars,
      uncached: dollars,
      hitRate: z.number().optional(),
      latestHitRate: z.number().optional(),
      refused: z.string().optional().describe('Why the service would refuse the request.'),
    })
    .optional(),
  day: z.object({ runs: z.number(), cost: dollars }).optional(),
  ticks: z
    .array(
      z.object({
        tick: z.int(),
        read: z.number().describe('Tokens read from the cache.'),
        written: z.number().describe('Tokens written to it.'),
        fresh: z.number().describe('Tokens billed at the full price.'),
        output: z.number(),
        cost: dollars,
      }),
    )
    .describe('The first and the last ticks of the run, as predicted.'),
  assumptions: z.array(z.string()),
});

/** What a tool is: `input` is checked before it runs, `output` is the structured half of its answer. */
export const agentTools = {
  check: {
    title: 'Find what breaks the prompt cache',
    description:
      'Finds what breaks the prompt cache of the LLM calls in TypeScript, JavaScript and Python sources, with the place to edit, what it costs and whether a fix is known. Reads source text only; never runs it and sends nothing. Use it after editing prompts, tools or agent loops.',
    input: z.object({
      paths,
      level: z
        .enum(['hint', 'information', 'warning', 'error'])
        .optional()
        .describe('The mildest severity that is reported. Default: information.'),
      rules: z.array(z.string().max(100)).max(100).optional().describe('Only these rules, by id.'),
      limit: limit(mostFindingsAsked, usualFindings),
      cursor,
    }),
    output: z.object({
      findings: z
        .array(
          z.object({
            ...place,
            column: z.int(),
            severity: z.string(),
            rule: z.string(),
            message: z.string(),
            cost: z.string().optional().describe('Tokens and money that are lost, and how often.'),
            fixes: z.array(z.object({ title: z.string(), applicability: z.enum(['safe', 'unsafe']) })),
          }),
        )
        .describe('The gravest first.'),
      total,
      next,
      notes,
    }),
  },
  explain: {
    title: 'Explain a model call',
    description:
      'Shows what is understood of the LLM calls of a file, or of the one at a line: SDK, model, how it is reached, the prompt in wire order with tokens and what changes, breakpoints, and where sight ends and why. Use it when a finding or a missing one is a surprise.',
    input: z.object({ file, line: line.optional(), limit: limit(mostCallsAsked, usualCalls), cursor }),
    output: z.object({
      calls: z.array(z.object({ ...place, callee: z.string(), report: z.string() })),
      total,
      next,
      notes,
    }),
  },
  profile: {
    title: 'Predict the ticks and the cost of a model call',
    description:
      'Predicts what a run of the LLM calls of a file, or of the one at a line, reads from the prompt cache, writes to it and bills afresh, tick by tick, and what that costs cold, warm, per run and per day. Worked out on this machine: nothing is sent to a provider.',
    input: z.object({
      file,
      line: line.optional(),
      model: z.string().max(200).optional().describe('Price this model instead of the one in the source.'),
      ticks: scenarioNumber('ticks'),
      outputTokens: scenarioNumber('outputTokens'),
      toolResultTokens: scenarioNumber('toolResultTokens'),
      gapSeconds: scenarioNumber('gapSeconds'),
      tasksPerDay: scenarioNumber('tasksPerDay'),
      limit: limit(mostCallsAsked, usualCalls),
      cursor,
    }),
    output: z.object({ calls: z.array(profiledCall), total, next, notes }),
  },
  cost: {
    title: 'Price every model call',
    description:
      'Lists the LLM calls of files and folders with their tokens and their price: cold, warm, a run, a day; the dearest day first. Use it to find where money goes before changing anything.',
    input: z.object({ paths, limit: limit(mostCallsAsked, usualCostRows), cursor }),
    output: z.object({ calls: z.array(callCost), total, next, notes }),
  },
  preview_fix: {
    title: 'Show the fix of a finding',
    description:
      'Shows what the fix of a finding would change, as a unified diff. Writes nothing. A safe fix keeps what the program does; an unsafe one changes it and has to be read.',
    input: z.object({
      file,
      line: line.describe('Line of the finding, as `check` told it.'),
      rule: z.string().max(100).optional().describe('Rule of the finding, where several stand on the line.'),
      column: z.int().min(1).optional().describe('Column of the finding, where several of one rule stand on the line.'),
      fix: z
        .int()
        .min(1)
        .max(100)
        .optional()
        .describe('Which of its fixes, from 1. Default: the first safe one, else the first.'),
    }),
    output: z.object({
      ...place,
      rule: z.string(),
      message: z.string(),
      title: z.string().describe('What the fix does.'),
      applicability: z.enum(['safe', 'unsafe']),
      diff: z.string(),
      others: z.array(z.string()).describe('Other fixes of the finding, by number.'),
      applied: z.boolean(),
      notes,
    }),
  },
} as const;

/** In editors only: the input is that of `preview_fix`, and nothing happens without the user. */
export const applyFixTool = {
  title: 'Apply the fix of a finding',
  description:
    'Applies the fix of a finding to the open text of its files, without saving them; the user is asked first. Show the fix with hitrate_preview_fix before.',
} as const;

/** Tools of all extensions of an editor share their names. */
export function editorToolName(name: string): string {
  return `hitrate_${name}`;
}

export type AgentToolName = keyof typeof agentTools;
export type AgentToolInput<Name extends AgentToolName> = z.output<(typeof agentTools)[Name]['input']>;
export type AgentToolOutput<Name extends AgentToolName> = z.output<(typeof agentTools)[Name]['output']>;

export const agentToolNames = Object.keys(agentTools) as readonly AgentToolName[];
