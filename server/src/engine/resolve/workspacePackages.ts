// Lists the packages that imports in a folder can name: members of the workspace, local dependencies, the package itself.
import picomatch from 'picomatch/posix';
import { entriesOf, field, texts } from './field.ts';
import { ancestors, directoryOf, insideOf, joinPath } from './joinPath.ts';
import { packagesAt } from './madeUpFiles.ts';
import type { Reading } from './resolvedImport.ts';
import { subfolders } from './subfolders.ts';

/** Levels that `**` goes down. */
const deepestGlob = 4;

/** Pairs of name and folder. What a folder itself says goes before what is said above it. */
export function workspacePackages(reading: Reading, directory: string): readonly (readonly [string, string])[] {
  const { read, memo, roots } = reading;
  const parent = directoryOf(directory);
  const isTop = ancestors(`${directory}/package.json`, roots).length <= 1;
  const found = new Map(isTop || parent === directory ? [] : packagesAt(reading, parent));
  const text = read(`${directory}/package.json`);
  const manifest = text === undefined ? undefined : memo.json(text);
  for (const folder of memberFolders(reading, directory, manifest)) {
    const name = nameOf(reading, folder);
    if (name !== undefined) found.set(name, folder);
  }
  for (const kind of ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies']) {
    for (const [name, version] of entriesOf(field(manifest, kind))) {
      const local = /^(?:file|link|portal):(?:\/\/)?(.+)$/.exec(typeof version === 'string' ? version : '')?.[1];
      if (local !== undefined && !/\.(?:tgz|tar\.gz)$/.test(local)) found.set(name, joinPath(directory, local));
    }
  }
  const own = texts(field(manifest, 'name'))[0];
  // Node lets a package import itself when it says what it gives out.
  if (own !== undefined && field(manifest, 'exports') !== undefined) found.set(own, directory);
  return [...found];
}

function nameOf({ read, memo }: Reading, folder: string): string | undefined {
  const text = read(`${folder}/package.json`);
  return text === undefined ? undefined : texts(field(memo.json(text), 'name'))[0];
}

function memberFolders(reading: Reading, directory: string, manifest: unknown): readonly string[] {
  const patterns = memberPatterns(reading, directory, manifest).map((pattern) => pattern.replace(/^\.\/|\/+$/g, ''));
  const excluded = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  const isExcluded = excluded.length === 0 ? () => false : picomatch(excluded);
  return patterns
    .filter((pattern) => !pattern.startsWith('!') && pattern !== '')
    .flatMap((pattern) => matchingFolders(reading, directory, pattern.split('/'), deepestGlob))
    .filter((folder) => !isExcluded(insideOf(directory, folder) ?? ''));
}

/** Globs as npm, Yarn, Bun, pnpm and Lerna write them. */
function memberPatterns({ read, memo }: Reading, directory: string, manifest: unknown): readonly string[] {
  const workspaces = field(manifest, 'workspaces');
  const pnpm = read(`${directory}/pnpm-workspace.yaml`);
  const lerna = read(`${directory}/lerna.json`);
  return [
    ...texts(Array.isArray(workspaces) ? workspaces : field(workspaces, 'packages')),
    ...(pnpm === undefined ? [] : texts(field(memo.yaml(pnpm), 'packages'))),
    ...(lerna === undefined ? [] : texts(field(memo.json(lerna), 'packages'))),
  ];
}

/** Folders below `directory` whose path fits the segments of a glob. */
function matchingFolders(
  reading: Reading,
  directory: string,
  [segment, ...rest]: readonly string[],
  depth: number,
): readonly string[] {
  if (segment === undefined) return [directory];
  if (segment === '**') {
    const below = depth === 0 ? [] : subfolders(reading.read, directory);
    return [
      ...matchingFolders(reading, directory, rest, depth),
      ...below.flatMap((name) => matchingFolders(reading, `${directory}/${name}`, ['**', ...rest], depth - 1)),
    ];
  }
  if (/^[\w@.-]+$/.test(segment)) return matchingFolders(reading, joinPath(directory, segment), rest, depth);
  const fits = picomatch(segment);
  return subfolders(reading.read, directory)
    .filter((name) => fits(name))
    .flatMap((name) => matchingFolders(reading, `${directory}/${name}`, rest, depth));
}
