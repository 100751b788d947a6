// Resolves an import of Python: relative, from a folder above that packages lie in, or from another project of the workspace.
import { ancestors, directoryOf } from './joinPath.ts';
import { pythonRootsBelow } from './madeUpFiles.ts';
import { sourceRoots } from './pythonProject.ts';
import type { Lookup, ReadFile, ResolvedImport } from './resolvedImport.ts';
import { isCommonName, isSdkSource } from './sdkSource.ts';

export function resolvePython(lookup: Lookup, from: string, specifier: string): ResolvedImport {
  const { read } = lookup;
  if (specifier.startsWith('./')) {
    // The interpreter asks for a submodule of a package by path.
    return pythonFile(read, directoryOf(from), specifier.slice(2).split('.')) ?? { kind: 'missing' };
  }
  const dots = /^\.*/.exec(specifier)?.[0].length ?? 0;
  const parts = specifier.slice(dots).split('.').filter(Boolean);
  if (dots > 0) {
    let directory = directoryOf(from);
    for (let up = 1; up < dots; up++) directory = directoryOf(directory);
    return pythonFile(read, directory, parts) ?? { kind: 'missing' };
  }
  return absolute(lookup, from, parts) ?? { kind: 'package', name: parts[0] ?? specifier, path: parts.slice(1) };
}

function absolute(lookup: Lookup, from: string, parts: readonly string[]): ResolvedImport | undefined {
  const { read } = lookup;
  const above = ancestors(from, lookup.roots);
  const own = directoryOf(from);
  const isPackage = (directory: string): boolean => read(`${directory}/__init__.py`) !== undefined;
  // Folders of packages come last: they are searched only when a script in one of them is what was started.
  const outside = above.filter((directory) => !isPackage(directory));
  const inside = above.filter((directory) => directory !== own && isPackage(directory));
  const [first] = parts;
  if (first === undefined) return undefined;
  for (const directory of [...outside, ...inside]) {
    for (const base of sourceRoots(lookup, directory)) {
      // The SDK stays a package for all that is not a part of it.
      if (isSdkSource(read, base, first) && !from.startsWith(`${base}/${first}/`)) return undefined;
      const found = pythonFile(read, base, parts);
      if (found?.kind === 'module' && found.path !== from) return found;
    }
  }
  const root = above.at(-1);
  if (root === undefined || (lookup.isSdk(first) && !isCommonName(first))) return undefined;
  const folder = pythonRootsBelow(lookup, root).get(first);
  if (folder !== undefined && isSdkSource(read, folder, first)) return undefined;
  const found = folder === undefined ? undefined : pythonFile(read, folder, parts);
  return found?.kind === 'module' && found.path !== from ? found : undefined;
}

function pythonFile(read: ReadFile, directory: string, parts: readonly string[]): ResolvedImport | undefined {
  const stem = [directory, ...parts].join('/');
  // A package goes before a module of the same name.
  if (read(`${stem}/__init__.py`) !== undefined) return { kind: 'module', path: `${stem}/__init__.py` };
  if (parts.length > 0 && read(`${stem}.py`) !== undefined) return { kind: 'module', path: `${stem}.py` };
  return undefined;
}
