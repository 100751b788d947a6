// Prefixes that bundlers and frameworks map to the source folder and that no package can have as a name.
import { ancestors, joinPath } from './joinPath.ts';
import type { Lookup, ResolvedImport } from './resolvedImport.ts';
import { scriptFile } from './scriptFile.ts';

/** The config that maps them is a program (`vite.config.ts`), which is never run. */
const prefixes: readonly (readonly [prefix: string, folders: readonly string[]])[] = [
  ['@/', ['src', '.']],
  ['~/', ['app', 'src', '.']],
  ['$lib/', ['src/lib']],
];

/** A file in the folder of the nearest manifest, at the place that the convention names. */
export function conventionalAlias(lookup: Lookup, from: string, specifier: string): ResolvedImport | undefined {
  const known = prefixes.find(([prefix]) => specifier.startsWith(prefix));
  if (known === undefined) return undefined;
  const [prefix, folders] = known;
  const directory = ancestors(from, lookup.roots).find((one) => lookup.read(`${one}/package.json`) !== undefined);
  if (directory === undefined) return undefined;
  for (const folder of folders) {
    const found = scriptFile(lookup.read, joinPath(directory, `${folder}/${specifier.slice(prefix.length)}`));
    if (found) return found;
  }
  return undefined;
}
