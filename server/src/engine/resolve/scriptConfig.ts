// Reads the tsconfig.json or jsconfig.json that governs a file, with what it extends and refers to.
import { entriesOf, field, texts } from './field.ts';
import { ancestors, directoryOf, joinPath } from './joinPath.ts';
import { packagesAt } from './madeUpFiles.ts';
import type { Reading } from './resolvedImport.ts';

/** Compiler options that decide what an import means; paths are absolute. */
export interface ScriptConfig {
  readonly paths: readonly (readonly [pattern: string, targets: readonly string[]])[];
  readonly baseUrl: string | undefined;
  readonly rootDirs: readonly string[];
  readonly conditions: readonly string[];
  readonly outDir: string | undefined;
  readonly rootDir: string | undefined;
}

const empty: ScriptConfig = {
  paths: [],
  baseUrl: undefined,
  rootDirs: [],
  conditions: [],
  outDir: undefined,
  rootDir: undefined,
};

/** Configs that extend or refer to one another in a row. */
const deepest = 8;

/** The nearest config above, then those that it refers to: an editor's project of many lists nothing but references. */
export function governingConfigs(reading: Reading, folder: string): readonly ScriptConfig[] {
  for (const directory of ancestors(`${folder}/tsconfig.json`, reading.roots)) {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const path = `${directory}/${name}`;
      if (reading.read(path) !== undefined) return withReferences(reading, path, new Set());
    }
  }
  return [];
}

/** The config in a folder itself, that for building before that of the editor. */
export function ownConfig(reading: Reading, directory: string): ScriptConfig | undefined {
  const names = ['tsconfig.build.json', 'tsconfig.json'];
  const found = names.map((name) => `${directory}/${name}`).filter((path) => reading.read(path) !== undefined);
  const configs = found.map((path) => readConfig(reading, path, directory, 0));
  return configs.find(({ outDir }) => outDir !== undefined) ?? configs[0];
}

function withReferences(reading: Reading, path: string, seen: Set<string>): readonly ScriptConfig[] {
  if (seen.has(path) || seen.size > 4 * deepest) return [];
  seen.add(path);
  const text = reading.read(path);
  if (text === undefined) return [];
  const references = field(reading.memo.json(text), 'references');
  const targets = (Array.isArray(references) ? references : []).flatMap((one) => texts(field(one, 'path')));
  const others = targets.flatMap((target) => {
    const at = joinPath(directoryOf(path), target);
    return withReferences(reading, at.endsWith('.json') ? at : `${at}/tsconfig.json`, seen);
  });
  return [readConfig(reading, path, directoryOf(path), 0), ...others];
}

/** `project` is the folder of the config that was asked for: `${configDir}` stands for it in everything that it extends. */
function readConfig(reading: Reading, path: string, project: string, depth: number): ScriptConfig {
  const text = reading.read(path);
  if (text === undefined || depth > deepest) return empty;
  const parsed = reading.memo.json(text);
  const directory = directoryOf(path);
  let config = empty;
  for (const name of texts(field(parsed, 'extends'))) {
    const base = extendedPath(reading, directory, name);
    // The last of several wins, option by option.
    if (base !== undefined) config = over(config, readConfig(reading, base, project, depth + 1));
  }
  return over(config, ownOptions(field(parsed, 'compilerOptions'), directory, project));
}

function over(base: ScriptConfig, own: Partial<ScriptConfig>): ScriptConfig {
  return {
    paths: own.paths?.length ? own.paths : base.paths,
    baseUrl: own.baseUrl ?? base.baseUrl,
    rootDirs: own.rootDirs?.length ? own.rootDirs : base.rootDirs,
    conditions: own.conditions?.length ? own.conditions : base.conditions,
    outDir: own.outDir ?? base.outDir,
    rootDir: own.rootDir ?? base.rootDir,
  };
}

function ownOptions(options: unknown, directory: string, project: string): ScriptConfig {
  const absolute = (path: string, base = directory): string => joinPath(base, path.replace('${configDir}', project));
  const one = (key: string): string | undefined => texts(field(options, key)).map((path) => absolute(path))[0];
  const baseUrl = one('baseUrl');
  return {
    baseUrl,
    // Without a base URL, targets are relative to the config that lists them.
    paths: entriesOf(field(options, 'paths')).map(([pattern, targets]) => [
      pattern,
      texts(targets).map((target) => absolute(target, baseUrl ?? directory)),
    ]),
    rootDirs: texts(field(options, 'rootDirs')).map((path) => absolute(path)),
    conditions: texts(field(options, 'customConditions')),
    outDir: one('outDir'),
    rootDir: one('rootDir'),
  };
}

/** A file beside, or one of a package: of the workspace, or installed. */
function extendedPath(reading: Reading, directory: string, name: string): string | undefined {
  const { read } = reading;
  const found = (path: string): string | undefined =>
    [path, `${path}.json`, `${path}/tsconfig.json`].find((one) => one.endsWith('.json') && read(one) !== undefined);
  if (name.startsWith('.') || name.startsWith('/')) return found(joinPath(directory, name));
  const segments = name.split('/');
  const packageName = segments.slice(0, name.startsWith('@') ? 2 : 1).join('/');
  const inside = name.slice(packageName.length + 1);
  const own = packagesAt(reading, directory).get(packageName);
  const installed = ancestors(`${directory}/tsconfig.json`, reading.roots).map(
    (each) => `${each}/node_modules/${packageName}`,
  );
  for (const folder of own === undefined ? installed : [own, ...installed]) {
    const path = found(inside === '' ? folder : `${folder}/${inside}`);
    if (path !== undefined) return path;
  }
  return undefined;
}

/** Targets of the best pattern: an exact one, else that with the longest text before its star. */
export function mappedTargets({ paths }: ScriptConfig, specifier: string): readonly string[] {
  let best: { readonly length: number; readonly targets: readonly string[] } | undefined;
  for (const [pattern, targets] of paths) {
    const rest = matchPattern(pattern, specifier);
    if (rest === undefined) continue;
    const star = pattern.indexOf('*');
    const length = star < 0 ? Number.POSITIVE_INFINITY : star;
    if (best !== undefined && best.length >= length) continue;
    // A function, because a file name may hold what a replacement text gives a meaning.
    best = { length, targets: targets.map((target) => target.replace('*', () => rest)) };
  }
  return (best?.targets ?? []).map((target) => joinPath('/', target));
}

function matchPattern(pattern: string, specifier: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === specifier ? '' : undefined;
  const head = pattern.slice(0, star);
  const tail = pattern.slice(star + 1);
  const fits = specifier.startsWith(head) && specifier.endsWith(tail) && specifier.length >= head.length + tail.length;
  return fits ? specifier.slice(head.length, specifier.length - tail.length) : undefined;
}
