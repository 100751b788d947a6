// Reads the files of a run once, as little as it takes to choose those worth analysing.
import { languageOf, mayHoldRequest } from '../engine/index.ts';
import {
  type CandidateFile,
  candidateFile,
  chooseFiles,
  type FileStamp,
  isMachineWritten,
  readStamped,
} from '../host/index.ts';

/** Larger files are not written by hand. */
const maxBytes = 1_000_000;

export interface ReadCandidates {
  /** Paths worth analysing, in the order of the files. */
  readonly chosen: readonly string[];
  /** How many files were looked at. */
  readonly checked: number;
  /** `why` finishes the sentence "skipped: …". */
  readonly skipped: readonly { readonly path: string; readonly why: string }[];
}

/** Of what a program wrote only the `named` files count. `stamped` learns what each file was like. `edited` texts go before the disk. */
export function readCandidates(
  paths: readonly string[],
  named: ReadonlySet<string>,
  isRelevant: (text: string, path: string) => boolean,
  stamped: (path: string, stamp: FileStamp) => void,
  edited: ReadonlyMap<string, string> = new Map(),
): ReadCandidates {
  const candidates: CandidateFile[] = [];
  const skipped: { path: string; why: string }[] = [];
  for (const path of paths) {
    const { file, stamp } = readStamped(path, maxBytes);
    stamped(path, stamp);
    // Most data is no request: it is neither counted nor missed.
    const isData = languageOf(path) === undefined && !named.has(path);
    // A text that goes before the disk needs no file there.
    const text = edited.get(path) ?? (file.kind === 'text' ? file.text : undefined);
    if (text !== undefined) {
      if (isData && !mayHoldRequest(path, text)) continue;
      if (named.has(path) || !isMachineWritten(path, text))
        candidates.push(candidateFile(path, text, (one) => isRelevant(one, path)));
    } else if (!isData) skipped.push({ path, why: file.kind === 'skipped' ? file.why : 'it is gone' });
  }
  return { chosen: chooseFiles(candidates).map(({ path }) => path), checked: candidates.length, skipped };
}
