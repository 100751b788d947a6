// The advisor: the verdict on a task, and every lever with what it saves or why it cannot help, the best first.
import { type Verdict, verdictOf } from '../../estimate/index.ts';
import { addUsage, hitRate, inputTokens, type Money } from '../../model/index.ts';
import { latencyOf } from '../../simulator/index.ts';
import type { AgentProfile } from './agentProfile.ts';
import { type Assumptions, defaultAssumptions } from './assumptions.ts';
import type { Effect, LeverHelps } from './lever.ts';
import { leverList } from './leverList.ts';
import { scaleEffect, scaleMoney } from './scaleEffect.ts';
import { type Situation, situationOf } from './situation.ts';

export interface AdviceOptions {
  /** Longest time that a task may take, milliseconds. */
  readonly slo?: number;
  readonly assume?: Partial<Assumptions>;
}

export interface Advice extends LeverHelps {
  readonly lever: string;
  readonly name: string;
  readonly savesPerDay: Effect;
  /** Shares of the task's cost and time that it saves; below 0 where it costs. */
  readonly share: { readonly money: number; readonly time: number };
  /** It takes the place of the loop: of these a task takes one. */
  readonly replacesLoop?: true;
  /** It is a lever for what the verdict names. */
  readonly fits: boolean;
  /** It is one of those that bring the task within its SLO. */
  readonly required: boolean;
}

export interface SilentLever {
  readonly lever: string;
  readonly name: string;
  readonly reason: string;
  /** It would help, were it not for the SLO. */
  readonly ruledOut: boolean;
}

export interface Advised {
  readonly verdict: Verdict | undefined;
  /** Of one task, tools included. */
  readonly cost: Money;
  /** Tries that fail are paid too. */
  readonly costPerSuccess: Money;
  readonly milliseconds: number;
  readonly modelMilliseconds: number;
  readonly toolMilliseconds: number;
  readonly costPerDay: Money;
  /** Tokens of the task to tokens of a single call; agents are said to come to 4, several of them to 15. */
  readonly multiplier: number;
  /** `milliseconds`: the 95th percentile where it was recorded, the estimate otherwise. */
  readonly slo?: {
    readonly wanted: number;
    readonly milliseconds: number;
    readonly met: boolean;
    readonly reachable: boolean;
  };
  /** The best first. */
  readonly advice: readonly Advice[];
  readonly silent: readonly SilentLever[];
}

/** A lever that fits another bottleneck is clever waste, however much it saves on paper. */
const leversFor: Readonly<Record<Verdict['kind'], readonly string[]>> = {
  'long-inputs': ['prompt-cache', 'one-hour-ttl', 'keep-alive', 'trim-tools', 'shorter-prompt'],
  'cached-long-inputs': ['trim-tools', 'shorter-prompt', 'stop-condition', 'plan-then-execute'],
  'too-many-ticks': ['stop-condition', 'plan-then-execute', 'deterministic-path', 'orchestrator', 'ask-together'],
  'one-slow-tool': ['result-cache', 'parallel-tools', 'speculation'],
  'long-answers': ['output-limit', 'reasoning-off', 'smaller-router'],
  balanced: [],
};

/** A lever may add this share of the SLO at most. */
const spareShare = 0.1;

/** Undefined for a profile without ticks or without prices. */
export function adviseOn(profile: AgentProfile, { slo, assume = {} }: AdviceOptions = {}): Advised | undefined {
  const assumptions = { ...defaultAssumptions, ...assume };
  const situation = situationOf(profile, assumptions);
  if (situation === undefined) return undefined;
  const verdict = verdictOf(situationTicks(situation));
  const fitting = verdict === undefined ? [] : leversFor[verdict.kind];
  const silent: SilentLever[] = [];
  const helping: Advice[] = [];
  for (const { id, name, replacesLoop, weigh } of leverList) {
    const result = weigh(situation);
    const reason = 'silent' in result ? result.silent : uselessness(result);
    const late = 'silent' in result || reason !== undefined ? undefined : lateness(result, slo);
    if ('silent' in result || reason !== undefined || late !== undefined) {
      silent.push({ lever: id, name, reason: reason ?? late ?? '', ruledOut: late !== undefined });
      continue;
    }
    helping.push({
      ...result,
      lever: id,
      name,
      savesPerDay: scaleEffect(result.saves, profile.tasksPerDay),
      share: {
        money: ratio(Number(result.saves.money), Number(situation.cost)),
        time: ratio(result.saves.milliseconds, situation.milliseconds),
      },
      fits: fitting.includes(id),
      ...(replacesLoop === undefined ? {} : { replacesLoop }),
      required: false,
    });
  }
  const wall = profile.p95Milliseconds ?? situation.milliseconds;
  const required = slo === undefined ? new Set<string>() : requiredFor(helping, wall, slo);
  const ranked = helping.map((one) => ({ ...one, required: required.has(one.lever) })).sort(byWorth);
  return {
    verdict,
    cost: situation.cost,
    costPerSuccess: scaleMoney(situation.cost, 1 / Math.max(0.000_001, assumptions.successRate)),
    milliseconds: situation.milliseconds,
    modelMilliseconds: situation.modelMilliseconds,
    toolMilliseconds: situation.toolMilliseconds,
    costPerDay: scaleMoney(situation.cost, profile.tasksPerDay),
    multiplier: multiplierOf(profile),
    ...(slo === undefined
      ? {}
      : { slo: { wanted: slo, milliseconds: wall, met: wall <= slo, reachable: wall <= slo || required.size > 0 } }),
    advice: ranked,
    silent,
  };
}

function uselessness({ saves, isGuard }: LeverHelps): string | undefined {
  if (isGuard === true || saves.money > 0n || saves.milliseconds > 0) return undefined;
  return 'With these figures it costs more than it saves.';
}

function lateness({ delay = 0 }: LeverHelps, slo: number | undefined): string | undefined {
  if (slo === undefined || delay <= slo * spareShare) return undefined;
  return `It can add ${durationText(delay)} to a task that may take ${durationText(slo)}.`;
}

function durationText(milliseconds: number): string {
  if (milliseconds >= 3_600_000) return `${Math.round(milliseconds / 3_600_000)} h`;
  return milliseconds >= 1000 ? `${milliseconds / 1000} s` : `${milliseconds} ms`;
}

/** Those that save most time, one after the other, until the task is done in time; each works on what the others left. */
function requiredFor(helping: readonly Advice[], wall: number, slo: number): ReadonlySet<string> {
  const required = new Set<string>();
  let left = wall;
  let isReplaced = false;
  for (const { lever, share, replacesLoop } of [...helping].sort((a, b) => b.share.time - a.share.time)) {
    if (left <= slo) return required;
    if (share.time <= 0 || (isReplaced && replacesLoop === true)) continue;
    isReplaced ||= replacesLoop === true;
    required.add(lever);
    left *= 1 - share.time;
  }
  return left <= slo ? required : new Set();
}

/**
 * What is required first, then what fits the verdict; last what takes the place of a loop that the verdict does not complain of: it
 * changes what the agent can do. Among equals the larger of the shares of money and time counts.
 */
function byWorth(a: Advice, b: Advice): number {
  if (a.required !== b.required) return a.required ? -1 : 1;
  if (a.fits !== b.fits) return a.fits ? -1 : 1;
  if (a.replacesLoop !== b.replacesLoop && !a.fits) return a.replacesLoop === true ? 1 : -1;
  return Math.max(b.share.money, b.share.time) - Math.max(a.share.money, a.share.time);
}

function situationTicks({ profile, assume, priceOf, callingTicks, toolCost }: Situation) {
  const count = profile.ticks.length;
  return profile.ticks.map((usage, at) => {
    const rate = hitRate(usage);
    const output = priceOf(
      { ...usage, fresh: 0, read: 0, write5m: 0, write1h: 0, write30m: 0, write12h: 0 },
      { partOf: inputTokens(usage) },
    );
    return {
      input: priceOf(usage) - output,
      output,
      tools: toolCost / BigInt(count),
      modelMilliseconds: latencyOf(usage).totalMilliseconds,
      toolMilliseconds: at < callingTicks ? [assume.toolMilliseconds] : [],
      ...(rate === undefined ? {} : { hitRate: rate }),
    };
  });
}

function multiplierOf({ ticks }: AgentProfile): number {
  const tokens = (from: AgentProfile['ticks']): number => inputTokens(addUsage(from)) + addUsage(from).output;
  return ratio(tokens(ticks), tokens(ticks.slice(0, 1)));
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
