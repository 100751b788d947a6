// What fixes would change, as a unified diff that `git apply` and `patch -p1` take.
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { Replacement } from '../host/index.ts';
import { readTextFile } from '../host/index.ts';

export function fixDiff(files: readonly Replacement[], displayPath: (path: string) => string): string {
  return [...files]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, before, after }) => {
      const file = readTextFile(path, Number.MAX_SAFE_INTEGER);
      const mark = file.kind === 'text' && file.bom ? '\uFEFF' : '';
      // Absolute paths, of files outside of the working folder, are no names in a patch.
      const name = displayPath(path).replace(/^\/+/, '');
      return createTwoFilesPatch(`a/${name}`, `b/${name}`, mark + before, mark + after, undefined, undefined, {
        context: 3,
        headerOptions: FILE_HEADERS_ONLY,
      });
    })
    .join('');
}
