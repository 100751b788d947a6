// Goes through the calls of a log once and works out what its conversations read, wrote and lost, and why.
import { hash } from 'node:crypto';
import { addUsage, hitRate, inputTokens, type JsonObject, type TickUsage, writtenTokens } from '../../engine/index.ts';
import type { Divergence, RecordedMiss, RecordedTick, RecordingProfile } from '../../protocol/index.ts';
import { excerpt, sharedLength } from '../profile/divergence.ts';
import { type Conversation, createThreads, type LastRequest } from './conversations.ts';
import { planTable } from './planTable.ts';
import { calledTools, promptOf } from './promptUnits.ts';
import type { OpenedLog } from './readCalls.ts';
import type { RecordedCall } from './recordedCall.ts';
import { summarizeSpans } from './summarizeSpans.ts';

export interface AnalyzeRecordingInput {
  readonly log: OpenedLog;
  /** Dollars of a call; undefined without a known price. */
  readonly price: (model: string, usage: TickUsage) => number | undefined;
  /** Where a text comes from that follows `shared` on a level of a prompt; undefined where nothing is known of it. */
  readonly sourceOf?: (level: Divergence['level'], shared: string) => Divergence['source'];
  /** Called now and then, with the number of calls so far. */
  readonly onProgress?: (calls: number) => void;
}

/** Conversations whose ticks are kept one by one, and how many of them. */
const [keptConversations, keptTicks] = [2_000, 40];
/** Conversations in the result. */
const shownConversations = 20;
const noUsage: TickUsage = { fresh: 0, write5m: 0, write1h: 0, read: 0, output: 0 };
/** OpenAI's older caches keep a prompt for at least this long. */
const fiveMinutes = 300;
const openAiStep = 128;

export function analyzeRecording({ log, price, sourceOf, onProgress }: AnalyzeRecordingInput): RecordingProfile {
  const threads = createThreads();
  const plans = planTable();
  const dearest: Conversation[] = [];
  const misses: Partial<Record<RecordedMiss, { ticks: number; tokens: number }>> = {};
  const toolCalls: Record<string, number> = {};
  /** The last request of each model: prompts that share no conversation may share tools and system prompt. */
  const latest = new Map<string, LastRequest>();
  const counts = {
    calls: 0,
    withoutUsage: 0,
    conversations: 0,
    writesNeverRead: 0,
    lapsedPauses: 0,
    failures: 0,
    hasTimes: true,
    hasBodies: true,
  };
  let usage = noUsage;
  let cost: number | undefined = 0;

  for (const call of log.calls) {
    counts.calls++;
    if (counts.calls % 1000 === 0) onProgress?.(counts.calls);
    if (call.failure !== undefined) counts.failures++;
    if (call.time === undefined) counts.hasTimes = false;
    if (call.body === undefined) counts.hasBodies = false;
    const request = requestOf(call);
    const model = call.model ?? 'unknown';
    const known = threads.find(call, request.messages);
    const before =
      known?.last ?? (counts.conversations < mostFirst ? latest.get(`${call.provider} ${model}`) : undefined);
    const billed = call.usage;
    if (billed === undefined) counts.withoutUsage++;
    const dollars = billed === undefined ? undefined : price(model, billed);
    if (billed !== undefined) {
      usage = addUsage([usage, billed]);
      cost = cost === undefined || dollars === undefined ? undefined : cost + dollars;
    }
    toolCalls[call.tools.length] = (toolCalls[call.tools.length] ?? 0) + 1;

    const compared =
      before === undefined ? undefined : compare(before, request, call, known !== undefined, log, sourceOf);
    const missed = compared?.missedTokens ?? 0;
    if (compared?.miss !== undefined) {
      const { ticks, tokens } = misses[compared.miss] ?? { ticks: 0, tokens: 0 };
      misses[compared.miss] = { ticks: ticks + 1, tokens: tokens + missed };
    }
    const wasWritten = known?.last.usage === undefined ? 0 : writtenTokens(known.last.usage);
    const neverRead = Math.min(missed, wasWritten);
    counts.writesNeverRead += neverRead;
    if (compared?.hasLapsed === true) counts.lapsedPauses++;

    const conversation: Conversation = known ?? {
      number: ++counts.conversations,
      provider: call.provider,
      model,
      ticks: 0,
      usage: noUsage,
      cost: 0,
      writesNeverRead: 0,
      lapsedPauses: 0,
      plan: [],
      details: [],
      thread: call.thread,
      firstTime: call.time,
      last: request,
    };
    conversation.model = model;
    conversation.ticks++;
    conversation.last = request;
    if (billed !== undefined) {
      conversation.usage = addUsage([conversation.usage, billed]);
      conversation.cost =
        conversation.cost === undefined || dollars === undefined ? undefined : conversation.cost + dollars;
    }
    conversation.writesNeverRead += neverRead;
    if (compared?.hasLapsed === true) conversation.lapsedPauses++;
    // The history tells all calls; where it is not recorded, or was cut, the answers do.
    const called = call.body === undefined ? [] : calledTools(call.body);
    const all = [...(called.length > 0 ? called : known === undefined ? [] : conversation.plan), ...call.tools];
    conversation.plan = all.length >= conversation.plan.length ? all : [...conversation.plan, ...call.tools];
    threads.remember(conversation);
    plans.update(conversation, dollars);
    if (known === undefined) keepDearest(dearest, conversation);
    if (conversation.number <= keptConversations && conversation.details.length < keptTicks) {
      conversation.details.push(tickOf(call, conversation, dollars, compared));
    }
    latest.set(`${call.provider} ${model}`, request);
  }

  const rate = hitRate(usage);
  return {
    version: 1,
    format: log.format,
    calls: counts.calls,
    withoutUsage: counts.withoutUsage,
    conversationCount: counts.conversations,
    conversations: [...dearest].sort(byCost).slice(0, shownConversations).map(shown),
    tokens: usage,
    ...(rate === undefined ? {} : { hitRate: rate }),
    ...(cost === undefined || counts.calls === counts.withoutUsage ? {} : { cost }),
    misses,
    writesNeverRead: counts.writesNeverRead,
    written: writtenTokens(usage),
    lapsedPauses: counts.lapsedPauses,
    plans: plans.repeated(),
    toolCallsPerAnswer: toolCalls,
    ...summarizeSpans(log.spans),
    notes: notesOf(counts, log),
  };
}

/** The request as the next one is compared with it. */
function requestOf(call: RecordedCall): LastRequest {
  const { units, markSeconds } = call.body === undefined ? { units: [], markSeconds: undefined } : promptOf(call.body);
  const digests = units.map(({ level, text }) => hash('sha1', `${level[0]}${text}`, 'base64').slice(0, 12));
  const messages: string[] = [];
  for (const [at, { isMessage, level }] of units.entries()) {
    const digest = digests[at] ?? '';
    if (isMessage || (level === 'messages' && messages.length === 0)) messages.push(digest);
    else if (level === 'messages') messages.push(`${messages.pop()}${digest}`.slice(-24));
  }
  return {
    digests,
    bytes: units.map(({ text }) => Buffer.byteLength(text)),
    levels: units.map(({ level }) => level[0]).join(''),
    messages,
    source: call.source,
    time: call.time,
    end: call.time === undefined || call.milliseconds === undefined ? undefined : call.time + call.milliseconds,
    ttlSeconds: markSeconds ?? fiveMinutes,
    usage: call.usage,
  };
}

interface Compared {
  readonly divergence?: Divergence;
  readonly miss?: RecordedMiss;
  readonly missedTokens?: number;
  readonly hasLapsed: boolean;
}

/** Smaller differences are the service's own rounding; between conversations they are chance. */
const [leastMissed, leastShare, leastShareBetween] = [16, 0.01, 0.05];
/** Two prompts that share less of the block that parts them are of different agents. */
const leastLikeness = 0.5;
/** Conversations of which the first prompt is compared with the one before: looking their texts up again takes time. */
const mostFirst = 2_000;

function compare(
  before: LastRequest,
  now: LastRequest,
  call: RecordedCall,
  isSame: boolean,
  log: OpenedLog,
  sourceOf: AnalyzeRecordingInput['sourceOf'],
): Compared {
  const shared = sharedUnits(before.digests, now.digests);
  const isAppended = shared === before.digests.length;
  // Of another conversation only tools and system prompt are compared: its messages are its own.
  if (!isSame && (isAppended || before.levels[shared] === 'm' || now.levels[shared] === 'm'))
    return { hasLapsed: false };
  const pause = call.time === undefined || before.time === undefined ? undefined : (call.time - before.time) / 1000;
  const hasLapsed = isSame && pause !== undefined && pause >= before.ttlSeconds;
  const divergence = isAppended ? undefined : divergenceAt(shared, before, now, call, log, sourceOf, !isSame);
  if (!isSame && divergence === undefined) return { hasLapsed: false };
  const cached =
    before.usage === undefined || call.usage === undefined ? undefined : cachedBy(before.usage, call.provider);
  if (cached === undefined || call.usage === undefined)
    return { hasLapsed, ...(divergence === undefined ? {} : { divergence }) };
  const missedTokens = Math.max(0, Math.min(cached, isSame ? cached : inputTokens(call.usage)) - call.usage.read);
  const isMiss =
    missedTokens >
    Math.max(
      leastMissed,
      call.provider === 'openai' ? openAiStep : 0,
      cached * (isSame ? leastShare : leastShareBetween),
    );
  return {
    hasLapsed,
    ...(divergence === undefined ? {} : { divergence }),
    ...(isMiss ? { missedTokens, miss: reasonOf(divergence, hasLapsed, before, call) } : {}),
  };
}

function reasonOf(
  divergence: Divergence | undefined,
  hasLapsed: boolean,
  before: LastRequest,
  call: RecordedCall,
): RecordedMiss {
  if (divergence !== undefined) return `${divergence.level}_changed`;
  if (hasLapsed) return 'expired';
  if (before.end !== undefined && call.time !== undefined && before.end > call.time) return 'not_yet_available';
  return 'unexplained';
}

/** Tokens that a request left in the cache, as far as its own bill tells. */
function cachedBy(usage: TickUsage, provider: string): number {
  const cached = usage.read + writtenTokens(usage);
  if (cached > 0 || provider === 'anthropic') return cached;
  const whole = Math.floor(inputTokens(usage) / openAiStep) * openAiStep;
  return provider === 'openai' && whole >= 1024 ? whole : 0;
}

function divergenceAt(
  at: number,
  before: LastRequest,
  now: LastRequest,
  call: RecordedCall,
  log: OpenedLog,
  sourceOf: AnalyzeRecordingInput['sourceOf'],
  mustBeAlike: boolean,
): Divergence | undefined {
  const level = levelNames[(now.levels[at] ?? before.levels[at] ?? 'm') as keyof typeof levelNames];
  const bytes = now.bytes.slice(0, at).reduce((sum, one) => sum + one, 0);
  const was = before.source === undefined ? undefined : log.bodyAt(before.source);
  const earlier = was === undefined ? '' : textAt(was, at);
  const later = call.body === undefined ? '' : textAt(call.body, at);
  const same = sharedLength(earlier, later);
  if (mustBeAlike && likeness(earlier, later, same) < leastLikeness) return undefined;
  const source = sourceOf?.(level, later.slice(0, same));
  return {
    byte: bytes + Buffer.byteLength(later.slice(0, same)),
    level,
    block: at,
    before: excerpt(earlier, same),
    after: excerpt(later, same),
    ...(source === undefined ? {} : { source }),
  };
}

/** Share of the shorter text that both begin or end with. */
function likeness(a: string, b: string, same: number): number {
  const most = Math.min(a.length, b.length);
  let end = 0;
  while (end < most - same && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end)) end++;
  return most === 0 ? 0 : (same + end) / most;
}

const levelNames = { t: 'tools', s: 'system', m: 'messages' } as const;

function textAt(body: JsonObject, at: number): string {
  return promptOf(body).units[at]?.text ?? '';
}

function sharedUnits(a: readonly string[], b: readonly string[]): number {
  const most = Math.min(a.length, b.length);
  for (let at = 0; at < most; at++) if (a[at] !== b[at]) return at;
  return most;
}

function tickOf(
  call: RecordedCall,
  conversation: Conversation,
  cost: number | undefined,
  compared: Compared | undefined,
): RecordedTick {
  const rate = call.usage === undefined ? undefined : hitRate(call.usage);
  const { firstTime } = conversation;
  const seconds = call.time === undefined || firstTime === undefined ? undefined : (call.time - firstTime) / 1000;
  return {
    tick: conversation.ticks,
    ...(seconds === undefined ? {} : { seconds }),
    ...(call.usage === undefined ? {} : { tokens: call.usage }),
    ...(rate === undefined ? {} : { hitRate: rate }),
    ...(cost === undefined ? {} : { cost }),
    ...(call.milliseconds === undefined ? {} : { milliseconds: call.milliseconds }),
    toolCalls: call.tools.length,
    ...(compared?.divergence === undefined ? {} : { divergence: compared.divergence }),
    ...(compared?.miss === undefined ? {} : { miss: compared.miss }),
    ...(compared?.missedTokens === undefined ? {} : { missedTokens: compared.missedTokens }),
    ...(call.failure === undefined ? {} : { failure: call.failure }),
  };
}

/** The cheapest make room: a log may have more conversations than memory has room for. */
function keepDearest(dearest: Conversation[], conversation: Conversation): void {
  dearest.push(conversation);
  if (dearest.length > keptConversations * 2) {
    dearest.sort(byCost);
    dearest.length = keptConversations;
  }
}

function byCost(a: Conversation, b: Conversation): number {
  return (b.cost ?? 0) - (a.cost ?? 0) || inputTokens(b.usage) - inputTokens(a.usage);
}

function shown({
  number,
  model,
  provider,
  ticks,
  usage,
  cost,
  writesNeverRead,
  lapsedPauses,
  plan,
  details,
}: Conversation) {
  const rate = hitRate(usage);
  return {
    number,
    model,
    provider,
    ticks,
    tokens: usage,
    ...(rate === undefined ? {} : { hitRate: rate }),
    ...(cost === undefined ? {} : { cost }),
    writesNeverRead,
    lapsedPauses,
    plan: [...plan],
    details,
  };
}

function notesOf(
  counts: {
    readonly calls: number;
    readonly withoutUsage: number;
    readonly failures: number;
    readonly hasTimes: boolean;
    readonly hasBodies: boolean;
  },
  log: OpenedLog,
): string[] {
  return [
    ...(counts.calls === 0 ? ['It holds no model call.'] : []),
    ...(counts.withoutUsage > 0
      ? [`${counts.withoutUsage} of ${counts.calls} calls brought no usage back: they are not in the figures.`]
      : []),
    ...(counts.failures > 0 ? [`${counts.failures} calls failed.`] : []),
    ...(counts.calls > 0 && !counts.hasTimes ? ['Some calls have no time, so their pauses are not known.'] : []),
    ...(counts.calls > 0 && !counts.hasBodies
      ? ['Some calls have no request body, so what changed in their prompts is not known.']
      : []),
    ...(log.skipped.lines > 0 ? [`${log.skipped.lines} lines could not be read and were left out.`] : []),
  ];
}
