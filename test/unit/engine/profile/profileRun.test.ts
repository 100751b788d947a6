// The course's support agent through the simulated cache, and the changes that a user plays with.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolveModel } from '../../../../server/src/engine/catalog/index.ts';
import { addUsage, hitRate, inputTokens, type Scenario } from '../../../../server/src/engine/model/index.ts';
import {
  courseAgent,
  isRolling,
  type PlanChange,
  pack,
  profileRun,
  replan,
  type Timeline,
  unpack,
} from '../../../../server/src/engine/profile/index.ts';

const model = (name: string) => {
  const found = resolveModel(name);
  if (found === undefined) throw new Error(name);
  return found;
};
const sonnet = model('claude-sonnet-4-5');
const scenario: Scenario = {
  ticks: 20,
  outputTokens: 200,
  toolResultTokens: 300,
  gapSeconds: 5,
  tasksPerDay: 100,
  reasoningTokens: 0,
  holeTokens: 50,
};
const run = (change: PlanChange, ticks = 20, name = 'claude-sonnet-4-5'): Timeline =>
  profileRun(replan(courseAgent, change), { ...scenario, ticks }, model(name));
const wholeRate = ({ ticks }: Timeline) => hitRate(addUsage(ticks.map(({ usage }) => usage)));
const percent = (rate: number | undefined) => Math.round((rate ?? 0) * 100);

describe("the course's support agent", () => {
  test('sends 4,700, 5,500, 6,300 and 7,900 tokens at ticks 1, 5, 10 and 20', () => {
    const sent = run({}).ticks.map(({ usage }) => inputTokens(usage));
    expect([1, 5, 10, 20].map((tick) => sent[tick - 1])).toEqual([4700, 5500, 6300, 7900]);
    expect([5, 10, 20].map((ticks) => sent.slice(0, ticks).reduce((sum, one) => sum + one, 0))).toEqual([
      25_500, 55_400, 127_200,
    ]);
  });

  test('a mark after tools and system reads 71% at tick 10 and 57% at tick 20, a rolling one stays above 80%', () => {
    const fixed = run({ marks: [{ block: 1 }] });
    expect([10, 20].map((tick) => percent(fixed.ticks[tick - 1]?.hitRate))).toEqual([71, 57]);
    const rolling = run({ marks: [{ block: 2 }] });
    expect(Math.min(...rolling.ticks.slice(1).map((tick) => tick.hitRate ?? 0))).toBeGreaterThan(0.8);
    expect(percent(wholeRate(rolling))).toBeGreaterThan(80);
  });

  test('tools that change on each tick lose the system prompt too, and the miss names them', () => {
    const { ticks } = run({ marks: [{ block: 1 }], toolsChange: true });
    expect(ticks.every(({ usage }) => usage.read === 0)).toBe(true);
    expect(ticks[1]?.miss).toMatchObject({ reason: 'tools_changed', block: 0, level: 'tools' });
  });

  test('a gap beyond five minutes reads nothing, unless the entry lives an hour', () => {
    const idle = { ...scenario, gapSeconds: 600 };
    const short = profileRun(replan(courseAgent, { marks: [{ block: 1 }] }), idle, sonnet);
    const long = profileRun(replan(courseAgent, { marks: [{ block: 1 }], ttl: '1h' }), idle, sonnet);
    expect(wholeRate(short)).toBe(0);
    expect(short.ticks[1]?.miss?.reason).toBe('expired');
    expect(long.ticks.slice(1).every(({ usage }) => usage.read === 4500)).toBe(true);
    expect(long.ticks[0]?.usage.write1h).toBe(4500);
  });

  test('five marks are refused in the words of the API', () => {
    const marks = [0, 1, 2].map((block) => ({ block }));
    expect(run({ marks, automatic: {} }).refused).toBeUndefined();
    const many = { ...courseAgent, blocks: [...courseAgent.blocks.slice(0, 2), ...courseAgent.blocks] };
    const run5 = profileRun(replan(many, { marks: [0, 1, 2, 3, 4].map((block) => ({ block })) }), scenario, sonnet);
    expect(run5.refused).toContain('Found 5');
    expect(run5.ticks).toEqual([]);
  });

  test('models that find the prefix themselves need no mark, and name the first part that changes', () => {
    const openAi = run({}, 5, 'gpt-4.1');
    expect(openAi.ticks.slice(1).every(({ usage }) => usage.read > 4000)).toBe(true);
    const moving = {
      ...courseAgent,
      blocks: courseAgent.blocks.map((block, at) =>
        at === 1 ? { ...block, segments: block.segments.map((one) => ({ ...one, isRebuilt: true })) } : block,
      ),
    };
    expect(profileRun(moving, scenario, model('gpt-4.1')).ticks[1]?.miss).toMatchObject({ block: 1, level: 'system' });
  });
});

describe('a plan', () => {
  const change: fc.Arbitrary<PlanChange> = fc.record(
    {
      marks: fc.uniqueArray(fc.record({ block: fc.nat(2) }), { maxLength: 3, selector: ({ block }) => block }),
      ttl: fc.constantFrom('5m', '1h'),
      toolsChange: fc.boolean(),
    },
    { requiredKeys: [] },
  );

  test('sends the same tokens wherever the marks stand, and each tick costs what its tokens cost', () => {
    fc.assert(
      fc.property(change, fc.integer({ min: 1, max: 12 }), (wanted, ticks) => {
        const changed = run(wanted, ticks);
        const plain = run({}, ticks);
        expect(changed.ticks.map(({ usage }) => inputTokens(usage))).toEqual(
          plain.ticks.map(({ usage }) => inputTokens(usage)),
        );
        expect(changed.uncached).toBe(plain.uncached);
        for (const { usage, uncached, cost } of changed.ticks) {
          if (usage.write5m + usage.write1h === 0 && cost !== undefined && uncached !== undefined) {
            expect(cost <= uncached).toBe(true);
          }
        }
      }),
    );
  });

  test('survives being packed, its model too', () => {
    expect(unpack(pack(courseAgent))).toEqual(courseAgent);
    expect(unpack(pack(sonnet))).toEqual(sonnet);
  });

  test('rolls with the mark on its last message, and not with automatic caching', () => {
    expect(isRolling(replan(courseAgent, { marks: [{ block: 2 }] }))).toBe(true);
    expect(isRolling(replan(courseAgent, { marks: [{ block: 2 }], automatic: {} }))).toBe(false);
    expect(isRolling(replan(courseAgent, { marks: [{ block: 1 }] }))).toBe(false);
  });
});
