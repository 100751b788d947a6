// Sends the ticks of a model call to a provider, one after the other, and notes what each was billed.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AnalyzedCall,
  addUsage,
  type Engine,
  hitRate,
  type Money,
  type SampleValues,
  type Scenario,
  type TickUsage,
  type Timeline,
} from '../../engine/index.ts';
import type { ProfileRun, ProfileTick, TickTokens } from '../../protocol/index.ts';
import { bodyWith, type Growth, grown, noGrowth } from './conversation.ts';
import { divergenceOf, type LineOf } from './divergence.ts';
import { type ProfileProvider, ProviderError } from './provider.ts';

export interface RunProfileInput {
  readonly engine: Engine;
  readonly call: AnalyzedCall;
  readonly scenario: Scenario;
  readonly provider: ProfileProvider;
  readonly lineOf: LineOf;
  readonly samples?: SampleValues;
  /** Instead of the one in the source. */
  readonly model?: string;
  /** Dollars after which no further tick is sent. */
  readonly mostDollars?: number;
  readonly signal?: AbortSignal;
  /** Called after each tick, and with what is needed to go on from there. */
  readonly onTick?: (tick: ProfileTick, resume: ProfileResume) => void;
  /** What an earlier run got to. */
  readonly from?: ProfileResume;
}

/** Where a run stands: enough to go on with it later. */
export interface ProfileResume {
  readonly ticks: readonly ProfileTick[];
  readonly growth: Growth;
  readonly previousId?: string;
  /** Milliseconds since 1970 of the first tick. */
  readonly start: number;
}

const picodollars = 1e12;

/** Undefined where no request can be sent. Never rejects for what a provider does: the run ends early and says why. */
export async function runProfile(input: RunProfileInput): Promise<ProfileRun | undefined> {
  const { engine, call, scenario, provider, model, samples, signal } = input;
  const wish = { scenario, ...(samples === undefined ? {} : { samples }), ...(model === undefined ? {} : { model }) };
  const first = engine.sample(call, { ...wish, tick: 0 });
  if (first === undefined) return undefined;
  const timeline = engine.timeline(call, scenario, model);
  const start = input.from?.start ?? Date.now();
  const ticks: ProfileTick[] = [...(input.from?.ticks ?? [])];
  let growth = input.from?.growth ?? noGrowth;
  let previousId = input.from?.previousId;
  let ended: string | undefined;
  let spent = ticks.reduce((sum, { cost }) => sum + (cost ?? 0), 0);
  let before = ticks.length === 0 ? undefined : unitsOf(ticks.length - 1);

  function unitsOf(tick: number) {
    return engine.sample(call, { ...wish, tick })?.units ?? [];
  }

  for (let tick = ticks.length; tick < scenario.ticks; tick++) {
    if (wasAborted(signal)) {
      ended = `Cancelled after ${ticks.length} of ${scenario.ticks} ticks.`;
      break;
    }
    if (input.mostDollars !== undefined && spent >= input.mostDollars) {
      ended = `Ended after ${ticks.length} of ${scenario.ticks} ticks: $${spent.toFixed(4)} are spent, and the limit is $${input.mostDollars}.`;
      break;
    }
    const sampled = engine.sample(call, { ...wish, tick }) ?? first;
    const units = [...sampled.units, ...growth.units];
    const seconds = tick * scenario.gapSeconds;
    try {
      if (!provider.isVirtual && tick > 0) {
        const due = start + seconds * 1000 - Date.now();
        if (due > 0) await sleep(due, undefined, signal === undefined ? {} : { signal });
      }
      const answer = await provider.send(sampled.api, bodyWith(sampled, growth), {
        time: start + seconds * 1000,
        ...(previousId === undefined ? {} : { previousId }),
        ...(signal === undefined ? {} : { signal }),
      });
      previousId = answer.id;
      const divergence = before === undefined ? undefined : divergenceOf(before, units, input.lineOf);
      const predicted = predictedTick(timeline, tick);
      const cost = dollars(engine.priceOf(call, answer.usage, model));
      spent += cost ?? 0;
      const one: ProfileTick = {
        tick: tick + 1,
        seconds,
        ...figures(answer.usage, cost),
        ...(answer.firstTokenMilliseconds === undefined
          ? {}
          : { firstTokenMilliseconds: answer.firstTokenMilliseconds }),
        ...(answer.totalMilliseconds === undefined ? {} : { totalMilliseconds: answer.totalMilliseconds }),
        ...(answer.missReason === undefined ? {} : { missReason: answer.missReason }),
        ...(answer.missedTokens === undefined ? {} : { missedTokens: answer.missedTokens }),
        ...(divergence === undefined ? {} : { divergence }),
        ...(predicted === undefined ? {} : { predicted }),
      };
      ticks.push(one);
      before = units;
      if (sampled.grows)
        growth = grown(growth, sampled, {
          answer,
          tick: tick + 1,
          resultTokens: scenario.toolResultTokens,
          count: (text) => engine.countText(text, sampled.model),
        });
      input.onTick?.(one, { ticks: [...ticks], growth, start, ...(previousId === undefined ? {} : { previousId }) });
    } catch (error) {
      if (wasAborted(signal)) ended = `Cancelled after ${ticks.length} of ${scenario.ticks} ticks.`;
      else if (error instanceof ProviderError) ended = `Tick ${tick + 1} failed: ${error.message.replace(/\.$/, '')}.`;
      else throw error;
      break;
    }
  }
  const total = addUsage(ticks.map(({ tokens }) => fullUsage(tokens)));
  const costs = ticks.map(({ cost }) => cost);
  return {
    version: 1,
    provider: provider.name,
    api: first.api,
    model: first.model,
    ticks,
    total: figures(
      total,
      costs.includes(undefined) ? undefined : costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0),
    ),
    wanted: scenario.ticks,
    ...(ended === undefined ? {} : { ended }),
  };
}

/** Read anew each time: it changes while a request is under way. */
function wasAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

function predictedTick(timeline: Timeline | undefined, tick: number) {
  const one = timeline?.ticks[tick];
  return one === undefined ? undefined : figures(one.usage, dollars(one.cost));
}

function figures(usage: TickUsage, cost: number | undefined) {
  const rate = hitRate(usage);
  return {
    tokens: tokensOf(usage),
    ...(rate === undefined ? {} : { hitRate: rate }),
    ...(cost === undefined ? {} : { cost }),
  };
}

function tokensOf(usage: TickUsage): TickTokens {
  return Object.fromEntries(
    Object.entries(usage).map(([name, tokens]) => [name, Math.round(tokens as number)]),
  ) as unknown as TickTokens;
}

function fullUsage({ write30m, write12h, ...tokens }: TickTokens): TickUsage {
  return {
    ...tokens,
    ...(write30m === undefined ? {} : { write30m }),
    ...(write12h === undefined ? {} : { write12h }),
  };
}

function dollars(money: Money | undefined): number | undefined {
  return money === undefined ? undefined : Number(money) / picodollars;
}
