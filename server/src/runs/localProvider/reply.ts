// What the local provider answers: scripted replies, or by default an agent's loop of tool calls and then an echo.
import * as z from 'zod';
import { sampleInput } from './sampleInput.ts';

/** Things that go wrong on purpose, to see what an agent does then. */
const faults = ['rate-limit', 'overloaded', 'server-error', 'hang', 'reset', 'broken-stream'] as const;
export type Fault = (typeof faults)[number];

const replySchema = z.strictObject({
  text: z.string().optional(),
  tools: z.array(z.strictObject({ name: z.string(), input: z.record(z.string(), z.unknown()).default({}) })).optional(),
  fault: z.enum(faults).optional(),
});

/** A file of replies: the n-th answers the n-th turn of every conversation; after the last, the loop below goes on. */
export const replyScriptSchema = z.strictObject({
  replies: z.array(replySchema).default([]),
  /** Tool calls, one a turn, before the answer in words. */
  toolRounds: z.int().min(0).max(1000).default(4),
  /** Tokens of each answer in words; absent: it echoes the question. */
  outputTokens: z.int().min(1).max(200_000).optional(),
});

export type ReplyScript = z.output<typeof replyScriptSchema>;

export const defaultScript: ReplyScript = replyScriptSchema.parse({});

export interface ToolCall {
  readonly name: string;
  readonly input: unknown;
}

export interface Reply {
  readonly text: string;
  readonly tools: readonly ToolCall[];
  readonly fault?: Fault;
}

/** What the answer depends on, whatever the API. */
export interface Turn {
  /** Assistant turns of the conversation so far. */
  readonly turn: number;
  /** Assistant turns since the user last said something. */
  readonly round: number;
  readonly question: string;
  readonly tools: readonly { readonly name: string; readonly schema: unknown }[];
  /** `none`: no tool may be called. A name: this one must. `any`: some must. */
  readonly choice: 'auto' | 'none' | 'any' | { readonly name: string };
}

const longestEcho = 400;

/** `fill` makes a text of so many tokens. */
export function replyTo(turn: Turn, script: ReplyScript, fill: (tokens: number) => string): Reply {
  const scripted = script.replies[turn.turn];
  if (scripted !== undefined) {
    return {
      text: scripted.text ?? '',
      tools: scripted.tools ?? [],
      ...(scripted.fault === undefined ? {} : { fault: scripted.fault }),
    };
  }
  const called = toolFor(turn, script.toolRounds);
  const text = script.outputTokens === undefined ? echo(turn.question) : fill(script.outputTokens);
  if (called === undefined) return { text, tools: [] };
  const call = { name: called.name, input: sampleInput(called.schema) };
  return { text: script.outputTokens === undefined ? '' : text, tools: [call] };
}

function toolFor({ tools, choice, round }: Turn, rounds: number): Turn['tools'][number] | undefined {
  if (choice === 'none' || tools.length === 0) return undefined;
  if (typeof choice === 'object') return tools.find(({ name }) => name === choice.name) ?? tools[0];
  return choice === 'any' || round < rounds ? tools[round % tools.length] : undefined;
}

function echo(question: string): string {
  return question === '' ? 'Done.' : `You said: ${question.slice(0, longestEcho)}`;
}
