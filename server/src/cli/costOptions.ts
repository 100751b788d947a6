// The arguments of `hitrate cost`, parsed and checked.

import type { Settings } from '../protocol/index.ts';
import { parseOptions } from './parseOptions.ts';
import { settingsOption } from './settingsOption.ts';
import { UsageError } from './usageError.ts';

const formats = ['text', 'markdown', 'json'] as const;

export interface CostOptions {
  readonly paths: readonly string[];
  readonly format: (typeof formats)[number];
  /** Commit that the costs are compared with. */
  readonly diff?: string;
  readonly config?: string;
  /** Settings as an editor has them; a config file wins over them. */
  readonly settings: Settings;
  /** File with texts that go before those on disk. */
  readonly unsaved?: string;
}

export function costOptions(args: readonly string[]): CostOptions {
  const { values, positionals } = parse(args);
  const format = formats.find((each) => each === values.format);
  if (format === undefined) {
    throw new UsageError(`--format takes ${formats.join(', ')}, not ${JSON.stringify(values.format)}.`);
  }
  return {
    paths: positionals.length === 0 ? ['.'] : positionals,
    format,
    ...(values.diff === undefined ? {} : { diff: values.diff }),
    ...(values.config === undefined ? {} : { config: values.config }),
    settings: settingsOption(values.settings),
    ...(values.unsaved === undefined ? {} : { unsaved: values.unsaved }),
  };
}

const parse = (args: readonly string[]) =>
  parseOptions(args, {
    format: { type: 'string', default: 'text' },
    diff: { type: 'string' },
    config: { type: 'string' },
    settings: { type: 'string' },
    unsaved: { type: 'string' },
    'no-color': { type: 'boolean', default: false },
  });
