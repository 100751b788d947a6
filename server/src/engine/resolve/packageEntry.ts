// Finds the source file that a package of the workspace gives out under a name, from what its manifest says of the built files.
import { exports as exportTargets, imports as importTargets } from 'resolve.exports';
import { field, texts } from './field.ts';
import { directoryOf, insideOf, joinPath } from './joinPath.ts';
import { configIn } from './madeUpFiles.ts';
import type { Lookup, ResolvedImport } from './resolvedImport.ts';
import { scriptFile } from './scriptFile.ts';

/** Asked one after another: a package may give out its source, then what `import` gives, its types, and what `require` gives. */
const conditionSets: readonly (readonly string[])[] = [
  ['source', 'development', 'import', 'module', 'node'],
  ['types', 'import'],
  ['require', 'node'],
];
const mainFields = ['source', 'module', 'main', 'types', 'typings', 'browser'];

/** `subpath` is what follows the name: empty, or like `internal/test`. */
export function packageEntry(
  lookup: Lookup,
  directory: string,
  subpath: string,
  conditions: readonly string[],
): ResolvedImport | undefined {
  const text = lookup.read(`${directory}/package.json`);
  const manifest = text === undefined ? undefined : lookup.memo.json(text);
  if (field(manifest, 'exports') !== undefined && field(manifest, 'exports') !== null) {
    const entry = subpath === '' ? '.' : `./${subpath}`;
    return firstSource(
      lookup,
      directory,
      (set) => exportTargets(manifest, entry, optionsOf([...conditions, ...set])) ?? undefined,
    );
  }
  const targets = subpath === '' ? mainFields.flatMap((key) => texts(field(manifest, key))) : [subpath];
  for (const target of subpath === '' ? [...targets, 'src/index', 'index'] : targets) {
    const found = sourceOf(lookup, directory, target);
    if (found) return found;
  }
  return undefined;
}

/** What the manifest's `imports` name: a file of the package, or the name of another package. */
export function importedByName(lookup: Lookup, directory: string, name: string): ResolvedImport | string | undefined {
  const text = lookup.read(`${directory}/package.json`);
  const manifest = text === undefined ? undefined : lookup.memo.json(text);
  const outside: string[] = [];
  const found = firstSource(lookup, directory, (set) => {
    const targets = importTargets(manifest, name, optionsOf(set)) ?? undefined;
    outside.push(...(targets ?? []).filter((target) => !target.startsWith('.')));
    return targets;
  });
  return found ?? outside[0];
}

function optionsOf(conditions: readonly string[]) {
  // Unsafe: no conditions besides those that are named here.
  return { unsafe: true, conditions: [...conditions] } as const;
}

type Targets = readonly string[] | undefined;

function firstSource(
  lookup: Lookup,
  directory: string,
  targetsOf: (conditions: readonly string[]) => Targets,
): ResolvedImport | undefined {
  for (const set of conditionSets) {
    let targets: Targets;
    try {
      targets = targetsOf(set);
    } catch {
      // The package gives nothing out under this name.
      continue;
    }
    for (const target of targets ?? []) {
      const found = target.startsWith('.') ? sourceOf(lookup, directory, target) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

const outputFolder = /^(?:\.?(?:dist|build|out|output|lib|esm|cjs|es|types|umd)(?:[-_.][\w-]+)?)$/;
const outputFormat = /^(?:esm|cjs|es|mjs|commonjs|module|node|browser|types|src)$/;
const builtEnding = /(?:\.d)?\.[cm]?[jt]sx?$/;
const sourceFolders = ['src', 'source', 'lib', '.'];

/** The file itself, unless it lies in a folder of built files and its source is found. */
function sourceOf(lookup: Lookup, directory: string, target: string): ResolvedImport | undefined {
  const path = joinPath(directory, target);
  const inside = insideOf(directory, path);
  if (inside === undefined) return undefined;
  const [first = '', ...rest] = inside.split('/');
  const asWritten = (): ResolvedImport | undefined =>
    /\.d\.[cm]?ts$/.test(path) ? undefined : scriptFile(lookup.read, path);
  const config = configIn(lookup, directory);
  const inOutput = config?.outDir === undefined ? undefined : insideOf(config.outDir, path);
  if (inOutput === undefined && (rest.length === 0 || !outputFolder.test(first))) {
    return asWritten() ?? scriptFile(lookup.read, path.replace(builtEnding, ''));
  }
  const stems = new Set<string>();
  if (inOutput !== undefined) {
    for (const root of [config?.rootDir ?? `${directory}/src`, directory]) stems.add(joinPath(root, inOutput));
  }
  const tails = [rest, ...(outputFormat.test(rest[0] ?? '') && rest.length > 1 ? [rest.slice(1)] : [])];
  for (const tail of tails)
    for (const folder of sourceFolders)
      if (folder !== first) stems.add(joinPath(directory, [folder, ...tail].join('/')));
  for (const stem of stems) {
    const source = stem.replace(builtEnding, '');
    // The root of the package has an index of its own only when the package is written there.
    if (source === path.replace(builtEnding, '') || directoryOf(source) === '/') continue;
    const found = scriptFile(lookup.read, source);
    if (found?.kind === 'module') return found;
  }
  return asWritten();
}
