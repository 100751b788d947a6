// What one model call weighs and costs: uncached, on the tick that writes the cache, and on those that read it.
import { type CacheFacts, type CatalogModel, cacheFactsOf } from '../catalog/index.ts';
import type { Estimate, Layout, Money, Request, Scenario, TokenCount } from '../model/index.ts';
import { hitRate, type TickUsage } from '../model/index.ts';
import { countLayout } from './countLayout.ts';
import { expectedSize } from './expectedSize.ts';
import { fullUsage, priceTick } from './priceTick.ts';
import { offeredService, type Service, serviceOf } from './serviceOf.ts';
import { sumTokens } from './tokenCount.ts';
import type { TokenCounter } from './tokenCounter.ts';

export interface EstimateInput {
  readonly request: Request;
  readonly layout: Layout;
  /** First segment that differs on the next tick; undefined when nothing is known to. */
  readonly parting: number | undefined;
  /** Row that prices and limits come from. */
  readonly model: CatalogModel;
  /** False for a model that the catalog does not know: then `model` only lends its tokenizer. */
  readonly isPriced: boolean;
  readonly modelAssumed: boolean;
  readonly counter: TokenCounter;
  readonly scenario: Scenario;
  readonly assumptions: readonly string[];
}

export function estimateCall(input: EstimateInput): Estimate {
  const { request, layout, model, isPriced, counter, scenario } = input;
  const counted = countLayout(request, layout, model, counter, scenario);
  const upTo = (segment: number): TokenCount => sumTokens(counted.segments.slice(0, segment));
  const breakpoints = layout.breakpoints.map((mark) => upTo(mark.after));
  const facts = cacheFactsOf(model);
  const cached = cachedSegments(layout, input.parting, breakpoints, model, facts);
  const cachedPrefix = trimmed(upTo(cached), facts, model);
  const written = facts.needsMark ? lastWritten(breakpoints, model) : cachedPrefix.tokens;
  const total = counted.total.tokens;
  const output = scenario.outputTokens;
  const cold = fullUsage({
    ...billedWrite(facts, model, written, layout),
    fresh: facts.writeFee ? total - written : total,
    output,
  });
  const again = Math.max(0, written - cachedPrefix.tokens);
  const warm = fullUsage({
    ...billedWrite(facts, model, again, layout),
    read: cachedPrefix.tokens,
    fresh: total - cachedPrefix.tokens - (facts.writeFee ? again : 0),
    output,
  });
  const service = offeredService(serviceOf(request), model);
  const price = (usage: TickUsage): Money | undefined => (isPriced ? priceTick(model, usage, { service }) : undefined);
  return {
    model: isPriced ? model.id : undefined,
    modelAssumed: input.modelAssumed,
    input: counted.total,
    segments: counted.segments,
    breakpoints,
    stablePrefix: upTo(layout.stableSegments),
    cachedPrefix,
    output,
    uncached: price(fullUsage({ fresh: total, output })),
    cold: price(cold),
    warm: price(warm),
    hitRate: hitRate(warm),
    assumptions: [
      ...input.assumptions,
      ...serviceText(service),
      ...(scenario.reasoningTokens === 0
        ? []
        : [`${scenario.reasoningTokens} of ${output} output tokens are thought before the answer`]),
      ...assumptionsOf(layout, scenario),
    ],
  };
}

function serviceText(service: Service): readonly string[] {
  return service === 'standard' ? [] : [`${service} prices`];
}

/** Number of leading segments that a warm tick reads. */
function cachedSegments(
  layout: Layout,
  parting: number | undefined,
  breakpoints: readonly TokenCount[],
  model: CatalogModel,
  facts: CacheFacts,
): number {
  const broken = Math.min(parting ?? Number.POSITIVE_INFINITY, layout.firstVolatile ?? Number.POSITIVE_INFINITY);
  if (facts.id === 'none') return 0;
  if (!facts.needsMark) return Math.min(broken, layout.segments.length);
  let best = 0;
  layout.breakpoints.forEach((mark, index) => {
    const tokens = breakpoints[index]?.tokens ?? 0;
    if (mark.after <= broken && tokens >= (model.minimumPrefixTokens ?? 0)) best = Math.max(best, mark.after);
  });
  return best;
}

/** Reads are counted in the provider's steps, and nothing below the minimum is cached. */
function trimmed(prefix: TokenCount, facts: CacheFacts, model: CatalogModel): TokenCount {
  const floor = (tokens: number): number => {
    const whole = Math.floor(tokens / facts.granularity) * facts.granularity;
    return whole < (model.minimumPrefixTokens ?? 0) ? 0 : whole;
  };
  return { ...prefix, tokens: floor(prefix.tokens), low: floor(prefix.low), high: floor(prefix.high) };
}

function lastWritten(breakpoints: readonly TokenCount[], model: CatalogModel): number {
  const most = Math.max(0, ...breakpoints.map((one) => one.tokens));
  return most >= (model.minimumPrefixTokens ?? 0) ? most : 0;
}

function billedWrite(facts: CacheFacts, model: CatalogModel, tokens: number, layout: Layout): Partial<TickUsage> {
  if (!facts.writeFee || tokens === 0) return {};
  if (model.provider === 'openai') return { write30m: tokens };
  const isHour = layout.breakpoints.length > 0 && layout.breakpoints.every(({ mark }) => mark.ttl === '1h');
  return isHour ? { write1h: tokens } : { write5m: tokens };
}

function assumptionsOf(layout: Layout, scenario: Scenario): readonly string[] {
  const assumed = layout.segments.flatMap((segment) => expectedSize(segment, scenario) ?? []);
  const told = assumed.filter(({ by }) => by === 'setting').length;
  const samples = [...new Set(assumed.flatMap(({ by }) => (by === 'setting' ? [] : by)))];
  return [
    ...(told === 0
      ? []
      : [`${told === 1 ? '1 part' : `${told} parts`} of unknown size counted as ${scenario.holeTokens} tokens each`]),
    ...(samples.length === 0 ? [] : [`${samples.join(', ')}: counted as values of that kind usually are`]),
  ];
}
