// A path as a URI reference relative to the checked folder, as code scanners want it.
import { relative } from 'node:path';

/** Percent-encoded; paths outside of the folder climb with `..`. */
export function relativeUri(base: string, path: string): string {
  return relative(base, path).replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}
