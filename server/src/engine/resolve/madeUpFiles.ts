// Files that no disk holds: each says of its folder what was worked out from the manifests and configs around it.
import type { Reading } from './resolvedImport.ts';
import type { ScriptConfig } from './scriptConfig.ts';

/** No path of the workspace has two slashes in a row, so none of them can meet a real file. */
export const madeUpFiles = {
  packages: '//packages.json',
  pythonRoots: '//python.json',
  configs: '//configs.json',
  ownConfig: '//config.json',
} as const;

type Source = Pick<Reading, 'read' | 'memo'>;

/** Folders of the packages that an import in `directory` can name. */
export function packagesAt(source: Source, directory: string): ReadonlyMap<string, string> {
  return mapOf(contentOf(source, `${directory}${madeUpFiles.packages}`));
}

/** Folders that hold the top-level packages of Python projects below `root`, where one project alone has a package of that name. */
export function pythonRootsBelow(source: Source, root: string): ReadonlyMap<string, string> {
  return mapOf(contentOf(source, `${root}${madeUpFiles.pythonRoots}`));
}

/** The config that governs the files of a folder, then those that it refers to. */
export function configsAt(source: Source, directory: string): readonly ScriptConfig[] {
  return (contentOf(source, `${directory}${madeUpFiles.configs}`) ?? []) as readonly ScriptConfig[];
}

/** The config in a folder itself. */
export function configIn(source: Source, directory: string): ScriptConfig | undefined {
  return contentOf(source, `${directory}${madeUpFiles.ownConfig}`) as ScriptConfig | undefined;
}

function contentOf({ read, memo }: Source, path: string): unknown {
  const text = read(path);
  return text === undefined || text === '' ? undefined : memo.json(text);
}

const maps = new WeakMap<object, ReadonlyMap<string, string>>();

function mapOf(list: unknown): ReadonlyMap<string, string> {
  if (typeof list !== 'object' || list === null) return new Map();
  let map = maps.get(list);
  if (map === undefined) {
    map = new Map(list as readonly (readonly [string, string])[]);
    maps.set(list, map);
  }
  return map;
}
