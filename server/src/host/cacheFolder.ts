// Where results are kept between runs: beside other tools' caches in the project, else in the user's cache folder.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** The nearest `node_modules` at or above `base`, within its repository, holds the caches of a project's tools. */
export function cacheFolder(base: string, environment: Readonly<Record<string, string | undefined>>): string {
  for (let at = base; ; at = dirname(at)) {
    if (existsSync(join(at, 'node_modules'))) return join(at, 'node_modules', '.cache', 'hitrate');
    if (existsSync(join(at, '.git')) || dirname(at) === at) break;
  }
  return join(userCacheFolder(environment), 'hitrate');
}

function userCacheFolder(environment: Readonly<Record<string, string | undefined>>): string {
  if (environment.XDG_CACHE_HOME) return environment.XDG_CACHE_HOME;
  if (process.platform === 'win32') return environment.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  return process.platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache');
}
