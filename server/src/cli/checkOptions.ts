// The arguments of `hitrate check`, parsed and checked.

import type { Applicability, Finding } from '../engine/index.ts';
import { type BaselineOptions, baselineFileName } from './baseline.ts';
import { parseOptions } from './parseOptions.ts';
import { type ReporterName, reporterNames } from './reporters/index.ts';
import { UsageError } from './usageError.ts';
import { wholeNumber } from './wholeNumber.ts';

export interface CheckOptions {
  readonly paths: readonly string[];
  readonly format: ReporterName;
  /** The mildest severity that is reported. */
  readonly level: Finding['severity'];
  /** Empty: all rules. */
  readonly rules: readonly string[];
  readonly config?: string;
  /** Which fixes are made; undefined: none. */
  readonly fix?: Applicability;
  /** Show what the fixes would change, and write nothing. */
  readonly dryRun: boolean;
  /** Only findings that this commit did not have. */
  readonly diff?: string;
  /** Known findings, kept in this file, are silent. */
  readonly baseline?: BaselineOptions;
  /** The mildest severity of a finding that makes the check fail; default every one that is reported. */
  readonly failOn?: Finding['severity'];
  /** So many warnings are suffered. */
  readonly maxWarnings?: number;
  /** Check the text of the standard input as if it were this file's. */
  readonly stdinPath?: string;
  /** Look into test files and folders too. */
  readonly tests: boolean;
  readonly color: boolean;
  /** Keep results between runs, and use those of earlier ones. */
  readonly cache: boolean;
  /** Undefined: where tools keep such things. */
  readonly cacheDir?: string;
  /** Undefined: as many as are useful. */
  readonly threads?: number;
}

/** Mildest first. */
export const levels = ['hint', 'information', 'warning', 'error'] as const satisfies readonly Finding['severity'][];

export function checkOptions(args: readonly string[]): CheckOptions {
  const { values, positionals } = parse(args);
  return {
    paths: positionals.length === 0 ? ['.'] : positionals,
    format: oneOf(values.format, reporterNames, '--format'),
    level: oneOf(values.level, levels, '--level'),
    rules: values.rule.flatMap((list) => list.split(',')).filter((id) => id !== ''),
    ...(values.config === undefined ? {} : { config: values.config }),
    ...fixOptions(values),
    ...(values.diff === undefined ? {} : { diff: values.diff }),
    ...baselineOptions(values),
    ...(values['fail-on'] === undefined ? {} : { failOn: oneOf(values['fail-on'], levels, '--fail-on') }),
    ...maxWarnings(values['max-warnings']),
    ...stdinOptions(values, positionals),
    tests: values.tests,
    color: !values['no-color'],
    cache: !values['no-cache'],
    ...(values['cache-dir'] === undefined ? {} : { cacheDir: values['cache-dir'] }),
    ...(values.threads === undefined ? {} : { threads: threadCount(values.threads) }),
  };
}

const parse = (args: readonly string[]) =>
  parseOptions(args, {
    format: { type: 'string', default: 'text' },
    level: { type: 'string', default: 'information' },
    rule: { type: 'string', multiple: true, default: [] },
    config: { type: 'string' },
    diff: { type: 'string' },
    fix: { type: 'boolean', default: false },
    'fix-unsafe': { type: 'boolean', default: false },
    'fix-dry-run': { type: 'boolean', default: false },
    baseline: { type: 'string' },
    'write-baseline': { type: 'boolean', default: false },
    'prune-baseline': { type: 'boolean', default: false },
    'fail-on': { type: 'string' },
    'max-warnings': { type: 'string' },
    'stdin-path': { type: 'string' },
    tests: { type: 'boolean', default: false },
    'no-color': { type: 'boolean', default: false },
    'no-cache': { type: 'boolean', default: false },
    'cache-dir': { type: 'string' },
    threads: { type: 'string' },
  });

function fixOptions(values: ReturnType<typeof parse>['values']): Pick<CheckOptions, 'fix' | 'dryRun'> {
  const dryRun = values['fix-dry-run'];
  if (dryRun && values.format !== 'text')
    throw new UsageError('--fix-dry-run prints a diff: it takes no other --format.');
  if (values['fix-unsafe']) return { fix: 'unsafe', dryRun };
  return values.fix || dryRun ? { fix: 'safe', dryRun } : { dryRun };
}

function baselineOptions(values: ReturnType<typeof parse>['values']): Pick<CheckOptions, 'baseline'> {
  const [write, prune] = [values['write-baseline'], values['prune-baseline']];
  if (values.baseline === undefined && !write && !prune) return {};
  if (write && prune) throw new UsageError('--write-baseline leaves nothing to prune: give one of the two.');
  if ((write || prune) && (values.diff !== undefined || values['fix-dry-run'])) {
    throw new UsageError('A baseline is written from all findings: leave out --diff and --fix-dry-run.');
  }
  const mode = write ? 'write' : prune ? 'prune' : 'read';
  return { baseline: { file: values.baseline ?? baselineFileName, mode } };
}

function maxWarnings(given: string | undefined): Pick<CheckOptions, 'maxWarnings'> {
  const most = wholeNumber(given, '--max-warnings', 0, 1_000_000);
  return most === undefined ? {} : { maxWarnings: most };
}

function stdinOptions(
  values: ReturnType<typeof parse>['values'],
  positionals: readonly string[],
): Pick<CheckOptions, 'stdinPath'> {
  const path = values['stdin-path'];
  if (path === undefined) return {};
  if (positionals.length > 0) throw new UsageError('--stdin-path names the file: leave out other paths.');
  if ((values.fix || values['fix-unsafe']) && !values['fix-dry-run']) {
    throw new UsageError('The standard input cannot be written: use --fix-dry-run.');
  }
  return { stdinPath: path };
}

function oneOf<Choice extends string>(given: string, choices: readonly Choice[], option: string): Choice {
  const choice = choices.find((each) => each === given);
  if (choice === undefined)
    throw new UsageError(`${option} takes ${choices.join(', ')}, not ${JSON.stringify(given)}.`);
  return choice;
}

function threadCount(given: string): number {
  if (!/^[1-9][0-9]?$/.test(given))
    throw new UsageError(`--threads takes a number from 1 to 99, not ${JSON.stringify(given)}.`);
  return Number(given);
}
