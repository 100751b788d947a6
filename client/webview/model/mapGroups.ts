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
  /** How its parts behave, told once each; the state that needs most attention first. */
  readonly words: readonly string[];
  readonly state: PartState;
}

/** Those that break a cache come first. */
const attention: readonly PartState[] = ['changing', 'partly', 'unknown', 'stable'];

export function groupSums({ spans }: MapLayout, blocks: readonly PageBlock[]): readonly GroupSum[] {
  const groups = new Map<MapGroup, MapSpan[]>();
  for (const span of spans) {
    const group = groupOf(span, blocks);
    const own = groups.get(group);
    if (own === undefined) groups.set(group, [span]);
    else own.push(span);
  }
  return [...groups].map(([group, own]) => {
    const byAttention = [...own].sort((a, b) => attention.indexOf(a.state) - attention.indexOf(b.state));
    return {
      group,
      parts: new Set(own.map(({ block }) => block)).size,
      tokens: own.reduce((sum, { tokens }) => sum + tokens, 0),
      words: [...new Set(byAttention.map((span) => changesOf(span, blocks)))],
      state: byAttention[0]?.state ?? 'stable',
    };
  });
}

/** How often a part changes, in words. */
export function changesOf({ block = -1, segment, state }: MapSpan, blocks: readonly PageBlock[]): string {
  const { segments = [] } = blocks[block] ?? {};
  const changes = (segment === undefined && segments.length === 1 ? segments[0] : segments[segment ?? -1])?.changes;
  return state === 'stable' || changes === undefined ? stateWords[state] : changes;
}
