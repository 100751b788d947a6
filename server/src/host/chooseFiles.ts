// Chooses, by text alone, the files worth analysing: those that can hold a model call, those that import one of them, and those that a straight reading finds something in.
import { dirname, join } from 'node:path/posix';
import { isWorthScanning, languageOf, mayHoldRequest } from '../engine/index.ts';

/** What choosing needs to know of a file; its text can be dropped afterwards. */
export interface CandidateFile {
  readonly path: string;
  /** By itself it can hold a model call. */
  readonly isRelevant: boolean;
  /** It holds something that is found without following a model call. */
  readonly isScanned: boolean;
  /** What it imports, one specifier to a line. */
  readonly imports: string;
}

export function candidateFile(path: string, text: string, isRelevant: (text: string) => boolean): CandidateFile {
  if (languageOf(path) === undefined) {
    return { path, isRelevant: mayHoldRequest(path, text), isScanned: false, imports: '' };
  }
  const specifiers = new Set(languageOf(path) === 'python' ? pythonImports(text) : scriptImports(text));
  // Joined into one string: pieces cut out of the text would keep the whole of it in memory.
  return { path, isRelevant: isRelevant(text), isScanned: isWorthScanning(text), imports: [...specifiers].join('\n') };
}

/**
 * Keeps the order of `files`. An importer counts because a wrapper's callers decide what is sent; its own importers are left out, or
 * most files of a repository would be chosen.
 */
export function chooseFiles<File extends CandidateFile>(files: readonly File[]): readonly File[] {
  const relevant = files.filter(({ isRelevant }) => isRelevant);
  if (relevant.length === 0) return [];
  const stems = new Set(relevant.map(({ path }) => stemOf(path)));
  const suffixes = new Set([...stems].flatMap(suffixesOf));
  return files.filter((file) => file.isRelevant || file.isScanned || importsOneOf(file, stems, suffixes));
}

function importsOneOf(
  { path, imports }: CandidateFile,
  stems: ReadonlySet<string>,
  suffixes: ReadonlySet<string>,
): boolean {
  if (imports === '') return false;
  for (const specifier of imports.split('\n')) {
    if (specifier.startsWith('.')) {
      if (stems.has(stemOf(join(dirname(path), specifier)))) return true;
    } else if (suffixes.has(stemOf(specifier))) return true;
  }
  return false;
}

function* scriptImports(text: string): Iterable<string> {
  for (const match of text.matchAll(/(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*['"]([^'"\n]+)['"]/g)) {
    // `@/lib/x`, `~/lib/x` and `#lib/x` are aliases of a folder that only the build knows.
    yield (match[1] ?? '').replace(/^[@~#]\/?(?=[^/]*\/)/, (alias) => (alias.endsWith('/') ? '' : alias));
  }
}

/** Dots become slashes: `..pkg.mod` is `../pkg/mod`. Each imported name may be a module itself. */
function* pythonImports(text: string): Iterable<string> {
  for (const match of text.matchAll(
    /^[ \t]*(?:from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+(?:\(([^)]*)\)|([^\r\n#;(]*))|import[ \t]+([\w.]+))/gm,
  )) {
    const [, dots = '', module = '', inside = '', names = inside, plain] = match;
    if (plain !== undefined) {
      yield plain.replaceAll('.', '/');
      continue;
    }
    const start = dots === '' ? '' : dots.length === 1 ? './' : '../'.repeat(dots.length - 1);
    const base = start + module.replaceAll('.', '/');
    if (module !== '') yield base;
    for (const name of names.split(/[\s,]+/))
      if (name !== '') yield base === '' ? name : `${base.replace(/\/$/, '')}/${name}`;
  }
}

/** The path under which others import it: without extension, and without the name of an index file. */
function stemOf(path: string): string {
  return path.replace(/\.(?:[cm]?[jt]sx?|py)$/, '').replace(/\/(?:index|__init__)$/, '');
}

/** Tails of two to four segments: one alone (`client`, `utils`) is the name of too many files. */
function suffixesOf(stem: string): readonly string[] {
  const segments = stem.split('/');
  return [2, 3, 4].filter((count) => count < segments.length).map((count) => segments.slice(-count).join('/'));
}
