// The findings that an earlier state of the sources did not have.
import type { Finding, Snapshot } from '../engine/index.ts';
import { findingIdentity } from './findingIdentity.ts';

export interface ReadState {
  readonly findings: readonly Finding[];
  readonly read: Snapshot['read'];
}

/**
 * A finding is the same when its rule, its file and the line that it stands on are, wherever the line is. Of several equal ones, as
 * many are new as there are more of. `renamed` gives the new name of a file of the earlier state.
 */
export function newFindings(
  before: ReadState,
  after: ReadState,
  renamed: (path: string) => string,
): readonly Finding[] {
  const known = new Map<string, number>();
  for (const finding of before.findings) {
    const key = keyOf(finding, before.read, renamed(finding.place.path));
    known.set(key, (known.get(key) ?? 0) + 1);
  }
  return after.findings.filter((finding) => {
    const key = keyOf(finding, after.read, finding.place.path);
    const left = known.get(key) ?? 0;
    if (left > 0) known.set(key, left - 1);
    return left === 0;
  });
}

function keyOf(finding: Finding, read: Snapshot['read'], path: string): string {
  return `${findingIdentity(finding, read(finding.place.path) ?? '')} ${path}`;
}
