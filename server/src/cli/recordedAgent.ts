// The agent behind a recording, as the advisor takes it: a usual conversation, and what all of them show.
import { type AgentProfile, type Assumptions, inputTokens, resolveModel, type TickUsage } from '../engine/index.ts';
import type { RecordedConversation, RecordingProfile } from '../protocol/index.ts';

export interface RecordedAgent {
  readonly profile: AgentProfile;
  /** What the recording says of things that are assumed otherwise. */
  readonly assume: Partial<Assumptions>;
  /** The conversation that stands for all. */
  readonly conversation: number;
  readonly plan: readonly string[];
}

/** Undefined when no conversation is there whole, or the catalog does not know its model. */
export function recordedAgent(recording: RecordingProfile, tasksPerDay: number): RecordedAgent | undefined {
  const whole = recording.conversations
    .filter((one) => one.details.length === one.ticks && one.details.every(({ tokens }) => tokens !== undefined))
    .filter(({ model }) => resolveModel(model) !== undefined)
    .sort((a, b) => (a.cost ?? 0) - (b.cost ?? 0));
  const usual = whole[Math.floor(whole.length / 2)];
  const model = usual && resolveModel(usual.model);
  if (usual === undefined || model === undefined) return undefined;
  const ticks = usual.details.map(({ tokens }): TickUsage => withoutGaps(tokens));
  const appends = usual.details.every(({ divergence }) => divergence === undefined);
  const gaps = whole.flatMap(gapsOf);
  const toolTimes = whole.flatMap(toolTimesOf);
  const durations = whole.flatMap(durationOf);
  const repeated = recording.plans.reduce((sum, { conversations }) => sum + conversations - 1, 0);
  const caches = recording.toolCaches ?? [];
  const cacheCalls = caches.reduce((sum, { calls }) => sum + calls, 0);
  return {
    conversation: usual.number,
    plan: usual.plan,
    profile: {
      model,
      service: 'standard',
      ticks,
      stable: appends ? inputTokens(ticks[0] ?? withoutGaps(undefined)) : Math.min(...ticks.map(({ read }) => read)),
      appends,
      reasoningTokens: 0,
      gapSeconds: median(gaps) ?? 0,
      tasksPerDay,
      isLoop: usual.details.some(({ toolCalls }) => toolCalls > 0),
      toolCallsPerAnswer: recording.toolCallsPerAnswer,
      repeatedPlans: recording.conversationCount === 0 ? 0 : repeated / recording.conversationCount,
      ...(cacheCalls === 0 ? {} : { resultCacheHits: caches.reduce((sum, { hits }) => sum + hits, 0) / cacheCalls }),
      ...(durations.length === 0 ? {} : { p95Milliseconds: rank(durations, 0.95) }),
    },
    assume: toolTimes.length === 0 ? {} : { toolMilliseconds: Math.round(median(toolTimes) ?? 0) },
  };
}

function withoutGaps(tokens: RecordedConversation['tokens'] | undefined): TickUsage {
  const { fresh = 0, write5m = 0, write1h = 0, read = 0, output = 0, write30m, write12h } = tokens ?? {};
  return {
    fresh,
    write5m,
    write1h,
    read,
    output,
    ...(write30m === undefined ? {} : { write30m }),
    ...(write12h === undefined ? {} : { write12h }),
  };
}

function pairs<Value>(values: readonly Value[]): readonly (readonly [Value, Value])[] {
  return values.slice(1).flatMap((value, at) => {
    const before = values[at];
    return before === undefined ? [] : [[before, value] as const];
  });
}

/** Seconds. */
function gapsOf({ details }: RecordedConversation): readonly number[] {
  return pairs(details).flatMap(([a, b]) =>
    a.seconds === undefined || b.seconds === undefined ? [] : [b.seconds - a.seconds],
  );
}

/** Between an answer that calls tools and the request with their results, a call at a time. */
function toolTimesOf({ details }: RecordedConversation): readonly number[] {
  return pairs(details).flatMap(([a, b]) => {
    if (a.toolCalls === 0 || a.seconds === undefined || b.seconds === undefined || a.milliseconds === undefined)
      return [];
    return [Math.max(0, (b.seconds - a.seconds) * 1000 - a.milliseconds) / a.toolCalls];
  });
}

function durationOf({ details }: RecordedConversation): readonly number[] {
  const last = details.at(-1);
  return last?.seconds === undefined || last.milliseconds === undefined
    ? []
    : [last.seconds * 1000 + last.milliseconds];
}

function median(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : rank(values, 0.5);
}

/** Nearest rank. */
function rank(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
