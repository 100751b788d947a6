// Tells data of a person, a tenant or a session from values that change with time.
import type { HolePiece, SourceKind } from '../../model/index.ts';

/** Families whose value changes for everybody, whoever is asking. */
const changesByItself: ReadonlySet<SourceKind> = new Set<SourceKind>([
  'clock',
  'date',
  'random',
  'counter',
  'directory',
  'file',
  'model-output',
  'tool-output',
  'retrieval',
  'mutable-state',
]);

export function isUserData(hole: HolePiece): boolean {
  return hole.volatility.varies !== 'nobody' && !changesByItself.has(hole.source.kind);
}
