// The arguments of `hitrate profile`, parsed and checked.

import type { Settings } from '../protocol/index.ts';
import { parseOptions } from './parseOptions.ts';
import { pathWithLine } from './pathWithLine.ts';
import { type GivenScenario, scenarioNumber } from './scenarioNumber.ts';
import { settingsOption } from './settingsOption.ts';
import { UsageError } from './usageError.ts';
import { wholeNumber } from './wholeNumber.ts';

const liveProviders = ['anthropic', 'openai'] as const;
/** Dollars. */
const usualLimit = 0.5;
const usualConversations = 5;

/** `jsonl`: an event a line, as they happen. */
export const profileFormats = ['text', 'json', 'jsonl'] as const;

export interface ProfileOptions {
  readonly path: string;
  readonly format: (typeof profileFormats)[number];
  /** From 1. */
  readonly line?: number;
  /** UTF-16 offset of a call. */
  readonly offset?: number;
  readonly model?: string;
  readonly config?: string;
  /** Nothing is sent, not even to the local provider. */
  readonly predictsOnly: boolean;
  readonly live?: 'anthropic' | 'openai';
  /** Dollars that a live run may cost. */
  readonly mostDollars: number;
  /** As an editor has them; a config file wins over them. */
  readonly settings: Settings;
  /** File with texts that go before those on disk. */
  readonly unsaved?: string;
  /** File of sample values; file to write them to. */
  readonly samples?: string;
  readonly writeSamples?: string;
  /** File that the run is kept in, and whether it goes on with what is there. */
  readonly runFile?: string;
  readonly resume: boolean;
  /** Of a recording: folder of the sources that made its requests, and conversations that are shown one by one. */
  readonly sources?: string;
  readonly conversations: number;
  readonly scenario: GivenScenario;
}

/** `exists` tells a file whose name ends in `:12` from a file with a line. */
export function profileOptions(args: readonly string[], exists: (path: string) => boolean): ProfileOptions {
  const { values, positionals } = parse(args);
  const [target, ...more] = positionals;
  if (target === undefined) throw new UsageError('profile takes a file or a folder: hitrate profile <path>[:line].');
  if (more.length > 0) throw new UsageError(`profile takes one path, not ${positionals.length}.`);
  const { path, line } = pathWithLine(target, exists);
  const format = profileFormats.find((each) => each === values.format);
  if (format === undefined) {
    throw new UsageError(`--format takes ${profileFormats.join(', ')}, not ${JSON.stringify(values.format)}.`);
  }
  const live = liveProviders.find((each) => each === values.live);
  if (values.live !== undefined && live === undefined) {
    throw new UsageError(`--live takes ${liveProviders.join(' or ')}, not ${JSON.stringify(values.live)}.`);
  }
  if (values.resume !== undefined && values['run-file'] !== undefined) {
    throw new UsageError('--resume goes on with a file of its own: leave --run-file out.');
  }
  const offset = wholeNumber(values.offset, '--offset', 0, Number.MAX_SAFE_INTEGER);
  const runFile = values.resume ?? values['run-file'];
  return {
    path,
    format,
    ...(line === undefined ? {} : { line }),
    ...(offset === undefined ? {} : { offset }),
    ...(values.model === undefined ? {} : { model: values.model }),
    ...(values.config === undefined ? {} : { config: values.config }),
    predictsOnly: values['no-run'],
    ...(live === undefined ? {} : { live }),
    mostDollars: dollars(values['max-cost']),
    settings: settingsOption(values.settings),
    ...(values.unsaved === undefined ? {} : { unsaved: values.unsaved }),
    ...(values.samples === undefined ? {} : { samples: values.samples }),
    ...(values['write-samples'] === undefined ? {} : { writeSamples: values['write-samples'] }),
    ...(runFile === undefined ? {} : { runFile }),
    resume: values.resume !== undefined,
    ...(values.sources === undefined ? {} : { sources: values.sources }),
    conversations: wholeNumber(values.conversations, '--conversations', 0, 20) ?? usualConversations,
    scenario: {
      ...scenarioNumber('ticks', values.ticks, '--ticks'),
      ...scenarioNumber('outputTokens', values['output-tokens'], '--output-tokens'),
      ...scenarioNumber('toolResultTokens', values['tool-result-tokens'], '--tool-result-tokens'),
      ...scenarioNumber('reasoningTokens', values['reasoning-tokens'], '--reasoning-tokens'),
      ...scenarioNumber('holeTokens', values['hole-tokens'], '--hole-tokens'),
      ...scenarioNumber('gapSeconds', values.gap, '--gap'),
      ...scenarioNumber('tasksPerDay', values['tasks-per-day'], '--tasks-per-day'),
    },
  };
}

const parse = (args: readonly string[]) =>
  parseOptions(args, {
    format: { type: 'string', default: 'text' },
    ticks: { type: 'string' },
    'output-tokens': { type: 'string' },
    'tool-result-tokens': { type: 'string' },
    'reasoning-tokens': { type: 'string' },
    'hole-tokens': { type: 'string' },
    gap: { type: 'string' },
    'tasks-per-day': { type: 'string' },
    model: { type: 'string' },
    config: { type: 'string' },
    settings: { type: 'string' },
    unsaved: { type: 'string' },
    offset: { type: 'string' },
    'no-run': { type: 'boolean', default: false },
    live: { type: 'string' },
    'max-cost': { type: 'string' },
    samples: { type: 'string' },
    'write-samples': { type: 'string' },
    'run-file': { type: 'string' },
    resume: { type: 'string' },
    sources: { type: 'string' },
    conversations: { type: 'string' },
    'no-color': { type: 'boolean', default: false },
  });

function dollars(given: string | undefined): number {
  if (given === undefined) return usualLimit;
  const value = given.trim() === '' ? Number.NaN : Number(given);
  if (!(value > 0 && value <= 10_000)) {
    throw new UsageError(`--max-cost takes dollars from 0 to 10000, not ${JSON.stringify(given)}.`);
  }
  return value;
}
