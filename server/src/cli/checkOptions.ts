// The arguments of `hitrate check`, parsed and checked.

import type { Applicability, Finding } from '../engine/index.ts';
import { parseOptions } from './parseOptions.ts';
import { type ReporterName, reporterNames } from './reporters/index.ts';
import { UsageError } from './usageError.ts';

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
