// Where each part of the prompt lies on the map of one tick, in tokens from its beginning.
import {
  blockTokens,
  inputTokens,
  type PromptPlan,
  type TimelineTick,
} from '../../../server/src/engine/profile/index.ts';
import type { PageBlock, PartState } from '../../../server/src/protocol/index.ts';

/** A stretch that behaves in one way. */
export interface MapSpan {
  readonly kind: 'block' | 'structure' | 'history' | 'newest';
  readonly start: number;
  readonly tokens: number;
  /** Index into the blocks of the page, and into the segments of that block. */
  readonly block?: number;
  readonly segment?: number;
  readonly label: string;
  readonly state: PartState;
}

/** What carries one name on the map: a block with all of its segments, or what the run adds. */
export interface MapName {
  readonly start: number;
  readonly tokens: number;
  readonly label: string;
}

export interface MapLayout {
  readonly total: number;
  readonly spans: readonly MapSpan[];
  readonly names: readonly MapName[];
  /** Tokens up to the end of each block. */
  readonly ends: readonly number[];
}

/** `ticks`: the run; `tick` counts from 0. What earlier ticks appended lies behind the blocks of the request. */
export function mapLayout(
  blocks: readonly PageBlock[],
  plan: PromptPlan,
  ticks: readonly TimelineTick[],
  tick: number,
): MapLayout {
  const spans: MapSpan[] = [];
  const names: MapName[] = [];
  const ends: number[] = [];
  let start = 0;
  for (const [index, planned] of plan.blocks.entries()) {
    const tokens = blockTokens(planned);
    const block = blocks[index];
    const label = block?.label ?? planned.name ?? planned.type;
    names.push({ start, tokens, label });
    const parts = block?.segments.length === planned.segments.length && block.segments.length > 1 ? block.segments : [];
    let from = start;
    for (const [segment, { state }] of parts.entries()) {
      const own = planned.segments[segment]?.tokens ?? 0;
      spans.push({ kind: 'block', start: from, tokens: own, block: index, segment, label, state });
      from += own;
    }
    if (parts.length === 0) {
      spans.push({ kind: 'block', start, tokens, block: index, label, state: block?.state ?? 'unknown' });
    }
    start += tokens;
    ends.push(start);
  }
  const add = (kind: Exclude<MapSpan['kind'], 'block'>, to: number, label: string, state: PartState): void => {
    if (to <= start) return;
    spans.push({ kind, start, tokens: to - start, label, state });
    names.push({ start, tokens: to - start, label });
    start = to;
  };
  add('structure', plan.inputTokens, 'structure the provider adds', 'stable');
  const total = tokensAt(ticks, tick) ?? start;
  if (tick > 0) add('history', tokensAt(ticks, tick - 1) ?? start, 'history', 'stable');
  add('newest', total, 'newest turn', 'changing');
  return { total: Math.max(total, start, 1), spans, names, ends };
}

function tokensAt(ticks: readonly TimelineTick[], tick: number): number | undefined {
  const usage = ticks[tick]?.usage;
  return usage === undefined ? undefined : inputTokens(usage);
}
