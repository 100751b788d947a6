// A run of a model call that was really sent, tick by tick: what the profile shows, and what is kept to resume it.
import * as z from 'zod';

const tokens = z.int().min(0);

/** Tokens of one tick as they were billed. */
export const tickTokensSchema = z.object({
  fresh: tokens,
  write5m: tokens,
  write1h: tokens,
  /** Newer OpenAI models. */
  write30m: tokens.optional(),
  write12h: tokens.optional(),
  read: tokens,
  output: tokens,
});

const tickFiguresSchema = z.object({
  tokens: tickTokensSchema,
  /** 0..1; absent when nothing was sent. */
  hitRate: z.number().min(0).max(1).optional(),
  /** Dollars; absent without a known price. */
  cost: z.number().min(0).optional(),
});

/** The first byte of a prompt that differs from the one before, in wire order. */
export const divergenceSchema = z.object({
  /** UTF-8 bytes of the prompt in front of it. */
  byte: tokens,
  level: z.enum(['tools', 'system', 'messages']),
  /** Number of the block in wire order, from 0. */
  block: tokens,
  /** A few characters of both, from a little before the difference. */
  before: z.string(),
  after: z.string(),
  /** Where the text comes from; lines and columns from 1. Absent for what the run itself added. */
  source: z.object({ path: z.string(), line: z.int().min(1), label: z.string().optional() }).optional(),
});

export const profileTickSchema = tickFiguresSchema.extend({
  /** From 1. */
  tick: z.int().min(1),
  /** Seconds since the first tick. */
  seconds: z.number().min(0),
  firstTokenMilliseconds: z.number().min(0).optional(),
  totalMilliseconds: z.number().min(0).optional(),
  /** The service's own name for a miss, or ours where it has none. */
  missReason: z.string().optional(),
  missedTokens: tokens.optional(),
  /** Absent when this prompt begins with the one before. */
  divergence: divergenceSchema.optional(),
  /** What the estimate says of this tick. */
  predicted: tickFiguresSchema.optional(),
});

export const profileRunSchema = z.object({
  version: z.literal(1),
  /** `local`: the simulated caches, on this machine. */
  provider: z.enum(['local', 'anthropic', 'openai']),
  api: z.enum(['messages', 'chat', 'responses']),
  model: z.string(),
  ticks: z.array(profileTickSchema),
  total: tickFiguresSchema,
  /** Ticks that were asked for. */
  wanted: z.int().min(1),
  /** Why it ended early, as a sentence. */
  ended: z.string().optional(),
});

/** Texts for what is known only at run time, by the expression they come from: one for all ticks, or one for each. */
export const sampleValuesSchema = z.record(z.string(), z.union([z.string(), z.array(z.string()).min(1)]));

/** Texts of files as an editor has them, by path. */
export const unsavedTextsSchema = z.record(z.string(), z.string());

/** One line of the file that a run is kept in: a tick, and what it added to the conversation. */
export const runFileLineSchema = z.object({
  version: z.literal(1),
  call: z.string(),
  /** Milliseconds since 1970 of the first tick. */
  start: z.number(),
  tick: profileTickSchema,
  previousId: z.string().optional(),
  messages: z.array(z.record(z.string(), z.unknown())),
  units: z.array(z.record(z.string(), z.unknown())),
});

export type TickTokens = z.output<typeof tickTokensSchema>;
export type Divergence = z.output<typeof divergenceSchema>;
export type ProfileTick = z.output<typeof profileTickSchema>;
export type ProfileRun = z.output<typeof profileRunSchema>;
