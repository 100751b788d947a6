// Lists the Python projects below a folder by the names of their top-level packages.
import picomatch from 'picomatch/posix';
import { field, texts } from './field.ts';
import { joinPath } from './joinPath.ts';
import { sourceRoots } from './pythonProject.ts';
import type { Reading } from './resolvedImport.ts';
import { subfolders } from './subfolders.ts';

/** Levels below the root on which projects are looked for when no workspace lists them. */
const levels = 2;
const manifests = ['pyproject.toml', 'setup.cfg', 'setup.py'];
/** Names of what surrounds a project and is never imported from another one. */
const notImported: ReadonlySet<string> = new Set(['tests', 'test', 'docs', 'examples', 'scripts', 'src']);

/** Pairs of package and the folder that holds it. A name that two projects have is left out. */
export function pythonRoots(reading: Reading, root: string): readonly (readonly [string, string])[] {
  const found = new Map<string, string>();
  const twice = new Set<string>();
  for (const project of projectFolders(reading, root)) {
    for (const folder of sourceRoots(reading, project)) {
      for (const name of topLevelNames(reading, folder)) {
        if (notImported.has(name)) continue;
        if (found.has(name) && found.get(name) !== folder) twice.add(name);
        found.set(name, folder);
      }
    }
  }
  for (const name of twice) found.delete(name);
  return [...found];
}

function projectFolders(reading: Reading, root: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (directory: string, left: number): void => {
    if (manifests.some((name) => reading.read(`${directory}/${name}`) !== undefined)) found.add(directory);
    if (left > 0) for (const name of subfolders(reading.read, directory)) visit(`${directory}/${name}`, left - 1);
  };
  visit(root, levels);
  for (const member of uvMembers(reading, root)) found.add(member);
  return found;
}

/** uv lists the members of a workspace as globs. */
function uvMembers({ read, memo }: Reading, root: string): readonly string[] {
  const text = read(`${root}/pyproject.toml`);
  const members = text === undefined ? [] : texts(field(memo.toml(text), 'tool', 'uv', 'workspace', 'members'));
  return members.flatMap((pattern) => {
    const at = pattern.lastIndexOf('/');
    const [parent, last] = at < 0 ? ['.', pattern] : [pattern.slice(0, at), pattern.slice(at + 1)];
    if (parent.includes('*')) return [];
    const folder = joinPath(root, parent);
    const fits = picomatch(last);
    return subfolders(read, folder)
      .filter((name) => fits(name))
      .map((name) => `${folder}/${name}`);
  });
}

function topLevelNames({ read }: Reading, folder: string): readonly string[] {
  const packages = subfolders(read, folder).filter((name) => read(`${folder}/${name}/__init__.py`) !== undefined);
  const modules = (read(`${folder}/`) ?? '').split('\n').filter((name) => /^[A-Za-z]\w*\.py$/.test(name));
  return [...packages, ...modules.map((name) => name.slice(0, -3)).filter((name) => name !== 'setup')];
}
