// Finds the `hitrate.config.json` that governs a file: the nearest one above it, within its repository.
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path/posix';
import {
  type ConfigFile,
  type ConfigProblem,
  configFileName,
  type ParsedConfig,
  parseConfig,
  problemAt,
} from '../protocol/index.ts';

export interface ProjectConfig {
  readonly path: string;
  /** Globs of the config are relative to it. */
  readonly directory: string;
  readonly config: ConfigFile;
  readonly problems: readonly ConfigProblem[];
  /** The config that it extends. */
  readonly base?: ProjectConfig;
}

export interface ProjectConfigs {
  /** `path` is a file or a directory, absolute, forward slashes. */
  of(path: string): ProjectConfig | undefined;
  /** Reads a named config file; undefined when it does not exist. */
  load(path: string): ProjectConfig | undefined;
  /** Forgets everything, after a config file came, went or changed. */
  clear(): void;
}

export interface ProjectConfigOptions {
  readonly read: (path: string) => string | undefined;
  /** Rules that exist: others are reported. */
  readonly ruleIds?: () => ReadonlySet<string> | undefined;
  /** Tells models that the catalog has: others are reported where one has to be known. */
  readonly knowsModel?: (name: string) => boolean;
  readonly exists?: (path: string) => boolean;
}

export function createProjectConfigs(options: ProjectConfigOptions): ProjectConfigs {
  const { read, ruleIds, knowsModel, exists = existsSync } = options;
  const byDirectory = new Map<string, ProjectConfig | undefined>();

  function load(path: string, extending: readonly string[] = []): ProjectConfig | undefined {
    const text = read(path);
    if (text === undefined) return undefined;
    const directory = dirname(path);
    const parsed = withModelProblems(text, parseConfig(text, ruleIds?.()), knowsModel);
    const { extends: name } = parsed.config;
    if (name === undefined) return { path, directory, ...parsed };
    const named = resolve(directory, name);
    const isCircle = named === path || extending.includes(named);
    const base = isCircle ? undefined : load(named, [...extending, path]);
    if (base !== undefined) return { path, directory, ...parsed, base };
    const why = isCircle ? 'it extends this file in turn' : 'there is no such file';
    const problem = problemAt(text, ['extends'], `extends: ${JSON.stringify(name)} cannot be used: ${why}.`);
    return { path, directory, ...parsed, problems: [...parsed.problems, problem] };
  }

  function nearest(directory: string): ProjectConfig | undefined {
    if (byDirectory.has(directory)) return byDirectory.get(directory);
    const parent = dirname(directory);
    const own = load(joined(directory, configFileName));
    const isTop = parent === directory || exists(joined(directory, '.git'));
    const found = own ?? (isTop ? undefined : nearest(parent));
    byDirectory.set(directory, found);
    return found;
  }

  return { of: (path) => nearest(dirname(path)), load: (path) => load(path), clear: () => byDirectory.clear() };
}

/** A model that is like one that nobody knows has neither price nor rules. */
function withModelProblems(
  text: string,
  parsed: ParsedConfig,
  knowsModel: ((name: string) => boolean) | undefined,
): ParsedConfig {
  if (knowsModel === undefined) return parsed;
  const { models = [], defaultModel } = parsed.config;
  const own = new Set(models.map(({ name }) => name.toLowerCase()));
  const isKnown = (name: string): boolean => own.has(name.toLowerCase()) || knowsModel(name);
  const problems = models.flatMap(({ like }, at) =>
    like === undefined || isKnown(like)
      ? []
      : [
          problemAt(
            text,
            ['models', at, 'like'],
            `models.${at}.like: there is no model ${JSON.stringify(like)} in the catalog.`,
          ),
        ],
  );
  if (defaultModel !== undefined && !isKnown(defaultModel)) {
    problems.push(
      problemAt(
        text,
        ['defaultModel'],
        `defaultModel: there is no model ${JSON.stringify(defaultModel)} in the catalog; add its prices to models.`,
      ),
    );
  }
  return problems.length === 0 ? parsed : { ...parsed, problems: [...parsed.problems, ...problems] };
}

function joined(directory: string, name: string): string {
  return directory.endsWith('/') ? directory + name : `${directory}/${name}`;
}
