// Stage 2: four positions of the breakpoint in the wire order, with tools and system prompts that change.
import { describe, expect, test } from 'vitest';
import { toMicrodollars } from '../../../../server/src/engine/estimate/index.ts';
import {
  comparePlacements,
  coursePlacement,
  type Placement,
  type PlacementInput,
  resolveModel,
} from '../../../../server/src/engine/levers/index.ts';

const compare = (change: Partial<PlacementInput> = {}, name = 'claude-sonnet-4-5') => {
  const model = resolveModel(name);
  const made = model && comparePlacements(model, { ...coursePlacement, ...change });
  if (made === undefined) throw new Error(name);
  const row = (placement: Placement) => {
    const found = made.rows.find((each) => each.placement === placement);
    if (found === undefined) throw new Error(placement);
    return found;
  };
  return { ...made, row };
};
const micro = (money: bigint) => Number(toMicrodollars(money));

describe('four positions', () => {
  test('the later the breakpoint, the more is read; the moving one is best', () => {
    const { rows, best, row } = compare();
    const read = rows.map(({ usage }) => usage.read);
    // Nine reads of the tools, of tools and system, of that and the history two ticks back, of all that was sent before.
    expect(read).toEqual([0, 9 * 1500, 9 * 5000, 8 * 5000 + 7200, 9 * 5000 + 9000]);
    expect(best).toBe('turn');
    expect(row('turn').latestHitRate).toBeGreaterThan(0.95);
    expect(row('turn').firstTokenMilliseconds).toBeLessThan(row('none').firstTokenMilliseconds);
  });

  test('behind tools and system: one write at 1.25 and nine reads at 0.1 of 5,000 tokens are $0.03225', () => {
    const none = compare({ output: 0, history: [[1, 0]] }).row('none');
    const system = compare({ output: 0, history: [[1, 0]] }).row('system');
    expect([micro(none.total), micro(system.total), micro(system.saved)]).toEqual([150_000, 32_250, 117_750]);
  });

  test('a breakpoint behind older turns is not paid anew on each call', () => {
    const { row } = compare();
    expect(row('history').ticks[5]).toMatchObject({ read: 5000 + 800, write5m: 200, fresh: 200 });
    expect(row('history').total < row('system').total).toBe(true);
  });
});

describe('what changes', () => {
  test('tools that change lose the system prompt behind them: no position reads anything, each costs more than none', () => {
    const { rows, best } = compare({ toolsChange: true });
    expect(rows.map(({ usage }) => usage.read)).toEqual([0, 0, 0, 0, 0]);
    expect(rows.slice(1).every(({ saved }) => saved < 0n)).toBe(true);
    expect(best).toBe('none');
  });

  test('a system prompt that changes leaves the tools in front of it', () => {
    const { row, best } = compare({ systemChanges: true });
    expect([row('tools').usage.read, row('system').usage.read, row('turn').usage.read]).toEqual([9 * 1500, 0, 0]);
    expect(best).toBe('tools');
  });

  test('pauses longer than the lifetime lose all of it; the hour keeps it at twice the price of writing', () => {
    expect(compare({ gapSeconds: 600 }).best).toBe('none');
    const hour = compare({ gapSeconds: 600, ttl: '1h' }).row('turn');
    expect(hour.usage).toMatchObject({ write5m: 0, write1h: 7000, read: 54_000 });
  });
});

test('a provider that places breakpoints itself is the same in every row', () => {
  const { isAutomatic, rows } = compare({}, 'gpt-5');
  expect(isAutomatic).toBe(true);
  expect(new Set(rows.map(({ total }) => total)).size).toBe(1);
});

test('a provider that needs marks has them', () => {
  expect(compare().isAutomatic).toBe(false);
});
