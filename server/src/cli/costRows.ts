// The model calls of files with what they cost, each place once.
import { type CostRow, costRow } from '../report/index.ts';
import { placedCalls } from './placedCalls.ts';

export function costRows(...args: Parameters<typeof placedCalls>): readonly CostRow[] {
  const [engine] = args;
  return placedCalls(...args).map(({ call, settings, file, line }) =>
    costRow(engine, call, settings.scenario, { file, line }),
  );
}
