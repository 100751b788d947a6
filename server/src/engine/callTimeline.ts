// The run of one model call, tick by tick, through the simulated cache: what each tick reads, writes and sends afresh, and its price.
import { type CatalogModel, cacheFactsOf, openAiSettingsOf, simulatorSettingsOf } from './catalog/index.ts';
import {
  fullUsage,
  growingHistory,
  limitOutput,
  priceParts,
  priceRun,
  priceTick,
  serviceOf,
  turnOverhead,
} from './estimate/index.ts';
import {
  type AnalyzedCall,
  type Block,
  changesAtLeast,
  inputTokens,
  type Money,
  type Scenario,
  type TickUsage,
} from './model/index.ts';
import { openAiRun } from './openAiRun.ts';
import { changesForSure } from './segments/index.ts';
import {
  agentGrowth,
  simulateTimeline,
  type WireBlock,
  type WireMessage,
  type WireRequest,
} from './simulator/index.ts';

export interface TimelineTick {
  readonly usage: TickUsage;
  /** Undefined when no price is known. */
  readonly cost: Money | undefined;
  readonly outputCost: Money | undefined;
}

export interface Timeline {
  /** Catalog id of the model that the run is priced with. */
  readonly model: string | undefined;
  /** Output tokens of a tick: the scenario's, or the request's own limit when that is smaller. */
  readonly outputTokens: number;
  readonly ticks: readonly TimelineTick[];
  /** The whole run without a cache. */
  readonly uncached: Money | undefined;
  /** The provider refuses the request: its words. The ticks end before it. */
  readonly refused?: string;
}

/** Undefined without a model. */
export function callTimeline(
  call: AnalyzedCall,
  wanted: Scenario,
  model: CatalogModel | undefined,
): Timeline | undefined {
  if (!model) return undefined;
  const scenario = limitOutput(call.call.request, wanted, model);
  const settings = openAiSettingsOf(model);
  const run: Run =
    settings !== undefined
      ? { usages: openAiRun({ call, model, settings, scenario, grows: growthOf(call) }) }
      : cacheFactsOf(model).needsMark
        ? markedRun(call, model, scenario)
        : prefixRun(call, model, scenario);
  const options = { service: serviceOf(call.call.request, model) };
  let uncached: Money | undefined = 0n;
  const ticks = run.usages.map((usage): TimelineTick => {
    const plain = priceTick(model, { fresh: inputTokens(usage), output: usage.output }, options);
    uncached = uncached === undefined || plain === undefined ? undefined : uncached + plain;
    const parts = priceParts(model, usage, options);
    return { usage, cost: parts?.total, outputCost: parts?.output };
  });
  return {
    model: model.rates === undefined ? undefined : model.id,
    outputTokens: scenario.outputTokens,
    ticks,
    uncached,
    ...(run.refused === undefined ? {} : { refused: run.refused }),
  };
}

interface Run {
  readonly usages: readonly TickUsage[];
  readonly refused?: string;
}

function growthOf({ call }: AnalyzedCall): boolean {
  const { history, request } = call;
  return history.kind === 'appended' || history.kind === 'conversation' || request.innerLoop !== undefined;
}

/** What the turn behind an answer adds: one result, with the structure around it. */
function resultTokens(model: CatalogModel, { toolResultTokens }: Scenario): number {
  return toolResultTokens + turnOverhead(model, toolResultTokens > 0 ? 1 : 0);
}

/** Caches that find the longest prefix by themselves, as far as is known of them. */
function prefixRun(call: AnalyzedCall, model: CatalogModel, scenario: Scenario): Run {
  const { estimate } = call;
  const grows = growthOf(call);
  const stable = estimate.cachedPrefix.tokens;
  const history = growingHistory(
    scenario.ticks,
    estimate.input.tokens - stable,
    grows ? scenario.outputTokens + resultTokens(model, scenario) : 0,
  );
  const isWhole = call.layout.firstVolatile === undefined && grows;
  const caching = stable === 0 && !isWhole ? 'none' : isWhole ? 'rolling' : 'prefix';
  const run = priceRun(model, {
    stable,
    history,
    output: scenario.outputTokens,
    caching,
    gapSeconds: scenario.gapSeconds,
  });
  const usages = run
    ? run.ticks.map((tick) => tick.usage)
    : history.map((tokens) => fullUsage({ fresh: stable + tokens, output: scenario.outputTokens }));
  return { usages };
}

/** Caches that write at marks, simulated block by block. */
function markedRun(call: AnalyzedCall, model: CatalogModel, scenario: Scenario): Run {
  const grows = growthOf(call);
  const isRolling = rolls(call);
  const timeline = simulateTimeline({
    request: wireRequest(call, model, scenario, 0),
    ticks: scenario.ticks,
    gapSeconds: scenario.gapSeconds,
    grow: grows ? agentGrowth(scenario.outputTokens, resultTokens(model, scenario)) : () => [],
    options: simulatorSettingsOf(model),
    change: (conversation, tick) => {
      // What is built anew for each tick is built anew here; what was appended since stays.
      const fresh = wireRequest(call, model, scenario, tick);
      const own = fresh.messages.length;
      const messages = [...fresh.messages, ...conversation.messages.slice(own)];
      return { ...fresh, messages: isRolling && tick > 0 ? markedAtEnd(messages) : messages };
    },
  });
  return {
    usages: timeline.ticks.map((tick) => tick.usage),
    ...(timeline.error === undefined ? {} : { refused: timeline.error.message }),
  };
}

/** The mark at the end of the conversation moves with it. */
function rolls({ call, layout }: AnalyzedCall): boolean {
  if (call.request.cacheMode === 'rolling') return false;
  const last = layout.blocks.findLast((block) => block.level === 'messages');
  return last?.mark !== undefined && !last.mark.automatic;
}

function markedAtEnd(messages: readonly WireMessage[]): readonly WireMessage[] {
  const end = messages.length - 1;
  return messages.map((message, index) => ({
    ...message,
    blocks: message.blocks.map((block, at): WireBlock => {
      const { mark: _, ...bare } = block;
      return index === end && at === message.blocks.length - 1 ? { ...bare, mark: {} } : bare;
    }),
  }));
}

function wireRequest(analyzed: AnalyzedCall, model: CatalogModel, scenario: Scenario, tick: number): WireRequest {
  const { call, layout, estimate } = analyzed;
  const grows = growthOf(analyzed);
  const blocks = layout.blocks.map((block, index) => ({ block, wire: wireBlock(analyzed, block, index, tick, grows) }));
  const of = (level: Block['level']) => blocks.filter(({ block }) => block.level === level);
  const messages: { role: WireMessage['role']; blocks: WireBlock[] }[] = [];
  let last: number | undefined;
  for (const { block, wire } of of('messages')) {
    if (block.message === last) messages.at(-1)?.blocks.push(wire);
    else messages.push({ role: block.role === 'assistant' ? 'assistant' : 'user', blocks: [wire] });
    last = block.message;
  }
  const counted = estimate.segments.reduce((sum, one) => sum + one.tokens, 0);
  return {
    model: model.id,
    tools: of('tools').map(({ wire }) => wire),
    system: of('system').map(({ wire }) => wire),
    params: {},
    messages,
    ...(call.request.cacheMode === 'rolling' ? { automatic: {} } : {}),
    maxTokens: Math.max(1, scenario.outputTokens),
    outputTokens: scenario.outputTokens,
    overhead: { tail: Math.max(0, estimate.input.tokens - counted) },
  };
}

/** Text that stands for the block: the same while the block is, another on each tick when it is known to change. */
function wireBlock(
  { layout, estimate }: AnalyzedCall,
  block: Block,
  index: number,
  tick: number,
  grows: boolean,
): WireBlock {
  const segments = layout.segments.filter((segment) => segment.block === index);
  const moves = segments.some(
    (segment) => changesForSure(segment.volatility) && changesAtLeast(segment.volatility, 'call'),
  );
  // A message of a growing conversation was written once; that it differs between runs does not part its ticks.
  const isRebuilt = moves && !(grows && block.level === 'messages');
  const { mark } = block;
  return {
    type: block.type,
    text: `${index}${isRebuilt ? `@${tick}` : ''}`,
    tokens: segments.reduce((sum, segment) => sum + (estimate.segments[segment.index]?.tokens ?? 0), 0),
    ...(block.name === undefined ? {} : { name: block.name }),
    ...(mark && !mark.automatic ? { mark: mark.ttl === '1h' ? { ttl: '1h' } : {} } : {}),
  };
}
