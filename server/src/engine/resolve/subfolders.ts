// Names the folders in a folder, without those that hold what others wrote or what was built.
import type { ReadFile } from './resolvedImport.ts';

const skipped: ReadonlySet<string> = new Set(['node_modules', 'dist', 'build', 'venv', 'site-packages', '__pycache__']);

export function subfolders(read: ReadFile, directory: string): readonly string[] {
  return (read(`${directory}/`) ?? '')
    .split('\n')
    .filter((name) => name.endsWith('/') && !name.startsWith('.'))
    .map((name) => name.slice(0, -1))
    .filter((name) => !skipped.has(name));
}
