// The arguments of `hitrate levers`, parsed and checked.
import { type Assumptions, defaultAssumptions } from '../engine/index.ts';
import { type StageNumber, stageInputSchemas } from '../protocol/index.ts';
import { type JsonSchema, readJsonFile } from './jsonFile.ts';
import { parseOptions } from './parseOptions.ts';
import { pathWithLine } from './pathWithLine.ts';
import { type GivenScenario, scenarioNumber } from './scenarioNumber.ts';
import { UsageError } from './usageError.ts';
import { wholeNumber } from './wholeNumber.ts';

const formats = ['text', 'json'] as const;
/** A day. */
const longestSlo = 86_400_000;

export interface LeversOptions {
  /** Absent: the preset. */
  readonly path?: string;
  /** From 1. */
  readonly line?: number;
  readonly format: (typeof formats)[number];
  readonly stage?: StageNumber;
  /** What the user sets of the stage, as the schema of the stage has it. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Milliseconds. */
  readonly slo?: number;
  readonly assume: Partial<Assumptions>;
  readonly model?: string;
  readonly config?: string;
  readonly scenario: GivenScenario;
}

/** `exists` tells a file whose name ends in `:12` from a file with a line; `locate` gives the path of a file to read. */
export function leversOptions(
  args: readonly string[],
  exists: (path: string) => boolean,
  locate: (path: string) => string,
): LeversOptions {
  const { values, positionals } = parse(args);
  const [target, ...more] = positionals;
  if (more.length > 0) throw new UsageError(`levers takes one path, not ${positionals.length}.`);
  if (values.preset !== undefined && values.preset !== 'course') {
    throw new UsageError(`--preset takes course, not ${JSON.stringify(values.preset)}.`);
  }
  if (values.preset !== undefined && target !== undefined) throw new UsageError('Give a path or --preset, not both.');
  const format = formats.find((each) => each === values.format);
  if (format === undefined) {
    throw new UsageError(`--format takes ${formats.join(' or ')}, not ${JSON.stringify(values.format)}.`);
  }
  const stage = wholeNumber(values.stage, '--stage', 1, 5) as StageNumber | undefined;
  if (values.input !== undefined && stage === undefined)
    throw new UsageError('--input is of a stage: give --stage too.');
  const slo = wholeNumber(values.slo, '--slo', 1, longestSlo);
  return {
    ...(target === undefined ? {} : pathWithLine(target, exists)),
    format,
    ...(stage === undefined ? {} : { stage }),
    input: stage === undefined || values.input === undefined ? {} : stageInput(stage, values.input, locate),
    ...(slo === undefined ? {} : { slo }),
    assume: Object.fromEntries((values.assume ?? []).flatMap((each) => each.split(',')).map(assumption)),
    ...(values.model === undefined ? {} : { model: values.model }),
    ...(values.config === undefined ? {} : { config: values.config }),
    scenario: {
      ...scenarioNumber('ticks', values.ticks, '--ticks'),
      ...scenarioNumber('outputTokens', values['output-tokens'], '--output-tokens'),
      ...scenarioNumber('gapSeconds', values.gap, '--gap'),
      ...scenarioNumber('tasksPerDay', values['tasks-per-day'], '--tasks-per-day'),
    },
  };
}

const parse = (args: readonly string[]) =>
  parseOptions(args, {
    format: { type: 'string', default: 'text' },
    stage: { type: 'string' },
    input: { type: 'string' },
    preset: { type: 'string' },
    slo: { type: 'string' },
    assume: { type: 'string', multiple: true },
    model: { type: 'string' },
    config: { type: 'string' },
    ticks: { type: 'string' },
    'output-tokens': { type: 'string' },
    gap: { type: 'string' },
    'tasks-per-day': { type: 'string' },
    'no-color': { type: 'boolean', default: false },
  });

function assumption(text: string): readonly [string, number] {
  const [name = '', given = '', ...rest] = text.split('=');
  if (!Object.hasOwn(defaultAssumptions, name)) {
    throw new UsageError(
      `--assume does not know ${JSON.stringify(name)}. It takes ${Object.keys(defaultAssumptions).join(', ')}.`,
    );
  }
  const value = given.trim() === '' || rest.length > 0 ? Number.NaN : Number(given);
  if (!(value >= 0 && value <= 1e12)) throw new UsageError(`--assume ${text}: a number from 0 is expected.`);
  const isShare = /(?:Share|Rate|Accuracy)$/.test(name);
  if (isShare && value > 1) throw new UsageError(`--assume ${text}: a share from 0 to 1 is expected.`);
  return [name, value];
}

function stageInput(stage: StageNumber, file: string, locate: (path: string) => string) {
  const schema: JsonSchema<Readonly<Record<string, unknown>>> = stageInputSchemas[stage];
  return readJsonFile(locate(file), file, schema);
}
