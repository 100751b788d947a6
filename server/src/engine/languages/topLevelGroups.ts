// Cuts the top level of a file into the pieces that are lowered and kept one by one.
import type { TopLevelNode } from '../syntax/index.ts';
import type { Span } from '../text/index.ts';

/** A top-level node with the comments before it; the last group may be comments only. */
export interface TopLevelGroup extends Span {
  /** Node indexes `[first, past)`. */
  readonly first: number;
  readonly past: number;
  /** Types of the nodes: with the text they tell one reading of it from another. */
  readonly types: string;
  readonly hasError: boolean;
}

export function topLevelGroups(nodes: readonly TopLevelNode[]): readonly TopLevelGroup[] {
  const groups: TopLevelGroup[] = [];
  let first = 0;
  nodes.forEach((node, index) => {
    if (node.type === 'comment' && index < nodes.length - 1) return;
    const members = nodes.slice(first, index + 1);
    groups.push({
      start: members[0]?.start ?? node.start,
      end: node.end,
      first,
      past: index + 1,
      types: members.map((member) => member.type).join(' '),
      hasError: members.some((member) => member.hasError),
    });
    first = index + 1;
  });
  return groups;
}
