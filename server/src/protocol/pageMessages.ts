// What the profiler page and the extension say to each other; what comes from the page is checked, what it keeps too.
import * as z from 'zod';
import type { ComparedModels, ProfilePage } from './profilePage.ts';
import { profileRunSchema, profileTickSchema } from './profileRun.ts';
import type { RecordingProfile } from './recordingProfile.ts';

const text = z.string().max(4_000);
const position = z.object({ line: z.int().min(0), character: z.int().min(0) });

export const pageScenarioSchema = z.object({
  ticks: z.int().min(1).max(1_000),
  outputTokens: z.int().min(0).max(1_000_000),
  toolResultTokens: z.int().min(0).max(1_000_000),
  gapSeconds: z.number().min(0).max(31_536_000),
  tasksPerDay: z.number().min(0).max(1_000_000_000),
  reasoningTokens: z.int().min(0).max(1_000_000),
  holeTokens: z.int().min(0).max(1_000_000),
});

export const pageMarkSchema = z.object({
  block: z.int().min(0),
  ttl: z.enum(['5m', '1h', '30m']).optional(),
});

export const runProviderSchema = z.enum(['local', 'anthropic', 'openai']);

/** A run that was made of one call, to compare before and after an edit. */
export const keptRunSchema = z.object({
  /** Milliseconds since 1970. */
  time: z.number(),
  label: text,
  run: profileRunSchema,
});

/** What is remembered of one call between sessions of the editor. */
export const keptPageSchema = z.object({
  version: z.literal(1),
  scenario: pageScenarioSchema.partial().optional(),
  model: text.optional(),
  /** Sample values by label. */
  samples: z.record(z.string(), z.string().max(1_000_000)).optional(),
  provider: runProviderSchema.optional(),
  mostDollars: z.number().min(0).optional(),
  runs: z.array(keptRunSchema).max(20).default([]),
});

export const pageToHostSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  /** Shows another model, or the source's own again. */
  z.object({ type: z.literal('model'), model: text.optional() }),
  z.object({ type: z.literal('reveal'), uri: text, start: position, end: position }),
  z.object({ type: z.literal('applyMarks'), version: z.int(), marks: z.array(pageMarkSchema).max(1_000) }),
  z.object({
    type: z.literal('applyFix'),
    version: z.int(),
    fingerprint: text,
    fix: z.int().min(0),
  }),
  z.object({
    type: z.literal('run'),
    provider: runProviderSchema,
    model: text.optional(),
    scenario: pageScenarioSchema,
    samples: z.record(z.string(), z.string().max(1_000_000)),
    /** Dollars that a live run may cost. */
    mostDollars: z.number().min(0).max(10_000).optional(),
  }),
  z.object({ type: z.literal('cancel') }),
  /** Asks the user for a recording and shows it. */
  z.object({ type: z.literal('openRecording') }),
  z.object({ type: z.literal('compare'), model: text.optional() }),
  z.object({
    type: z.literal('export'),
    /** With its extension. */
    name: z.string().regex(/^[\w.-]{1,100}$/),
    encoding: z.enum(['utf8', 'base64']),
    content: z.string().max(64_000_000),
  }),
  z.object({ type: z.literal('keep'), key: text, page: keptPageSchema }),
  /** Opens the editor's own question whether the workspace is trusted: runs are off until it is. */
  z.object({ type: z.literal('trust') }),
  /** The key of a provider is asked for, and kept in the secret storage. */
  z.object({ type: z.literal('setKey'), provider: z.enum(['anthropic', 'openai']) }),
]);

export type PageScenario = z.output<typeof pageScenarioSchema>;
export type RunProvider = z.output<typeof runProviderSchema>;
export type KeptRun = z.output<typeof keptRunSchema>;
export type KeptPage = z.output<typeof keptPageSchema>;
export type PageToHost = z.output<typeof pageToHostSchema>;

/** One line that `hitrate profile --format jsonl` writes. */
export const runEventSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('tick'), call: z.int().min(0), tick: profileTickSchema }),
  /** Null where no request can be built. */
  z.object({ event: z.literal('run'), call: z.int().min(0), run: profileRunSchema.nullable() }),
]);
export type RunEvent = z.output<typeof runEventSchema>;

/** What helps after a run that failed. */
export type NextStep = 'set-key' | 'raise-limit' | 'fewer-ticks' | 'trust' | 'none';

export type HostToPage =
  | {
      readonly type: 'page';
      readonly page: ProfilePage;
      readonly kept?: KeptPage;
      /** Runs are off in a workspace that is not trusted. */
      readonly isTrusted: boolean;
    }
  /** There is no model call any more, or the analysis failed: a sentence. */
  | { readonly type: 'gone'; readonly why: string }
  | { readonly type: 'compared'; readonly models: ComparedModels | null }
  | { readonly type: 'tick'; readonly tick: z.output<typeof profileTickSchema> }
  | { readonly type: 'run'; readonly run: z.output<typeof profileRunSchema>; readonly time: number }
  | { readonly type: 'runFailed'; readonly why: string; readonly next: NextStep }
  | { readonly type: 'recording'; readonly name: string; readonly profile: RecordingProfile }
  /** What became of something that was applied or exported: a sentence. */
  | { readonly type: 'notice'; readonly kind: 'done' | 'failed'; readonly text: string };
