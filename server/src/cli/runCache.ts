// Results of earlier runs over a folder: which files were chosen, what each analysis found, and everything that it read.
import type { Finding, Occasion, Place } from '../engine/index.ts';
import { type FileStamp, type KeptFile, sameStamp } from '../host/index.ts';
import type { FileAnalysis } from './fileAnalysis.ts';
import type { ReadCandidates } from './readCandidates.ts';

export interface CachedAnalysis extends Pick<FileAnalysis, 'path' | 'findings' | 'calls'> {
  /** In the form of `JSON.stringify`. */
  readonly settings: string;
  readonly reads: () => readonly string[];
}

/** A run as it is kept. */
export interface CachedRun {
  /** Of the files that were looked at, in their order, whatever became of them. */
  readonly paths: readonly string[];
  /** Of the paths; see `DeclaredWrappers`. */
  readonly wrappers: string;
  readonly candidates: ReadCandidates;
  readonly analyses: readonly CachedAnalysis[];
  /** Of every path of the run. */
  readonly stamps: ReadonlyMap<string, FileStamp>;
}

export interface EarlierRun {
  /** Undefined when a file came, went or changed, or other wrappers are told of. */
  readonly candidates: ReadCandidates | undefined;
  /** Those of which nothing that was read has changed, by path. */
  readonly analyses: ReadonlyMap<string, CachedAnalysis>;
  /** Of every path that has not changed. */
  readonly stamps: ReadonlyMap<string, FileStamp>;
  /** Nothing would be written down differently now. */
  readonly isCurrent: boolean;
}

/** Indices into `paths` stand for paths. */
interface StoredRun {
  readonly paths: readonly string[];
  readonly stamps: readonly (readonly [size: number, modified: number, changed: number, hash: string] | 0)[];
  /** How many of `paths` were looked at; these come first. */
  readonly looked: number;
  readonly wrappers: string;
  readonly chosen: readonly number[];
  readonly checked: number;
  readonly skipped: readonly (readonly [path: number, why: string])[];
  readonly settings: readonly string[];
  readonly analyses: readonly StoredAnalysis[];
}

interface StoredAnalysis {
  readonly path: number;
  readonly settings: number;
  /** A bit for each of `paths`, in base64. */
  readonly reads: string;
  readonly findings: readonly StoredFinding[];
  readonly calls: readonly Place[];
}

/** Money is a big integer, which JSON does not have. */
interface StoredFinding extends Omit<Finding, 'effect'> {
  readonly effect?: { readonly tokens: number; readonly each: Occasion; readonly money?: string };
}

/** Undefined when there is nothing that could be used. `paths` are the files that this run looks at, `wrappers` what is told of them. */
export function readRun(file: KeptFile, paths: readonly string[], wrappers: string): EarlierRun | undefined {
  const text = file.read();
  if (text === undefined) return undefined;
  const stored = JSON.parse(text) as StoredRun;
  const stamps = new Map<string, FileStamp>();
  let isCurrent = true;
  const changed = new Uint8Array(Math.ceil(stored.paths.length / 8));
  for (const [at, path] of stored.paths.entries()) {
    const was = stampFrom(stored.stamps[at] ?? 0);
    const now = sameStamp(path, was);
    if (now !== was) isCurrent = false;
    if (now === undefined) changed[at >> 3] = (changed[at >> 3] ?? 0) | (1 << (at & 7));
    else stamps.set(path, now);
  }
  const isSameList =
    stored.looked === paths.length &&
    stored.wrappers === wrappers &&
    paths.every((path, at) => path === stored.paths[at] && ((changed[at >> 3] ?? 0) & (1 << (at & 7))) === 0);
  const pathAt = (at: number): string => stored.paths[at] ?? '';
  const analyses = new Map<string, CachedAnalysis>();
  for (const one of stored.analyses) {
    const bits = Buffer.from(one.reads, 'base64');
    if (bits.some((byte, at) => (byte & (changed[at] ?? 0)) !== 0)) continue;
    analyses.set(pathAt(one.path), {
      path: pathAt(one.path),
      findings: one.findings.map(findingFrom),
      calls: one.calls,
      reads: () => stored.paths.filter((_, at) => ((bits[at >> 3] ?? 0) & (1 << (at & 7))) !== 0),
      settings: stored.settings[one.settings] ?? '',
    });
  }
  const candidates = isSameList
    ? {
        chosen: stored.chosen.map(pathAt),
        checked: stored.checked,
        skipped: stored.skipped.map(([at, why]) => ({ path: pathAt(at), why })),
      }
    : undefined;
  return { candidates, analyses, stamps, isCurrent: isCurrent && isSameList };
}

/** Returns why it could not be written. An analysis of which not every stamp is known is left out. */
export function writeRun(
  file: KeptFile,
  { paths, wrappers, candidates, analyses, stamps }: CachedRun,
): string | undefined {
  const complete = analyses
    .map((one) => ({ ...one, reads: one.reads() }))
    .filter(({ reads }) => reads.every((path) => stamps.has(path)));
  const all = [...new Set([...paths, ...complete.flatMap(({ reads }) => reads)])];
  const numbers = new Map(all.map((path, at) => [path, at]));
  const numberOf = (path: string): number => numbers.get(path) ?? 0;
  const settings = [...new Set(complete.map((one) => one.settings))];
  const stored: StoredRun = {
    paths: all,
    stamps: all.map((path) => {
      const stamp = stamps.get(path);
      return stamp === undefined || stamp.size < 0 ? 0 : [stamp.size, stamp.modified, stamp.changed, stamp.hash];
    }),
    looked: paths.length,
    wrappers,
    chosen: candidates.chosen.map(numberOf),
    checked: candidates.checked,
    skipped: candidates.skipped.map(({ path, why }) => [numberOf(path), why] as const),
    settings,
    analyses: complete.map((one) => ({
      path: numberOf(one.path),
      settings: settings.indexOf(one.settings),
      reads: bitsOf(one.reads.map(numberOf), all.length),
      findings: one.findings.map(storedFinding),
      calls: one.calls,
    })),
  };
  return file.write(JSON.stringify(stored));
}

function stampFrom(stored: StoredRun['stamps'][number]): FileStamp {
  const [size, modified, changed, hash] = stored === 0 ? ([-1, 0, 0, ''] as const) : stored;
  return { size, modified, changed, hash };
}

function bitsOf(indices: readonly number[], length: number): string {
  const bits = Buffer.alloc(Math.ceil(length / 8));
  for (const at of indices) bits[at >> 3] = (bits[at >> 3] ?? 0) | (1 << (at & 7));
  return bits.toString('base64');
}

function storedFinding({ effect, ...finding }: Finding): StoredFinding {
  if (effect === undefined) return finding;
  const { money, ...known } = effect;
  return { ...finding, effect: money === undefined ? known : { ...known, money: String(money) } };
}

function findingFrom({ effect, ...finding }: StoredFinding): Finding {
  if (effect === undefined) return finding;
  const { money, ...known } = effect;
  return { ...finding, effect: { ...known, money: money === undefined ? undefined : BigInt(money) } };
}
