// Finds the workspace module that an import names; anything not found there belongs to a package.
import { parse as parseJsonc } from 'jsonc-parser';
import type { LanguageId } from '../model/index.ts';
import type { ResolvedImport } from './machine.ts';

/** Reads a file of the workspace, or undefined when there is none. */
export type ReadFile = (path: string) => string | undefined;

const scriptEndings = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
const emittedEndings: ReadonlyMap<string, readonly string[]> = new Map([
  ['.js', ['.ts', '.tsx']],
  ['.jsx', ['.tsx']],
  ['.mjs', ['.mts']],
  ['.cjs', ['.cts']],
]);

export function resolveImport(
  read: ReadFile,
  roots: readonly string[],
  from: string,
  specifier: string,
  language: LanguageId,
): ResolvedImport {
  return language === 'python'
    ? resolvePython(read, roots, from, specifier)
    : resolveScript(read, roots, from, specifier);
}

function directoryOf(path: string): string {
  const at = path.lastIndexOf('/');
  return at <= 0 ? '/' : path.slice(0, at);
}

/** Joins and normalises with forward slashes. */
export function joinPath(directory: string, relative: string): string {
  const parts = (relative.startsWith('/') ? relative : `${directory}/${relative}`).split('/');
  const out: string[] = [];
  for (const part of parts) {
    if (part === '' || part === '.') continue;
    if (part === '..') out.pop();
    else out.push(part);
  }
  const joined = out.join('/');
  return /^[A-Za-z]:/.test(joined) ? joined : `/${joined}`;
}

/** Directories from that of `from` up to the workspace root that holds it. */
function ancestors(from: string, roots: readonly string[]): readonly string[] {
  const out: string[] = [];
  const root = roots.filter((one) => from.startsWith(`${one}/`)).sort((a, b) => b.length - a.length)[0];
  for (let at = directoryOf(from); ; at = directoryOf(at)) {
    out.push(at);
    if (at === root || at === '/' || (root === undefined && out.length > 2)) break;
  }
  return out;
}

function resolveScript(read: ReadFile, roots: readonly string[], from: string, specifier: string): ResolvedImport {
  const bare = specifier.replace(/\?.*$/, '');
  if (bare.startsWith('.') || bare.startsWith('/')) {
    return scriptFile(read, joinPath(directoryOf(from), bare)) ?? { kind: 'missing' };
  }
  return aliased(read, roots, from, bare) ?? { kind: 'package', name: bare.replace(/^node:/, ''), path: [] };
}

function scriptFile(read: ReadFile, path: string): ResolvedImport | undefined {
  const ending = /\.[a-z]+$/.exec(path)?.[0] ?? '';
  if (scriptEndings.includes(ending)) {
    const stem = path.slice(0, -ending.length);
    for (const other of emittedEndings.get(ending) ?? [])
      if (read(stem + other) !== undefined) return { kind: 'module', path: stem + other };
    if (read(path) !== undefined) return { kind: 'module', path };
  } else if (ending === '.json' || ending === '.md' || ending === '.txt') {
    if (read(path) !== undefined) return { kind: 'data', path };
  }
  for (const one of scriptEndings) if (read(path + one) !== undefined) return { kind: 'module', path: path + one };
  for (const one of scriptEndings)
    if (read(`${path}/index${one}`) !== undefined) return { kind: 'module', path: `${path}/index${one}` };
  return undefined;
}

interface PathMapping {
  readonly base: string;
  readonly paths: Readonly<Record<string, readonly string[]>>;
  readonly baseUrl: string | undefined;
}

function aliased(
  read: ReadFile,
  roots: readonly string[],
  from: string,
  specifier: string,
): ResolvedImport | undefined {
  for (const directory of ancestors(from, roots)) {
    const mapping = mappingOf(read, directory);
    if (!mapping) continue;
    for (const [pattern, targets] of Object.entries(mapping.paths)) {
      const rest = matchPattern(pattern, specifier);
      if (rest === undefined) continue;
      for (const target of targets) {
        const found = scriptFile(read, joinPath(mapping.base, target.replace('*', rest)));
        if (found) return found;
      }
    }
    return mapping.baseUrl === undefined ? undefined : scriptFile(read, joinPath(mapping.baseUrl, specifier));
  }
  return undefined;
}

function matchPattern(pattern: string, specifier: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === specifier ? '' : undefined;
  const head = pattern.slice(0, star);
  const tail = pattern.slice(star + 1);
  const fits = specifier.startsWith(head) && specifier.endsWith(tail) && specifier.length >= head.length + tail.length;
  return fits ? specifier.slice(head.length, specifier.length - tail.length) : undefined;
}

function mappingOf(read: ReadFile, directory: string): PathMapping | undefined {
  for (const name of ['tsconfig.json', 'jsconfig.json']) {
    const content = read(`${directory}/${name}`);
    if (content === undefined) continue;
    const parsed: unknown = parseJsonc(content);
    const options = field(parsed, 'compilerOptions');
    const paths = field(options, 'paths');
    const baseUrl = field(options, 'baseUrl');
    const base = joinPath(directory, typeof baseUrl === 'string' ? baseUrl : '.');
    const clean: Record<string, readonly string[]> = {};
    if (paths && typeof paths === 'object') {
      for (const [key, value] of Object.entries(paths))
        if (Array.isArray(value)) clean[key] = value.filter((one) => typeof one === 'string');
    }
    return { base, paths: clean, baseUrl: typeof baseUrl === 'string' ? base : undefined };
  }
  return undefined;
}

function field(value: unknown, key: string): unknown {
  return value && typeof value === 'object' ? (value as Record<string, unknown>)[key] : undefined;
}

function resolvePython(read: ReadFile, roots: readonly string[], from: string, specifier: string): ResolvedImport {
  const dots = /^\.*/.exec(specifier)?.[0].length ?? 0;
  const parts = specifier.slice(dots).split('.').filter(Boolean);
  if (specifier.startsWith('./')) {
    // `exportOf` asks for a submodule of a package by path.
    return pythonFile(read, directoryOf(from), specifier.slice(2).split('.')) ?? { kind: 'missing' };
  }
  if (dots > 0) {
    let directory = directoryOf(from);
    for (let up = 1; up < dots; up++) directory = directoryOf(directory);
    return pythonFile(read, directory, parts) ?? { kind: 'missing' };
  }
  for (const directory of ancestors(from, roots)) {
    // Inside a package, absolute imports do not see the siblings.
    if (directory === directoryOf(from) && read(`${directory}/__init__.py`) !== undefined) continue;
    for (const base of [directory, `${directory}/src`]) {
      const found = pythonFile(read, base, parts);
      if (found && !(found.kind === 'module' && found.path === from)) return found;
    }
  }
  return { kind: 'package', name: parts[0] ?? specifier, path: parts.slice(1) };
}

function pythonFile(read: ReadFile, directory: string, parts: readonly string[]): ResolvedImport | undefined {
  const stem = [directory, ...parts].join('/');
  if (parts.length && read(`${stem}.py`) !== undefined) return { kind: 'module', path: `${stem}.py` };
  if (read(`${stem}/__init__.py`) !== undefined) return { kind: 'module', path: `${stem}/__init__.py` };
  return undefined;
}
