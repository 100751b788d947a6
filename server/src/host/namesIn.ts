// Lists a folder as the engine reads it.
import { readdirSync } from 'node:fs';

/**
 * Sorted, one a line, folders with a slash at the end; undefined when the folder cannot be listed. Symbolic links are left out: what they
 * point to is found at its own place, and loops are avoided.
 */
export function namesIn(folder: string): string | undefined {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    const names = entries.flatMap((entry) =>
      entry.isDirectory() ? [`${entry.name}/`] : entry.isFile() ? entry.name : [],
    );
    return names.sort().join('\n');
  } catch {
    return undefined;
  }
}
