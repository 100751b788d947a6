// The arguments of `hitrate check`, parsed and checked.
import { parseArgs } from 'node:util';
import type { Finding } from '../engine/index.ts';
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
  readonly fix: boolean;
  /** Look into test files and folders too. */
  readonly tests: boolean;
  readonly color: boolean;
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
    fix: values.fix,
    tests: values.tests,
    color: !values['no-color'],
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      strict: true,
      options: {
        format: { type: 'string', default: 'text' },
        level: { type: 'string', default: 'information' },
        rule: { type: 'string', multiple: true, default: [] },
        config: { type: 'string' },
        fix: { type: 'boolean', default: false },
        tests: { type: 'boolean', default: false },
        'no-color': { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function oneOf<Choice extends string>(given: string, choices: readonly Choice[], option: string): Choice {
  const choice = choices.find((each) => each === given);
  if (choice === undefined)
    throw new UsageError(`${option} takes ${choices.join(', ')}, not ${JSON.stringify(given)}.`);
  return choice;
}
