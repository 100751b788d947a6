// The advisor as a whole: nothing without a price or a reason, in the right order, within the time that a task may take.
import { describe, expect, test } from 'vitest';
import { adviseOn, leverList } from '../../../../server/src/engine/levers/index.ts';
import { advise, agent, silence, sonnet } from './advising.ts';

describe('every lever', () => {
  test('is either priced or silent with a reason, and says what it risks and assumes', () => {
    const { advice, silent } = advise(agent());
    expect([...advice, ...silent].map((one) => one.lever).sort()).toEqual(leverList.map(({ id }) => id).sort());
    for (const { reason } of silent) expect(reason).toMatch(/^[A-Z\d].*\.$/);
    for (const { how, risk, assumes } of advice) {
      expect(how).toMatch(/\.$/);
      expect(risk).toMatch(/\.$/);
      expect(assumes.length).toBeGreaterThan(0);
    }
  });

  test('a day is as many tasks as it has, and shares are those of the task', () => {
    const { advice, cost, costPerDay } = advise(agent());
    expect(costPerDay).toBe(cost * 100n);
    for (const { saves, savesPerDay, share } of advice) {
      expect(savesPerDay.money).toBe(saves.money * 100n);
      expect(share.money).toBeCloseTo(Number(saves.money) / Number(cost), 6);
    }
  });

  test('a task without prices is not advised on', () => {
    const { rates: _, ...unpriced } = sonnet;
    expect(adviseOn({ ...agent(), model: unpriced })).toBeUndefined();
    expect(adviseOn({ ...agent(), ticks: [] })).toBeUndefined();
  });
});

describe('ranking', () => {
  test('what fits the verdict comes first: long inputs, prompt caching', () => {
    const { verdict, advice } = advise(agent());
    expect(verdict).toMatchObject({ kind: 'long-inputs', lever: 'prompt-caching' });
    expect(advice[0]).toMatchObject({ lever: 'prompt-cache', fits: true });
  });

  test('what takes the place of the loop comes last, unless the verdict asks for it', () => {
    const calm = advise(agent({}, { caching: 'rolling', output: 300 }));
    const places = calm.advice.map(({ replacesLoop, fits }) => replacesLoop === true && !fits);
    expect(places).toContain(true);
    expect(places).toEqual([...places].sort((a, b) => Number(a) - Number(b)));
  });

  test('too many ticks: fewer of them', () => {
    const many = advise(agent({}, { ticks: 12, caching: 'rolling' }));
    expect(many.verdict?.kind).toBe('too-many-ticks');
    expect(['stop-condition', 'plan-then-execute', 'deterministic-path', 'orchestrator']).toContain(
      many.advice[0]?.lever,
    );
  });

  test('one slow tool: its result cached, or beside others', () => {
    const slow = advise(agent({}, { ticks: 2, caching: 'rolling', output: 600 }), {
      assume: { toolMilliseconds: 60_000 },
    });
    expect(slow.verdict?.kind).toBe('one-slow-tool');
    expect(['result-cache', 'parallel-tools']).toContain(slow.advice[0]?.lever);
  });

  test('context of a loop: so many times the tokens of its first call', () => {
    const { multiplier } = advise(agent());
    expect(multiplier).toBeCloseTo((55_400 + 2000) / (4700 + 200), 6);
  });
});

describe('SLO', () => {
  const busy = { bulkEndpoint: 1, agents: 16, callsPerSecond: 500, toolCost: 0.001, offline: 1 };

  test('200 ms rules batches out, 10 s of a background task lets windows in', () => {
    const at = (slo: number) =>
      advise(agent({}, { ticks: 3 }), { slo, assume: busy })
        .silent.filter(({ ruledOut }) => ruledOut)
        .map((one) => one.lever);
    expect(at(200)).toEqual(['batching', 'batch-api']);
    expect(at(10_000)).toEqual(['batch-api']);
    expect(silence('batch-api', agent({}, { ticks: 3 }), busy, 200)).toContain('200 ms');
  });

  test('the levers that bring a task within it come first; of those that replace the loop one is enough', () => {
    const { milliseconds } = advise(agent());
    const { slo, advice } = advise(agent(), { slo: Math.round(milliseconds * 0.15) });
    expect(slo).toMatchObject({ met: false, reachable: true });
    const required = advice.filter((one) => one.required);
    expect(required.length).toBeGreaterThan(0);
    expect(advice.slice(0, required.length)).toEqual(required);
    expect(required.filter(({ replacesLoop }) => replacesLoop === true).length).toBe(1);
    const hopeless = advise(agent(), { slo: 10 });
    expect(hopeless.slo?.reachable).toBe(false);
    expect(hopeless.advice.some((one) => one.required)).toBe(false);
    expect(advise(agent(), { slo: 1_000_000 }).slo).toMatchObject({ met: true, reachable: true });
  });

  test('a recorded p95 is what is compared', () => {
    expect(advise(agent({ p95Milliseconds: 5000 }), { slo: 4000 }).slo).toMatchObject({
      milliseconds: 5000,
      met: false,
    });
  });

  test('a task that succeeds pays for those that fail', () => {
    const { cost, costPerSuccess } = advise(agent(), { assume: { successRate: 0.8 } });
    expect(costPerSuccess).toBe((cost * 5n) / 4n);
  });
});
