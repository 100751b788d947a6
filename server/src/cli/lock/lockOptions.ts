// The arguments of `hitrate lock`, parsed and checked.
import { parseOptions } from '../parseOptions.ts';
import { UsageError } from '../usageError.ts';

const formats = ['text', 'markdown', 'json'] as const;

export interface LockOptions {
  readonly paths: readonly string[];
  readonly format: (typeof formats)[number];
  /** Compare with the lock instead of writing it. */
  readonly check: boolean;
  /** Compare with this commit, with no lock at all. */
  readonly diff?: string;
  /** The lock; default `hitrate.lock.json` here. */
  readonly file?: string;
  readonly config?: string;
}

export function lockOptions(args: readonly string[]): LockOptions {
  const { values, positionals } = parseOptions(args, {
    format: { type: 'string', default: 'text' },
    check: { type: 'boolean', default: false },
    diff: { type: 'string' },
    file: { type: 'string' },
    config: { type: 'string' },
    'no-color': { type: 'boolean', default: false },
  });
  const format = formats.find((each) => each === values.format);
  if (format === undefined) {
    throw new UsageError(`--format takes ${formats.join(', ')}, not ${JSON.stringify(values.format)}.`);
  }
  if (values.diff !== undefined && (values.check || values.file !== undefined)) {
    throw new UsageError('--diff compares with a commit and takes no lock: leave out --check and --file.');
  }
  return {
    paths: positionals.length === 0 ? ['.'] : positionals,
    format,
    check: values.check,
    ...(values.diff === undefined ? {} : { diff: values.diff }),
    ...(values.file === undefined ? {} : { file: values.file }),
    ...(values.config === undefined ? {} : { config: values.config }),
  };
}
