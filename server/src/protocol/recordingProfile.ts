// What a recording says of the caching of its conversations: the figures that reports and pages show.
import * as z from 'zod';
import { divergenceSchema, tickTokensSchema } from './profileRun.ts';

const count = z.int().min(0);

/** Why a tick read less than the one before had cached. */
export const recordedMissSchema = z.enum([
  'model_changed',
  'tools_changed',
  'system_changed',
  'messages_changed',
  /** The prompt begins with the one before, and the pause was longer than its entries live. */
  'expired',
  /** Sent before the one before had begun to answer. */
  'not_yet_available',
  /** The prompt begins with the one before, and nothing recorded says why it was not read. */
  'unexplained',
]);

export const recordedTickSchema = z.object({
  /** From 1. */
  tick: z.int().min(1),
  /** Seconds since the first tick; absent without times. */
  seconds: z.number().optional(),
  /** Absent where no usage came back. */
  tokens: tickTokensSchema.optional(),
  hitRate: z.number().optional(),
  /** Dollars. */
  cost: z.number().optional(),
  milliseconds: z.number().optional(),
  toolCalls: count,
  divergence: divergenceSchema.optional(),
  miss: recordedMissSchema.optional(),
  /** Tokens that the tick before had cached and this one did not read. */
  missedTokens: count.optional(),
  /** What went wrong, such as `429` or `agent-left`. */
  failure: z.string().optional(),
});

export const recordedConversationSchema = z.object({
  /** From 1, by first request. */
  number: z.int().min(1),
  model: z.string(),
  provider: z.string(),
  ticks: count,
  tokens: tickTokensSchema,
  hitRate: z.number().optional(),
  cost: z.number().optional(),
  /** Written tokens that no later tick of the conversation read, those of its last write left out. */
  writesNeverRead: count,
  /** Pauses longer than the entries of the tick before live. */
  lapsedPauses: count,
  /** Names of the tools in the order of their calls. */
  plan: z.array(z.string()),
  /** The first ones. */
  details: z.array(recordedTickSchema),
});

export const repeatedPlanSchema = z.object({
  plan: z.array(z.string()),
  conversations: count,
  /** Model calls of all of them. */
  calls: count,
  cost: z.number().optional(),
  /** What is left to pay if each repeat takes the plan of the first and makes one call to compose the answer. */
  savedCalls: count,
  saved: z.number().optional(),
});

export const recordingProfileSchema = z.object({
  version: z.literal(1),
  /** `hitrate`, or the program that the log comes from. */
  format: z.string(),
  calls: count,
  /** Calls without a usage. */
  withoutUsage: count,
  conversationCount: count,
  /** The dearest ones. */
  conversations: z.array(recordedConversationSchema),
  tokens: tickTokensSchema,
  hitRate: z.number().optional(),
  cost: z.number().optional(),
  /** Ticks by why they read less than they could have. */
  misses: z.partialRecord(recordedMissSchema, z.object({ ticks: count, tokens: count })),
  writesNeverRead: count,
  written: count,
  lapsedPauses: count,
  plans: z.array(repeatedPlanSchema),
  /** Tool calls in one answer → answers. */
  toolCallsPerAnswer: z.record(z.string(), count),
  /** Spans of tools that say whether their result came from a cache of the program's own. */
  toolCaches: z
    .array(z.object({ tool: z.string(), calls: count, hits: count, stale: count, savedMilliseconds: z.number() }))
    .optional(),
  /** Batches of tool calls by why they were sent. */
  batches: z.array(z.object({ reason: z.string(), count, meanSize: z.number() })).optional(),
  /** What a reader must know, as sentences. */
  notes: z.array(z.string()),
});

export type RecordedMiss = z.output<typeof recordedMissSchema>;
export type RecordedTick = z.output<typeof recordedTickSchema>;
export type RecordedConversation = z.output<typeof recordedConversationSchema>;
export type RepeatedPlan = z.output<typeof repeatedPlanSchema>;
export type RecordingProfile = z.output<typeof recordingProfileSchema>;
