// Levers that make fewer model calls, against worked figures, and when each keeps silent.
import { describe, expect, test } from 'vitest';
import { fullUsage, priceTick } from '../../../../server/src/engine/estimate/index.ts';
import {
  defaultAssumptions,
  orchestratorModes,
  refinementTokens,
  situationOf,
} from '../../../../server/src/engine/levers/index.ts';
import { advise, agent, lever, micro, silence, sonnet } from './advising.ts';

describe('fewer model calls', () => {
  test('plan, then execute: 20 tool calls, 19 passes gone', () => {
    const loop = agent(
      {},
      {
        ticks: 21,
        history: [
          [1, 200],
          [21, 3400],
        ],
      },
    );
    expect(lever('plan-then-execute', loop, { severalCallsShare: 0 }).figures).toEqual({ calls: 2, passesSaved: 19 });
    expect(silence('plan-then-execute', agent({}, { ticks: 3 }))).toContain('none to spare');
  });

  test('a plan that is made again is paid again', () => {
    const saved = (replanShare: number) => lever('plan-then-execute', agent(), { replanShare }).saves.money;
    expect(saved(0) > saved(0.5)).toBe(true);
  });

  test('deterministic path: 8 to 12 calls become 2, a fifth falls back to the loop', () => {
    const found = lever('deterministic-path', agent(), { fallbackShare: 0.2 });
    expect(found.figures?.calls).toBe(2);
    expect(found.figures?.expectedCalls).toBeCloseTo(0.8 * 2 + 0.2 * 11, 9);
    const all = lever('deterministic-path', agent(), { fallbackShare: 0 }).saves.money;
    expect(found.saves.money < all).toBe(true);
    expect(silence('deterministic-path', agent(), { fallbackShare: 1 })).toContain('No request');
  });

  test('orchestrator: seven calls become two, one without the synthesis, in each of three modes', () => {
    const loop = agent({}, { ticks: 7 });
    expect(lever('orchestrator', loop).figures).toEqual({ calls: 2, callsNow: 7 });
    const situation = situationOf(loop, { ...defaultAssumptions, severalCallsShare: 0 });
    const modes = situation === undefined ? [] : orchestratorModes(situation);
    expect(modes.map(({ mode, synthesis, calls }) => [mode, synthesis, calls])).toEqual([
      ['single', true, 2],
      ['single', false, 1],
      ['parallel', true, 2],
      ['parallel', false, 1],
      ['sequential', true, 2],
      ['sequential', false, 1],
    ]);
    const clock = (at: number) => modes[at]?.milliseconds ?? 0;
    expect(clock(4) - clock(2)).toBe(5 * 500);
    expect((modes[0]?.cost ?? 0n) > (modes[1]?.cost ?? 0n)).toBe(true);
    expect(silence('orchestrator', agent({ isLoop: false }))).toContain('no loop');
  });

  test('pattern cache: one composing call per repeat, less those whose plan does not hold', () => {
    const found = lever('pattern-cache', agent({ repeatedPlans: 0.4 }), { planInvalidShare: 0.25 });
    expect(found.figures).toEqual({ callsPerRepeat: 1, callsSavedPerRepeat: 9 });
    const composed = priceTick(sonnet, fullUsage({ fresh: 6300, output: 200 })) ?? 0n;
    const { cost } = advise(agent());
    expect(micro(found.saves.money)).toBe(Math.round(micro(cost - composed) * 0.3));
    expect(silence('pattern-cache', agent({ repeatedPlans: 0.01 }))).toContain('1%');
  });

  test('semantic cache: 61 to 69% hits at 97% right are 1.8 to 2.1% wrong answers of all', () => {
    const found = (semanticHitRate: number) =>
      lever('semantic-cache', agent(), { questionsRepeat: 1, semanticHitRate });
    expect(found(0.61).figures?.wrongShare).toBeCloseTo(0.0183, 6);
    expect(found(0.69).figures?.wrongShare).toBeCloseTo(0.0207, 6);
    expect(found(0.69).figures?.wrongPerDay).toBeCloseTo(2.07, 6);
    expect(micro(found(0.61).saves.money)).toBe(Math.round(micro(advise(agent()).cost) * 0.61));
    expect(found(0.61).assumes).toContain('61% hits, 97% of them right');
    expect(silence('semantic-cache')).toContain('other words');
    expect(silence('semantic-cache', agent(), { questionsRepeat: 1, sideEffects: 1 })).toContain('change something');
  });

  test('better stop condition: the last quarter of many ticks', () => {
    const found = lever('stop-condition', agent({}, { ticks: 12 }), { wastedTickShare: 0.25 });
    expect(found.figures?.wastedTicks).toBe(3);
    // 6,300 + 160, 320 tokens more of input, with 200 of output each.
    const wasted = [6300, 6460, 6620].reduce((sum, input) => sum + input * 3 + 200 * 15, 0);
    expect(micro(found.saves.money)).toBe(wasted);
    expect(silence('stop-condition', agent({}, { ticks: 11 }))).toContain('not many');
  });

  test('the ladder: a chain sends no history again', () => {
    const found = lever('simpler-pattern', agent(), { stepsKnown: 1 });
    // Ten links of 4,500 tokens and what each adds: 1,800 in all.
    expect(micro(found.saves.money)).toBe((55_400 - 45_000 - 1800) * 3);
    expect(silence('simpler-pattern')).toContain('draw the steps');
    expect(silence('simpler-pattern', agent({}, { ticks: 1 }))).toContain('simplest');
  });

  test('ten cycles of an evaluator: every draft and critique is sent again', () => {
    const shape = { prompt: 1000, draft: 500, critique: 200, cycles: 10 };
    // Drafts: 10 x 1,000 and 45 x 700 of input; critiques: 10 x 1,500; 10 x 700 of output.
    expect(refinementTokens(shape)).toEqual({ input: 10_000 + 31_500 + 15_000, output: 7000, times: 63_500 / 1500 });
    expect(refinementTokens({ ...shape, cycles: 0 })).toEqual({ input: 0, output: 0, times: 0 });
    const pass = agent({ isLoop: false }, { ticks: 1 });
    const found = lever('evaluator-exit', pass, { evaluatorCycles: 10 });
    // Eight rounds more: a prompt of 4,700 twice, drafts of 200, critiques of 200, and what came before.
    const before = [2, 3, 4, 5, 6, 7, 8, 9].reduce((sum, cycle) => sum + cycle * 400, 0);
    expect(micro(found.saves.money)).toBe((8 * (4700 + 4700 + 200) + before) * 3 + 8 * 400 * 15);
    expect(silence('evaluator-exit')).toContain('Nothing says');
    expect(silence('evaluator-exit', pass, { evaluatorCycles: 2 })).toContain('already');
  });
});
