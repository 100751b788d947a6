// Keeps the state of a run after each of its ticks, so that it can be resumed after an interrupt.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { runFileLineSchema } from '../protocol/index.ts';
import type { ProfileResume } from '../runs/index.ts';
import { UsageError } from './usageError.ts';

export interface RunFile {
  /** Where the run stood when it was interrupted. */
  readonly resume?: ProfileResume;
  readonly write: (state: ProfileResume) => void;
}

export function startRunFile(path: string, shown: string, call: string): RunFile {
  attempt(() => writeFileSync(path, '', { mode: 0o600 }), shown);
  return { write: writer(path, shown, call, 0, 0) };
}

/** A last line that was cut off by a crash is left out. */
export function readRunFile(path: string, shown: string, call: string): RunFile {
  const text = attempt(() => readFileSync(path, 'utf8'), shown);
  const lines = text.split('\n').filter((line) => line !== '');
  const states = lines.flatMap((line, at) => {
    try {
      return [runFileLineSchema.parse(JSON.parse(line))];
    } catch (error) {
      if (at === lines.length - 1) return [];
      throw new UsageError(
        `${shown} is no file of a run: line ${at + 1}: ${error instanceof Error ? error.message.split('\n')[0] : ''}`,
      );
    }
  });
  const own = states.filter((state) => state.call === call);
  const [first] = own;
  if (first === undefined) return { write: writer(path, shown, call, 0, 0) };
  const messages = own.flatMap((state) => state.messages);
  const units = own.flatMap((state) => state.units);
  const previousId = own.at(-1)?.previousId;
  return {
    resume: {
      ticks: own.map(({ tick }) => tick),
      start: first.start,
      growth: { messages, units } as unknown as ProfileResume['growth'],
      ...(previousId === undefined ? {} : { previousId }),
    },
    write: writer(path, shown, call, messages.length, units.length),
  };
}

function writer(path: string, shown: string, call: string, messages: number, units: number): RunFile['write'] {
  let [writtenMessages, writtenUnits] = [messages, units];
  return ({ ticks, growth, previousId, start }) => {
    const line = {
      version: 1,
      call,
      start,
      tick: ticks.at(-1),
      ...(previousId === undefined ? {} : { previousId }),
      messages: growth.messages.slice(writtenMessages),
      units: growth.units.slice(writtenUnits),
    };
    [writtenMessages, writtenUnits] = [growth.messages.length, growth.units.length];
    attempt(() => appendFileSync(path, `${JSON.stringify(line)}\n`), shown);
  };
}

function attempt<Result>(action: () => Result, shown: string): Result {
  try {
    return action();
  } catch (error) {
    throw new UsageError(`${shown}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
