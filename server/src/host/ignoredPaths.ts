// Tells which paths a config file excludes, by its `ignore` list in the syntax of .gitignore.
import ignore from 'ignore';
import type { ProjectConfig } from './projectConfig.ts';

const matchers = new WeakMap<ProjectConfig, (path: string) => boolean>();

/** `path` is absolute. Without a config nothing is excluded. */
export function isIgnoredByConfig(path: string, project: ProjectConfig | undefined): boolean {
  if (project === undefined || (project.config.ignore?.length ?? 0) === 0) return false;
  let matches = matchers.get(project);
  if (matches === undefined) {
    matches = matcherOf(project);
    matchers.set(project, matches);
  }
  return matches(path);
}

function matcherOf(project: ProjectConfig): (path: string) => boolean {
  const list = ignore().add([...(project.config.ignore ?? [])]);
  const prefix = project.directory.endsWith('/') ? project.directory : `${project.directory}/`;
  return (path) => path.startsWith(prefix) && path.length > prefix.length && list.ignores(path.slice(prefix.length));
}
