// Where each part of the prompt lies on the map of one tick, in tokens from its beginning.
import {
  blockTokens,
  inputTokens,
  type PromptPlan,
  type TimelineTick,
} from '../../../server/src/engine/profile/index.ts';
import type { PageBlock, PartState } from '../../../server/src/protocol/index.ts';

export interface MapSpan {
  readonly kind: 'block' | 'structure' | 'history' | 'newest';
  readonly start: number;
  readonly tokens: number;
  /** Index into the blocks of the page. */
  readonly block?: number;
  readonly label: string;
  readonly state: PartState;
}

export interface MapLayout {
  readonly total: number;
  readonly spans: readonly MapSpan[];
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
  const ends: number[] = [];
  let start = 0;
  for (const [index, block] of plan.blocks.entries()) {
    const tokens = blockTokens(block);
    const { label = block.name ?? block.type, state = 'unknown' } = blocks[index] ?? {};
    spans.push({ kind: 'block', start, tokens, block: index, label, state });
    start += tokens;
    ends.push(start);
  }
  const structure = plan.inputTokens - start;
  if (structure > 0) {
    spans.push({ kind: 'structure', start, tokens: structure, label: 'structure the provider adds', state: 'stable' });
    start += structure;
  }
  const total = tokensAt(ticks, tick) ?? start;
  const before = tick === 0 ? start : Math.max(start, tokensAt(ticks, tick - 1) ?? start);
  if (before > start) {
    spans.push({ kind: 'history', start, tokens: before - start, label: 'history', state: 'stable' });
  }
  if (total > before) {
    spans.push({ kind: 'newest', start: before, tokens: total - before, label: 'newest turn', state: 'changing' });
  }
  return { total: Math.max(total, before, 1), spans, ends };
}

function tokensAt(ticks: readonly TimelineTick[], tick: number): number | undefined {
  const usage = ticks[tick]?.usage;
  return usage === undefined ? undefined : inputTokens(usage);
}
