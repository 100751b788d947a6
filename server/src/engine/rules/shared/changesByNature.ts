// Families of sources that are different each time they are asked, whoever asks.
import type { SourceKind } from '../../model/index.ts';

export const changesByNature: ReadonlySet<SourceKind> = new Set<SourceKind>(['clock', 'date', 'random', 'counter']);
