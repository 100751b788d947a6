// Runs of ticks: where the breakpoint stands, what changes, how long the pauses are.
import { describe, expect, test } from 'vitest';
import { resolveModel, simulatorSettingsOf } from '../../../../server/src/engine/catalog/index.ts';
import { priceTick, toMicrodollars } from '../../../../server/src/engine/estimate/index.ts';
import {
  agentGrowth,
  simulateTimeline,
  type TickUsage,
  type WireRequest,
} from '../../../../server/src/engine/simulator/index.ts';
import { block, request, text, user } from './requests.ts';

const sonnet = resolveModel('claude-sonnet-4-5');
const price = (usage: TickUsage) => (sonnet === undefined ? undefined : priceTick(sonnet, usage));
const options = sonnet === undefined ? {} : simulatorSettingsOf(sonnet);
const micro = (money: bigint | undefined) => (money === undefined ? undefined : Number(toMicrodollars(money)));

/** 1,500 tokens of tools, 3,000 of system, 200 of conversation that grows by 160 a tick. */
function agent(marked: 'tools' | 'system' | 'first message' | 'rolling'): WireRequest {
  const ttl = (here: typeof marked) => (here === marked ? ('5m' as const) : undefined);
  return request({
    model: 'claude-sonnet-4-5',
    tools: [block('tool', 'tools', 1500, ttl('tools'))],
    system: [text('system', 3000, ttl('system'))],
    messages: [user(text('task', 200, ttl('first message')))],
    outputTokens: 200,
    ...(marked === 'rolling' ? { automatic: {} } : {}),
  });
}
const run = (marked: Parameters<typeof agent>[0], change?: (sent: WireRequest, tick: number) => WireRequest) =>
  simulateTimeline({
    request: agent(marked),
    ticks: 10,
    gapSeconds: 10,
    grow: agentGrowth(60, 100),
    options,
    price,
    ...(change === undefined ? {} : { change }),
  });
/** The tool list gets another description on every tick. */
const changingTools = (sent: WireRequest, tick: number): WireRequest => ({
  ...sent,
  tools: sent.tools.map((tool) => ({ ...tool, text: `tools of tick ${tick}` })),
});

describe('breakpoint placement', () => {
  test('four positions: the later the mark on what stays the same, the more is read', () => {
    const rates = (['tools', 'system', 'first message', 'rolling'] as const).map(
      (marked) => run(marked).latestHitRate ?? 0,
    );
    expect(rates.map((rate) => Math.round(rate * 100))).toEqual([24, 73, 77, 97]);
    expect(rates).toEqual([...rates].sort((a, b) => a - b));
  });

  test('a rolling mark reads what the tick before sent', () => {
    const { ticks } = run('rolling');
    for (const [at, { usage }] of ticks.entries()) {
      if (at === 0) expect(usage).toMatchObject({ read: 0, write5m: 4700, fresh: 0 });
      else expect(usage).toMatchObject({ read: 4700 + (at - 1) * 160, write5m: 160, fresh: 0 });
    }
  });

  test('a tool list that changes between calls loses the system prompt too: nothing is ever read', () => {
    for (const marked of ['tools', 'system', 'first message', 'rolling'] as const) {
      const { usage, ticks } = run(marked, changingTools);
      expect(usage.read).toBe(0);
      expect(ticks[1]?.diagnostics.missReason?.type).toBe('tools_changed');
    }
  });

  test('with changing tools, caching costs more than none', () => {
    const none = run('tools', (sent, tick) => ({
      ...changingTools(sent, tick),
      tools: [block('tool', `t${tick}`, 1500)],
    }));
    expect((run('system', changingTools).total ?? 0n) > (none.total ?? 0n)).toBe(true);
  });
});

describe('prefix order', () => {
  const audit = (order: readonly ['clock' | 'contract' | 'rules', number][], marked: string) =>
    simulateTimeline({
      request: request({ model: 'claude-sonnet-4-5' }),
      ticks: 5,
      gapSeconds: 30,
      grow: () => [],
      options,
      change: (sent, tick) => ({
        ...sent,
        system: order.map(([name, tokens]) =>
          text(name === 'clock' ? `clock ${tick}` : name, tokens, name === marked ? '5m' : undefined),
        ),
        messages: [user(text(`query ${tick}`, 40))],
      }),
    });

  test('a timestamp in front of the contract: nothing read; behind it: everything but the question', () => {
    const before = audit(
      [
        ['clock', 20],
        ['contract', 45_000],
        ['rules', 500],
      ],
      'rules',
    );
    const after = audit(
      [
        ['contract', 45_000],
        ['rules', 500],
        ['clock', 20],
      ],
      'rules',
    );
    expect(before.usage.read).toBe(0);
    expect(after.ticks.slice(1).every(({ usage }) => usage.read === 45_500 && usage.fresh === 60)).toBe(true);
    expect(after.latestHitRate).toBeGreaterThan(0.99);
  });
});

describe('idle time', () => {
  const idle = (gapSeconds: number | readonly number[], ttl: '5m' | '1h') =>
    simulateTimeline({
      request: request({
        model: 'claude-sonnet-4-5',
        system: [text('rules', 5000, ttl)],
        messages: [user(text('q', 10))],
      }),
      ticks: 5,
      gapSeconds,
      grow: () => [],
      options,
      price,
    });

  test('pauses of four minutes keep a five-minute entry alive, pauses of six lose it every time', () => {
    expect(idle(240, '5m').usage).toMatchObject({ write5m: 5000, read: 20_000 });
    expect(idle(360, '5m').usage).toMatchObject({ write5m: 25_000, read: 0 });
    expect(idle(360, '5m').ticks[3]?.diagnostics.missReason?.type).toBe('expired');
    expect(idle(360, '1h').usage).toMatchObject({ write1h: 5000, read: 20_000 });
  });

  test('the hour pays for its dearer write only where the pauses are long', () => {
    const cost = (gap: number, ttl: '5m' | '1h') => micro(idle(gap, ttl).total) ?? 0;
    expect(cost(60, '5m')).toBeLessThan(cost(60, '1h'));
    expect(cost(360, '5m')).toBeGreaterThan(cost(360, '1h'));
  });

  test('pings every four minutes keep a five-minute entry alive; they pay while reading is cheaper than writing anew', () => {
    const prompt = request({
      model: 'claude-sonnet-4-5',
      system: [text('rules', 50_000, '5m')],
      messages: [user(text('q', 10))],
      outputTokens: 200,
    });
    /** A tick, a pause of so many minutes, with a ping in each four of them or none, and another tick. */
    const pause = (minutes: number, pings: boolean) => {
      const count = pings ? Math.ceil(minutes / 4) - 1 : 0;
      return simulateTimeline({
        request: prompt,
        ticks: 2 + count,
        gapSeconds: [...Array(count).fill(240), (minutes - count * 4) * 60],
        grow: () => [],
        options,
        price,
        // A ping asks for no answer, and ends where the marked prompt does.
        change: (sent, tick) => (tick > 0 && tick <= count ? { ...sent, maxTokens: 0 } : sent),
      });
    };
    expect(pause(20, true).ticks.map(({ usage }) => usage.read)).toEqual([0, ...Array(5).fill(50_000)]);
    expect(pause(20, true).ticks.map(({ usage }) => usage.output)).toEqual([200, 0, 0, 0, 0, 200]);
    expect(pause(20, false).usage).toMatchObject({ write5m: 100_000, read: 0 });
    // A read costs 0.1 and a write 1.25 of the input: twelve reads are cheaper than a write, thirteen are not.
    const saved = (minutes: number) =>
      (micro(pause(minutes, false).total) ?? 0) - (micro(pause(minutes, true).total) ?? 0);
    expect(saved(40)).toBeGreaterThan(0);
    expect(saved(60)).toBeLessThan(0);
  });

  test('pauses may differ from tick to tick', () => {
    expect(idle([60, 400, 60], '5m').ticks.map(({ usage }) => usage.read)).toEqual([0, 5000, 0, 5000, 5000]);
  });
});

describe('a timeline', () => {
  test('5,000-token prefix, 10 ticks at $3: $0.03225', () => {
    const { total, usage, runHitRate } = simulateTimeline({
      request: request({ system: [text('rules', 5000, '5m')] }),
      ticks: 10,
      gapSeconds: 30,
      grow: () => [],
      price,
    });
    expect(micro(total)).toBe(32_250);
    expect(usage).toMatchObject({ write5m: 5000, read: 45_000 });
    expect(runHitRate).toBe(0.9);
  });

  test('ends at a request that is refused and says why', () => {
    const timeline = simulateTimeline({
      request: request({ system: [text('rules', 2000, '5m')] }),
      ticks: 4,
      gapSeconds: 1,
      grow: () => [],
      change: (sent, tick) => (tick === 2 ? { ...sent, system: [text('', 0, '5m')] } : sent),
    });
    expect(timeline.ticks).toHaveLength(2);
    expect(timeline.error?.message).toContain('empty text');
  });

  test('without a price there is no total', () => {
    expect(
      simulateTimeline({ request: request({}), ticks: 2, gapSeconds: 1, grow: () => [], price: () => undefined }).total,
    ).toBeUndefined();
  });
});

test('a model brings its own rules', () => {
  const legacy = resolveModel('us.anthropic.claude-haiku-4-5-20251001-v1:0');
  expect(legacy && simulatorSettingsOf(legacy)).toEqual({
    minimumPrefixTokens: 4096,
    lookbackPositions: 20,
    markerLimit: 4,
    runCollapse: false,
    automaticMark: 'refused',
    keepsThinking: false,
    defaultEffort: 'high',
  });
});
