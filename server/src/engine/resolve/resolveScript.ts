// Resolves an import of TypeScript or JavaScript: relative, mapped by a config, or the name of a package of the workspace.
import { conventionalAlias } from './conventionalAlias.ts';
import { field } from './field.ts';
import { ancestors, directoryOf, insideOf, joinPath } from './joinPath.ts';
import { configsAt, packagesAt } from './madeUpFiles.ts';
import { importedByName, packageEntry } from './packageEntry.ts';
import type { Lookup, ResolvedImport } from './resolvedImport.ts';
import { mappedTargets, type ScriptConfig } from './scriptConfig.ts';
import { scriptFile } from './scriptFile.ts';

export function resolveScript(lookup: Lookup, from: string, specifier: string): ResolvedImport {
  // Bundlers take instructions behind a question mark: `./prompt.md?raw`.
  const bare = specifier.replace(/\?.*$/, '');
  if (bare.startsWith('.') || bare.startsWith('/')) return relativeImport(lookup, from, bare) ?? { kind: 'missing' };
  const inWorkspace = bare.startsWith('node:') ? undefined : named(lookup, from, bare);
  return inWorkspace ?? { kind: 'package', name: bare.replace(/^node:/, ''), path: [] };
}

function relativeImport(lookup: Lookup, from: string, specifier: string): ResolvedImport | undefined {
  const path = joinPath(directoryOf(from), specifier);
  const found = scriptFile(lookup.read, path);
  if (found) return found;
  for (const { rootDirs } of configsAt(lookup, directoryOf(from))) {
    const inside = rootDirs.map((root) => insideOf(root, path)).find((one) => one !== undefined);
    if (inside === undefined) continue;
    for (const root of rootDirs) {
      const other = scriptFile(lookup.read, joinPath(root, inside));
      if (other) return other;
    }
  }
  return undefined;
}

/** In the order of TypeScript: path mappings, then the base URL, then packages. */
function named(lookup: Lookup, from: string, specifier: string): ResolvedImport | undefined {
  const configs = configsAt(lookup, directoryOf(from));
  for (const config of configs) {
    const found = mapped(lookup, config, specifier);
    if (found) return found;
  }
  if (specifier.startsWith('#')) {
    const found = ownImport(lookup, from, specifier);
    if (found) return found;
  }
  for (const { baseUrl } of configs) {
    const found = baseUrl === undefined ? undefined : scriptFile(lookup.read, joinPath(baseUrl, specifier));
    if (found) return found;
  }
  const conditions = configs.flatMap((config) => config.conditions);
  return workspacePackage(lookup, from, specifier, conditions) ?? conventionalAlias(lookup, from, specifier);
}

function mapped(lookup: Lookup, config: ScriptConfig, specifier: string): ResolvedImport | undefined {
  for (const target of mappedTargets(config, specifier)) {
    const found = scriptFile(lookup.read, target) ?? packageFolder(lookup, target);
    if (found) return found;
  }
  return undefined;
}

/** A mapping to the folder of a package means what its manifest names. */
function packageFolder(lookup: Lookup, target: string): ResolvedImport | undefined {
  const manifest = lookup.read(`${target}/package.json`);
  return manifest === undefined ? undefined : packageEntry(lookup, target, '', []);
}

/** `#name`: the nearest manifest above says what it stands for. */
function ownImport(lookup: Lookup, from: string, specifier: string): ResolvedImport | undefined {
  for (const directory of ancestors(from, lookup.roots)) {
    const manifest = lookup.read(`${directory}/package.json`);
    if (manifest === undefined) continue;
    if (field(lookup.memo.json(manifest), 'imports') === undefined) return undefined;
    const target = importedByName(lookup, directory, specifier);
    return typeof target === 'string' ? workspacePackage(lookup, from, target, []) : target;
  }
  return undefined;
}

function workspacePackage(
  lookup: Lookup,
  from: string,
  specifier: string,
  conditions: readonly string[],
): ResolvedImport | undefined {
  if (lookup.isSdk(specifier)) return undefined;
  const segments = specifier.split('/');
  const name = segments.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
  const directory = packagesAt(lookup, directoryOf(from)).get(name);
  if (directory === undefined) return undefined;
  return packageEntry(lookup, directory, specifier.slice(name.length + 1), conditions);
}
