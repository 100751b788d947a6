// Cost reports for programs: one JSON document, money in dollars.
import type { Money, Scenario } from '../engine/index.ts';
import { type CostDifference, type CostRow, dayChange } from '../report/index.ts';

const picodollars = 1e12;

export function costJson(rows: readonly CostRow[], scenario: Scenario): string {
  return print({ version: 1, scenario, calls: rows.map(costObject) });
}

export function differenceJson({ base, changes, scenario }: CostDifference): string {
  const calls = changes.map((change) => ({
    before: change.before === undefined ? null : costObject(change.before),
    after: change.after === undefined ? null : costObject(change.after),
    dayChange: dollars(dayChange(change)),
  }));
  return print({ version: 1, base, scenario, calls });
}

/** Money in dollars. */
export function costObject({
  file,
  line,
  callee,
  pattern,
  model,
  modelAssumed,
  tokens,
  cold,
  warm,
  hitRate,
  ticks,
  run,
  day,
}: CostRow) {
  return {
    file,
    line,
    callee,
    ...(pattern === '' ? {} : { pattern }),
    model,
    modelAssumed,
    tokens,
    tick: { cold: dollars(cold), warm: dollars(warm), hitRate },
    run: { ticks, cost: dollars(run) },
    day: { cost: dollars(day) },
  };
}

function dollars(money: Money | undefined): number | undefined {
  return money === undefined ? undefined : Number(money) / picodollars;
}

function print(document: unknown): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
