// Files in memory as the engine reads them: a path that ends in a slash names a folder.
import type { Snapshot } from '../../server/src/engine/index.ts';

export function memorySnapshot(documents: ReadonlyMap<string, string>): Snapshot {
  return { read: (path) => (path.endsWith('/') ? namesIn(documents, path) : documents.get(path)) };
}

function namesIn(documents: ReadonlyMap<string, string>, folder: string): string | undefined {
  const names = new Set<string>();
  for (const path of documents.keys()) {
    if (!path.startsWith(folder)) continue;
    const inside = path.slice(folder.length);
    const slash = inside.indexOf('/');
    names.add(slash < 0 ? inside : inside.slice(0, slash + 1));
  }
  return names.size === 0 ? undefined : [...names].sort().join('\n');
}
