// Paths of the workspace: absolute, with forward slashes.

/** Joins and normalises. An absolute second part stands for itself. */
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

export function directoryOf(path: string): string {
  const at = path.lastIndexOf('/');
  return at <= 0 ? '/' : path.slice(0, at);
}

/** The path from a folder to what lies in it; undefined when it lies elsewhere. */
export function insideOf(directory: string, path: string): string | undefined {
  const prefix = directory.endsWith('/') ? directory : `${directory}/`;
  return path.startsWith(prefix) && path.length > prefix.length ? path.slice(prefix.length) : undefined;
}

/** Levels looked at above a file that lies in no root. */
const levelsWithoutRoot = 3;

/** Folders from that of `from` up to the root that holds it. */
export function ancestors(from: string, roots: readonly string[]): readonly string[] {
  const out: string[] = [];
  const root = rootOf(from, roots);
  for (let at = directoryOf(from); ; at = directoryOf(at)) {
    out.push(at);
    if (at === root || at === '/' || /^[A-Za-z]:$/.test(at)) break;
    if (root === undefined && out.length >= levelsWithoutRoot) break;
  }
  return out;
}

function rootOf(from: string, roots: readonly string[]): string | undefined {
  return roots.filter((one) => insideOf(one, from) !== undefined).sort((a, b) => b.length - a.length)[0];
}
