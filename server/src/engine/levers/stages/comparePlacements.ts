// Stage 2: one run with its breakpoint in each of four positions of the wire order, through the simulated cache.
import { type CatalogModel, cacheFactsOf, simulatorSettingsOf } from '../../catalog/index.ts';
import { fullUsage, type PriceOptions, priceTick } from '../../estimate/index.ts';
import { addUsage, hitRate, inputTokens, type Money, type TickUsage } from '../../model/index.ts';
import { latencyOf, simulateTimeline, type WireBlock, type WireMessage } from '../../simulator/index.ts';
import { historyAt } from './historyAt.ts';

/**
 * The wire has the tools in front of the system prompt and the messages behind both. `tools`: behind the tool definitions; `system`:
 * behind both; `history`: in front of the latest turn; `turn`: behind it, moving with the conversation.
 */
export const placements = ['none', 'tools', 'system', 'history', 'turn'] as const;
export type Placement = (typeof placements)[number];

/** Tokens. */
export interface PlacementInput {
  readonly ticks: number;
  readonly tools: number;
  readonly system: number;
  /** Tokens behind tools and system at some ticks (from 1), the latest turn included. */
  readonly history: readonly (readonly [tick: number, tokens: number])[];
  readonly output: number;
  readonly gapSeconds: number;
  readonly ttl?: '5m' | '1h';
  /** The list of tools is another one in every request. */
  readonly toolsChange: boolean;
  /** The system prompt is another one in every request. */
  readonly systemChanges: boolean;
}

export interface PlacementRow {
  readonly placement: Placement;
  /** Tokens up to the breakpoint, at the last tick. */
  readonly marked: number;
  readonly ticks: readonly TickUsage[];
  readonly usage: TickUsage;
  readonly total: Money;
  /** Less than the run without a breakpoint; negative where the breakpoint costs more. */
  readonly saved: Money;
  readonly latestHitRate: number | undefined;
  readonly runHitRate: number | undefined;
  /** Until the last tick begins to answer. */
  readonly firstTokenMilliseconds: number;
}

export interface PlacementComparison {
  readonly rows: readonly PlacementRow[];
  readonly best: Placement;
  /** The provider places the breakpoints itself: every row is the same. */
  readonly isAutomatic: boolean;
}

/** 1,500 tokens of tools, 3,500 of system prompt, a turn of 200 tokens, ten ticks. */
export const coursePlacement: PlacementInput = {
  ticks: 10,
  tools: 1500,
  system: 3500,
  history: [
    [1, 200],
    [10, 2000],
  ],
  output: 200,
  gapSeconds: 5,
  toolsChange: false,
  systemChanges: false,
};

/** Undefined when the model has no known price. */
export function comparePlacements(
  model: CatalogModel,
  input: PlacementInput,
  options: PriceOptions = {},
): PlacementComparison | undefined {
  const isAutomatic = !cacheFactsOf(model).needsMark;
  const rows: PlacementRow[] = [];
  for (const placement of placements) {
    const ticks = usagesOf(model, input, isAutomatic ? 'turn' : placement);
    let total = 0n;
    for (const usage of ticks) {
      const cost = priceTick(model, usage, options);
      if (cost === undefined) return undefined;
      total += cost;
    }
    const last = ticks.at(-1);
    const usage = addUsage(ticks);
    rows.push({
      placement,
      marked: markedTokens(input, placement),
      ticks,
      usage,
      total,
      saved: (rows[0]?.total ?? total) - total,
      latestHitRate: last && hitRate(last),
      runHitRate: hitRate(usage),
      firstTokenMilliseconds: last === undefined ? 0 : latencyOf(last).firstTokenMilliseconds,
    });
  }
  const best = rows.reduce((least, row) => (row.total < least.total ? row : least));
  return { rows, best: best.placement, isAutomatic };
}

function markedTokens({ tools, system, history, ticks }: PlacementInput, placement: Placement): number {
  if (placement === 'none') return 0;
  if (placement === 'tools') return tools;
  if (placement === 'system') return tools + system;
  return tools + system + historyAt(history, placement === 'turn' ? ticks : ticks - 1);
}

/** The same request through the simulator; caches without marks read all that the tick before sent. */
function usagesOf(model: CatalogModel, input: PlacementInput, placement: Placement): readonly TickUsage[] {
  const { ticks, gapSeconds, output, ttl } = input;
  const mark = (here: Placement): Pick<WireBlock, 'mark'> =>
    here === placement ? { mark: ttl === undefined ? {} : { ttl } } : {};
  const version = (changes: boolean, tick: number): string => (changes ? ` of tick ${tick}` : '');
  const { ticks: simulated } = simulateTimeline({
    request: {
      model: model.id,
      tools: [],
      system: [],
      params: {},
      messages: [],
      maxTokens: Math.max(1, output),
      outputTokens: output,
    },
    ticks,
    gapSeconds,
    grow: () => [],
    options: simulatorSettingsOf(model),
    change: (request, tick) => ({
      ...request,
      tools: block('tool', `tools${version(input.toolsChange, tick)}`, input.tools, mark('tools')),
      system: block('text', `system${version(input.systemChanges, tick)}`, input.system, mark('system')),
      messages: conversation(input, tick, mark),
    }),
  });
  return simulated.map(({ usage }) => billed(model, usage));
}

function block(type: string, text: string, tokens: number, mark: Pick<WireBlock, 'mark'>): readonly WireBlock[] {
  return tokens === 0 ? [] : [{ type, text, tokens, ...mark }];
}

function conversation(
  { history }: PlacementInput,
  tick: number,
  mark: (here: Placement) => Pick<WireBlock, 'mark'>,
): readonly WireMessage[] {
  const messages: WireMessage[] = [];
  for (let at = 0; at <= tick; at++) {
    const tokens = historyAt(history, at + 1) - (at === 0 ? 0 : historyAt(history, at));
    const marked = at === tick ? mark('turn') : at === tick - 1 ? mark('history') : {};
    messages.push({
      role: at % 2 === 0 ? 'user' : 'assistant',
      blocks: [{ type: 'text', text: `turn ${at}`, tokens: Math.max(0, tokens), ...marked }],
    });
  }
  return messages;
}

/** Where writing has no fee, written tokens are billed like fresh ones. */
function billed(model: CatalogModel, usage: TickUsage): TickUsage {
  if (model.rates?.write5m !== undefined && cacheFactsOf(model).writeFee) return usage;
  const { read, output } = usage;
  const rest = inputTokens(usage) - read;
  if (model.provider === 'openai' && cacheFactsOf(model).writeFee)
    return fullUsage({ read, write30m: usage.write5m + usage.write1h, fresh: usage.fresh, output });
  return fullUsage({ read, fresh: rest, output });
}
