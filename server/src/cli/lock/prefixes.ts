// The cached prefixes of all model calls that a run looks at, now and at another commit.
import type { Engine, Snapshot } from '../../engine/index.ts';
import { defaultSettings } from '../../protocol/index.ts';
import type { CheckedProject } from '../checkedProject.ts';
import type { ComparedCommit } from '../comparedCommit.ts';
import { placedCalls } from '../placedCalls.ts';
import { compareLocks, type LockDifference } from './compareLocks.ts';
import { lockedCall, type PlacedPrefix } from './lockedCall.ts';

/** In the order of files and lines, so that a lock is the same wherever it is written. */
export function prefixesAt(
  engine: Engine,
  project: CheckedProject,
  snapshot: Snapshot,
  paths: readonly string[],
): readonly PlacedPrefix[] {
  return placedCalls(engine, project, defaultSettings, snapshot, paths)
    .toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line))
    .flatMap((placed) => lockedCall(placed) ?? []);
}

export function prefixesSince(
  engine: Engine,
  project: CheckedProject,
  { snapshot, sources, renamedShown }: ComparedCommit,
  now: readonly PlacedPrefix[],
): LockDifference {
  return compareLocks(prefixesAt(engine, project, snapshot, sources), now, renamedShown);
}
