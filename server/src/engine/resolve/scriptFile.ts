// Finds the TypeScript or JavaScript file, or the data file, that stands behind a path without or with the ending of the output.
import { joinPath } from './joinPath.ts';
import type { ReadFile, ResolvedImport } from './resolvedImport.ts';

const endings = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
const sourceEndings: ReadonlyMap<string, readonly string[]> = new Map([
  ['.js', ['.ts', '.tsx']],
  ['.jsx', ['.tsx', '.ts']],
  ['.mjs', ['.mts']],
  ['.cjs', ['.cts']],
]);
const dataEndings: ReadonlySet<string> = new Set(['.json', '.md', '.mdx', '.txt']);

/** In the order of TypeScript: the source before the output, the file before the folder. */
export function scriptFile(read: ReadFile, path: string): ResolvedImport | undefined {
  return fileAt(read, path) ?? folderAt(read, path);
}

function fileAt(read: ReadFile, path: string): ResolvedImport | undefined {
  const ending = /\.[a-z]+$/.exec(path)?.[0] ?? '';
  if (endings.includes(ending)) {
    const stem = path.slice(0, -ending.length);
    for (const other of sourceEndings.get(ending) ?? [])
      if (read(stem + other) !== undefined) return { kind: 'module', path: stem + other };
    if (read(path) !== undefined) return { kind: 'module', path };
  } else if (dataEndings.has(ending) && read(path) !== undefined) {
    return { kind: 'data', path };
  }
  for (const one of endings) if (read(path + one) !== undefined) return { kind: 'module', path: path + one };
  return undefined;
}

function folderAt(read: ReadFile, path: string): ResolvedImport | undefined {
  const folder = joinPath(path, '.');
  for (const one of endings) {
    const index = `${folder}/index${one}`;
    if (read(index) !== undefined) return { kind: 'module', path: index };
  }
  return undefined;
}
