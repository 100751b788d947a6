// Where the marks stand on the map of one tick: those of blocks, and the one that moves with the conversation.
import { isRolling, type PromptPlan } from '../../../server/src/engine/profile/index.ts';
import type { PageBlock, PageMark, ProfilePage } from '../../../server/src/protocol/index.ts';
import { duration } from './format.ts';
import type { MapLayout } from './mapLayout.ts';

export interface ShownMark {
  readonly mark: PageMark;
  /** Tokens in front of it. */
  readonly at: number;
  /** It stands at the end of the conversation and moves with it. */
  readonly isRolling: boolean;
}

export function shownMarks(
  marks: readonly PageMark[],
  plan: PromptPlan,
  { ends, total }: MapLayout,
  tick: number,
): readonly ShownMark[] {
  const end = isRolling(plan) ? plan.blocks.findLastIndex(({ level }) => level === 'messages') : -1;
  return marks.map((mark) => {
    const rolls = mark.block === end && plan.grows;
    return { mark, at: rolls && tick > 0 ? total : (ends[mark.block] ?? 0), isRolling: rolls };
  });
}

/** How long entries live in seconds, by the word of the mark. */
export function lifetimeText(ttl: PageMark['ttl']): string {
  if (ttl === undefined) return 'the provider’s own lifetime';
  return duration({ '5m': 300, '30m': 1_800, '1h': 3_600 }[ttl]);
}

export function markTtl({ ttl }: PageMark, rules: ProfilePage['rules']): string {
  return ttl ?? (rules?.ttls.includes('5m') ? '5m' : 'mark');
}

/** `behind system prompt 2 of 3`: what a mark stands behind. */
export function placeName(block: number, blocks: readonly PageBlock[]): string {
  const own = blocks[block];
  if (own === undefined) return 'the end';
  const sameLevel = blocks.flatMap(({ level }, index) => (level === own.level ? [index] : []));
  const position = `${own.level} ${sameLevel.indexOf(block) + 1} of ${sameLevel.length}`;
  return own.label === '' || own.label === own.level ? position : `${own.label} (${position})`;
}
