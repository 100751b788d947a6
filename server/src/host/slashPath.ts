// Paths as the engine speaks them: absolute, with forward slashes on every system.
import { resolve } from 'node:path';

export function slashPath(path: string): string {
  const absolute = resolve(path);
  return absolute.includes('\\') ? absolute.replaceAll('\\', '/') : absolute;
}
