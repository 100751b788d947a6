// Tells one build of the program from every other: a hash of its code, grammars and encodings, written beside them by the build.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Undefined when the program runs from its sources, which may change while it keeps its name. */
export function buildId(
  directory: string = import.meta.dirname ?? dirname(process.argv[1] ?? '.'),
): string | undefined {
  try {
    const build: unknown = JSON.parse(readFileSync(join(directory, 'build.json'), 'utf8'));
    const id = typeof build === 'object' && build !== null && 'id' in build ? build.id : undefined;
    return typeof id === 'string' && id !== '' ? id : undefined;
  } catch {
    return undefined;
  }
}
