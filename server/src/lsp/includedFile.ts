// Finds the file that an include or a partial of a prompt file names.
import { dirname, extname, join } from 'node:path/posix';
import type { PromptFile } from '../engine/index.ts';
import type { Session } from './session.ts';

/**
 * Looked for beside the file and in the folders above it up to the workspace's, because what loads templates is told a folder. Undefined
 * where none exists, and for a name that leads out of the workspace.
 */
export function includedFile(session: Session, { path, format }: PromptFile, name: string): string | undefined {
  if (name.includes('..') || name.startsWith('/') || /^\w+:/.test(name)) return undefined;
  const root = session.settings.roots().find((each) => path.startsWith(`${each}/`));
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    for (const spelling of spellings(name, format, extname(path))) {
      const found = join(folder, spelling);
      if (found !== path && session.snapshot.read(found) !== undefined) return found;
    }
    if (root === undefined || folder === root || folder === dirname(folder)) return undefined;
  }
}

/** Jinja names files; the partials of the others are named without their ending, and Dotprompt's begin with an underscore. */
function spellings(name: string, format: PromptFile['format'], ending: string): readonly string[] {
  if (format === 'jinja') return [name];
  const file = extname(name) === '' ? `${name}${ending}` : name;
  const at = file.lastIndexOf('/') + 1;
  const hidden = `${file.slice(0, at)}_${file.slice(at)}`;
  return [file, hidden, `partials/${file}`, `partials/${hidden}`, `snippets/${file}`];
}
