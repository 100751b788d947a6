// Finds the place to which a breakpoint behind changing content should move: the end of the last block that stays the same.
import { type Breakpoint, changesAtLeast, isStable, type Layout, type Segment } from '../../model/index.ts';
import type { CheckedCall } from '../rule.ts';
import { layoutTokens } from './layoutTokens.ts';
import { stableBulk } from './stableBulk.ts';

type Request = Pick<CheckedCall, 'analyzed' | 'limits'>;

/** Constant text that would be given up by moving a mark in front of it, in characters without white space. */
const negligible = 60;

/** For a model that is not known. */
const usualMinimum = 1024;

/** Surely different on the next request that could share the prefix. */
export function isChanging(segment: Segment): boolean {
  const { volatility } = segment;
  return volatility.sureness !== 'unknown' && (changesAtLeast(volatility, 'minute') || volatility.varies !== 'nobody');
}

/** Index of the first changing segment before `end`; undefined when there is none. */
export function firstChanging(layout: Layout, end: number): number | undefined {
  const index = layout.segments.slice(0, end).findIndex(isChanging);
  return index < 0 ? undefined : index;
}

/** Index of the block that the mark should move to, or undefined when it stands well or no better place exists. */
export function betterBlock({ analyzed, limits }: Request, mark: Breakpoint): number | undefined {
  const { layout, estimate } = analyzed;
  const changing = firstChanging(layout, mark.after);
  if (changing === undefined) return undefined;
  const block = layout.segments[changing]?.block;
  if (block === undefined || block === 0) return undefined;
  const start = layout.segments.findIndex((segment) => segment.block === block);
  const stable = layout.segments.slice(0, start);
  if (stable.some((segment) => segment.kind === 'open' || segment.repeated || !isStable(segment.volatility))) {
    return undefined;
  }
  if (layout.breakpoints.some((other) => other !== mark && other.after === start)) return undefined;
  const givenUp = stableBulk(layout.segments.slice(start, mark.after));
  if (givenUp.characters >= negligible || givenUp.holes > 0) return undefined;
  return layoutTokens(estimate, 0, start).tokens >= (limits.minimumTokens ?? usualMinimum) ? block - 1 : undefined;
}

export function isMarkMovable(request: Request, mark: Breakpoint): boolean {
  return betterBlock(request, mark) !== undefined;
}
