// What one call does in each pattern that it is part of.
import type { CallPattern, ModelCall, PatternMember, PatternShare } from '../model/index.ts';

export function sharesOf(patterns: readonly CallPattern[], { id }: ModelCall): readonly PatternShare[] {
  return patterns.flatMap(({ name, members }) =>
    members.filter(({ call }) => call === id).map((member) => ({ ...member, name, size: sizeOf(members) })),
  );
}

/** Calls, or the steps of a chain. */
function sizeOf(members: readonly PatternMember[]): number {
  return Math.max(0, ...members.map(({ position }) => position ?? 0)) || members.length;
}
