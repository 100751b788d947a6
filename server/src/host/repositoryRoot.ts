// Finds the folder of the repository that a folder lies in: packages and configs of a workspace lie above the part that was opened.
import { existsSync } from 'node:fs';
import { dirname } from 'node:path/posix';

/** `folder` is absolute, with forward slashes; outside of a repository it stands for itself. */
export function repositoryRoot(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(at.endsWith('/') ? `${at}.git` : `${at}/.git`)) return at;
    if (dirname(at) === at) return folder;
  }
}
