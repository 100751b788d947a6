// Groups the parts of the map as a reader thinks of them, and says in words how they behave.
import type { PageBlock, PartState } from '../../../server/src/protocol/index.ts';
import type { MapLayout, MapSpan } from './mapLayout.ts';

export type MapGroup = 'tools' | 'system' | 'messages' | 'structure' | 'history' | 'newest';

export const groupNames: Readonly<Record<MapGroup, string>> = {
  tools: 'Tools',
  system: 'System',
  messages: 'Messages',
  structure: 'Structure',
  history: 'History',
  newest: 'Newest turn',
};

export const stateWords: Readonly<Record<PartState, string>> = {
  stable: 'stable',
  changing: 'changing',
  partly: 'partly changing',
  unknown: 'not known to be stable',
};

export function groupOf({ kind, block }: MapSpan, blocks: readonly PageBlock[]): MapGroup {
  if (kind !== 'block') return kind;
  return blocks[block ?? -1]?.level ?? 'messages';
}

export interface GroupSum {
  readonly group: MapGroup;
  readonly parts: number;
  readonly tokens: number;
  /** The states of its parts, told once each. */
  readonly states: readonly PartState[];
}

export function groupSums({ spans }: MapLayout, blocks: readonly PageBlock[]): readonly GroupSum[] {
  const sums = new Map<MapGroup, { parts: number; tokens: number; states: Set<PartState> }>();
  for (const span of spans) {
    const group = groupOf(span, blocks);
    const sum = sums.get(group) ?? { parts: 0, tokens: 0, states: new Set() };
    sum.parts++;
    sum.tokens += span.tokens;
    sum.states.add(span.state);
    sums.set(group, sum);
  }
  return [...sums].map(([group, { parts, tokens, states }]) => ({ group, parts, tokens, states: [...states] }));
}
