// Sends the ticks of model calls to the local provider or, when asked to, to a live one.
import { resolve } from 'node:path';
import {
  type AnalyzedCall,
  type Engine,
  LineIndex,
  type Money,
  type SampleValues,
  type Scenario,
  type Snapshot,
  sampleValuesOf,
} from '../engine/index.ts';
import { type ProfileRun, type RunEvent, sampleValuesSchema } from '../protocol/index.ts';
import {
  createProvider,
  type LocalProvider,
  type ProfileProvider,
  replyScriptSchema,
  runProfile,
  startLocalProvider,
} from '../runs/index.ts';
import { readJsonFile } from './jsonFile.ts';
import { localSimulator } from './localSimulator.ts';
import { type RunFile, readRunFile, startRunFile } from './runFile.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

export interface MeasuredCall {
  readonly call: AnalyzedCall;
  /** Names the call in messages and in the file of a run. */
  readonly title: string;
  readonly scenario: Scenario;
  readonly model?: string;
}

export interface MeasureOptions {
  readonly live?: 'anthropic' | 'openai';
  /** Dollars that a live run may cost. */
  readonly mostDollars: number;
  /** File of sample values. */
  readonly samples?: string;
  /** File that each tick is written to, so that an interrupted run can be resumed. */
  readonly runFile?: string;
  readonly resume: boolean;
}

export interface MeasureInput extends MeasureOptions {
  readonly engine: Engine;
  readonly calls: readonly MeasuredCall[];
  readonly snapshot: Snapshot;
  readonly terminal: Terminal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  /** Called as it happens. */
  readonly onEvent?: (event: RunEvent) => void;
}

/** One for each call; undefined where no request can be sent. Rejects with a UsageError before anything is sent. */
export async function measure(input: MeasureInput): Promise<readonly (ProfileRun | undefined)[]> {
  const { engine, calls, terminal, live, onEvent } = input;
  const samples = input.samples === undefined ? undefined : readSamples(input.samples, terminal.cwd);
  const runnable = calls.map(({ call, scenario, model }) =>
    engine.sample(call, { scenario, tick: 0, ...(model === undefined ? {} : { model }) }),
  );
  if (live !== undefined) announce(input, runnable);
  const script = replyScriptSchema.parse({});
  const tokens = runnable.find((one) => one !== undefined)?.outputTokens;
  const local =
    live === undefined && tokens !== undefined
      ? await startLocalProvider({
          simulator: await localSimulator(),
          script: { ...script, toolRounds: 1000, ...(tokens > 0 ? { outputTokens: tokens } : {}) },
        })
      : undefined;
  try {
    const runs: (ProfileRun | undefined)[] = [];
    for (const [at, one] of calls.entries()) {
      if (runnable[at] === undefined) {
        runs.push(undefined);
        onEvent?.({ event: 'run', call: at, run: null });
        continue;
      }
      const file = runFileOf(input, one.title);
      const { call, scenario, model, title } = one;
      const run = await runProfile({
        engine,
        call,
        scenario,
        // Calls do not share a cache, not even two on one line: each starts cold.
        provider: providerOf(input, local, `${at} ${title}`),
        lineOf: lineFinder(input.snapshot),
        ...(samples === undefined ? {} : { samples }),
        ...(model === undefined ? {} : { model }),
        ...(live === undefined ? {} : { mostDollars: input.mostDollars }),
        ...(input.signal === undefined ? {} : { signal: input.signal }),
        ...(file?.resume === undefined ? {} : { from: file.resume }),
        onTick: (tick, resume) => {
          file?.write(resume);
          onEvent?.({ event: 'tick', call: at, tick });
          if (live !== undefined && onEvent === undefined) {
            terminal.warn(
              `${title}: tick ${tick.tick} of ${scenario.ticks}${tick.cost === undefined ? '' : `, $${tick.cost.toFixed(4)}`}\n`,
            );
          }
        },
      });
      runs.push(run);
      onEvent?.({ event: 'run', call: at, run: run ?? null });
    }
    return runs;
  } finally {
    await local?.close();
  }
}

/** The sample values of all calls, in a form that can be edited and given back. */
export function sampleFile(engine: Engine, calls: readonly MeasuredCall[]): string {
  const values: Record<string, SampleValues[string]> = {};
  for (const { call, scenario, model } of calls) {
    const body = engine.sample(call, { scenario, tick: 0, ...(model === undefined ? {} : { model }) });
    if (body !== undefined) Object.assign(values, sampleValuesOf(body));
  }
  return `${JSON.stringify(values, undefined, 2)}\n`;
}

function readSamples(path: string, cwd: string): SampleValues {
  return readJsonFile(resolve(cwd, path), path, sampleValuesSchema, { kind: 'file of sample values' });
}

/** What a live run costs at most is said, and held against the limit, before anything is sent. */
function announce(
  { engine, calls, terminal, live, mostDollars, environment }: MeasureInput,
  runnable: readonly unknown[],
): void {
  const variable = keyVariable(live);
  if ((environment[variable] ?? '') === '') {
    throw new UsageError(`--live ${live} needs a key in the environment variable ${variable}.`);
  }
  let most: Money = 0n;
  for (const [at, { call, scenario, model, title }] of calls.entries()) {
    const sampled = runnable[at];
    if (sampled === undefined) continue;
    const timeline = engine.timeline(call, scenario, model);
    const { api } = sampled as { readonly api: string };
    if ((api === 'messages') !== (live === 'anthropic')) {
      throw new UsageError(`${title} does not go to ${live}: choose another call, or --model.`);
    }
    if (timeline?.uncached === undefined)
      throw new UsageError(
        `The price of ${title} is not known, so its cost cannot be capped. Set one in hitrate.config.json.`,
      );
    const marked = timeline.ticks.reduce((sum, { cost }) => sum + (cost ?? 0n), 0n);
    most += marked > timeline.uncached ? marked : timeline.uncached;
  }
  const dollars = Number(most) / 1e12;
  terminal.warn(`Live run: at most about ${engine.formatMoney(most)} by the estimate; it ends at $${mostDollars}.\n`);
  if (dollars > mostDollars) {
    throw new UsageError(`That is more than the limit of $${mostDollars}: raise --max-cost, or take fewer --ticks.`);
  }
}

function keyVariable(live: MeasureInput['live']): string {
  return live === 'openai' ? 'OPENAI_API_KEY' : 'ANTHROPIC_API_KEY';
}

function providerOf(
  { live, environment }: MeasureInput,
  local: LocalProvider | undefined,
  localKey: string,
): ProfileProvider {
  if (live !== undefined) return createProvider({ name: live, key: environment[keyVariable(live)] ?? '' });
  return createProvider({
    name: 'local',
    key: localKey,
    ...(local === undefined ? {} : { anthropicUrl: local.anthropicUrl, openAiUrl: local.openAiUrl }),
  });
}

function runFileOf({ runFile, resume, terminal }: MeasureInput, title: string): RunFile | undefined {
  if (runFile === undefined) return undefined;
  const path = resolve(terminal.cwd, runFile);
  return resume ? readRunFile(path, runFile, title) : startRunFile(path, runFile, title);
}

function lineFinder(snapshot: Snapshot): (path: string, offset: number) => number | undefined {
  const known = new Map<string, LineIndex>();
  return (path, offset) => {
    const text = snapshot.read(path);
    if (text === undefined) return undefined;
    const index = known.get(path) ?? new LineIndex(text);
    known.set(path, index);
    return index.positionAt(offset).line + 1;
  };
}
