// Chooses, by text alone, the files worth analysing: those that can hold a model call, and those that import one of them.
import { dirname, join } from 'node:path/posix';
import { type Engine, languageOf } from '../engine/index.ts';

export interface CandidateFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Keeps the order of `files`. An importer counts because a wrapper's callers decide what is sent; its own importers are left out, or
 * most files of a repository would be chosen.
 */
export function chooseFiles<File extends CandidateFile>(engine: Engine, files: readonly File[]): readonly File[] {
  const relevant = new Set(files.filter(({ text }) => engine.isRelevant(text)));
  if (relevant.size === 0) return [];
  const stems = new Set([...relevant].map(({ path }) => stemOf(path)));
  const suffixes = new Set([...stems].flatMap(suffixesOf));
  return files.filter((file) => relevant.has(file) || importsOneOf(file, stems, suffixes));
}

function importsOneOf(
  { path, text }: CandidateFile,
  stems: ReadonlySet<string>,
  suffixes: ReadonlySet<string>,
): boolean {
  const specifiers = languageOf(path) === 'python' ? pythonImports(text) : scriptImports(text);
  for (const specifier of specifiers) {
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
