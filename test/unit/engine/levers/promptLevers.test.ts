// Levers on what is sent and how it is kept, against worked figures, and when each keeps silent.
import { describe, expect, test } from 'vitest';
import { advise, agent, lever, micro, model, silence } from './advising.ts';

describe('prompt cache and lifetimes', () => {
  test('5,000 tokens, ten ticks: $0.150 becomes $0.03225', () => {
    const stable = agent(
      { tools: 1500, system: 3500, stable: 5000, appends: false },
      { system: 3500, output: 0, history: [[1, 0]] },
    );
    expect(micro(lever('prompt-cache', stable).saves.money)).toBe(150_000 - 32_250);
  });

  test('silent where the cache works, where the front is short, and on routes that run once an hour', () => {
    expect(silence('prompt-cache', agent({}, { caching: 'rolling' }))).toContain('already');
    expect(silence('prompt-cache', agent({ stable: 300, appends: false }))).toContain('300 tokens');
    expect(silence('prompt-cache', agent({ gapSeconds: 3600 }))).toContain('3600 s');
    expect(silence('prompt-cache', agent({}, { ticks: 1 }))).toContain('One call');
  });

  test('the hour pays for pauses between five minutes and an hour', () => {
    const idle = { gapSeconds: 600, caching: 'rolling' as const };
    expect(lever('one-hour-ttl', agent({ gapSeconds: 600 }, idle)).saves.money > 0n).toBe(true);
    expect(silence('one-hour-ttl')).toContain('shorter');
    expect(silence('one-hour-ttl', agent({ gapSeconds: 7200 }, { ...idle, gapSeconds: 7200 }))).toContain(
      'longer than an hour',
    );
  });

  test('pings every four minutes: as long as they cost less than writing again', () => {
    const idle = (gapSeconds: number) => agent({ gapSeconds }, { gapSeconds, caching: 'prefix', ticks: 2 });
    const kept = lever('keep-alive', idle(600));
    expect(kept.figures).toEqual({ pings: 2, everySeconds: 240 });
    // One pause: a write of 4,500 tokens at 1.25 against three reads at 0.1.
    expect(micro(kept.saves.money)).toBe(4500 * 3 * 1.25 - 3 * 4500 * 3 * 0.1);
    expect(silence('keep-alive', idle(3600))).toContain('pings');
    expect(silence('keep-alive')).toContain('nothing to keep alive');
  });

  test('a pre-warm costs one read and gives the first answer sooner; it is sent less than a lifetime ahead', () => {
    const warm = lever('pre-warm', agent({}, { caching: 'prefix' }));
    expect(micro(-warm.saves.money)).toBe(4500 * 3 * 0.1);
    expect(warm.saves.milliseconds).toBe(440);
    expect(warm.how).toContain('less than 300 s');
    expect(silence('pre-warm')).toContain('writes nothing');
  });
});

describe('smaller requests', () => {
  test('a system prompt of 500 tokens', () => {
    expect(micro(lever('shorter-prompt').saves.money)).toBe(10 * 2500 * 3);
    expect(silence('shorter-prompt', agent({ system: 400 }))).toContain('400 tokens');
    expect(lever('shorter-prompt', agent({ tools: 0, stable: 3000 }, { tools: 0, caching: 'prefix' })).risk).toContain(
      'falls below',
    );
  });

  test('tools that no task uses', () => {
    expect(micro(lever('trim-tools').saves.money)).toBe(10 * 450 * 3);
    expect(silence('trim-tools', agent({ tools: 0 }))).toContain('No tools');
    expect(silence('trim-tools', agent({ toolCount: 2 }))).toContain('Only 2 tools');
  });

  test('800 tokens of answer become 300', () => {
    const found = lever('output-limit', agent({}, { output: 800 }), { answerTokens: 300 });
    expect(micro(found.saves.money)).toBe(10 * 500 * 15);
    expect(found.saves.milliseconds).toBeCloseTo((10 * 500 * 1000) / 70, -2);
    expect(silence('output-limit', agent({}, { output: 80 }))).toContain('80 tokens');
  });

  test('thinking is five to ten times the output, and can be left out where it is not needed', () => {
    const found = lever('reasoning-off', agent({ reasoningTokens: 1000 }, { output: 1200 }));
    expect(found.figures?.outputTimes).toBe(6);
    expect(micro(found.saves.money)).toBe(10 * 1000 * 15);
    expect(silence('reasoning-off')).toContain('Nothing says');
    expect(
      silence('reasoning-off', agent({ reasoningTokens: 1000 }, { output: 1200 }), { needsReasoning: 1 }),
    ).toContain('leave it on');
  });

  test('a small model classifies, and does the easy ones', () => {
    const found = lever('smaller-router', agent(), { easyShare: 0.6 });
    expect(found.saves.money > 0n).toBe(true);
    expect(lever('smaller-router', agent(), { easyShare: 0.9 }).saves.money > found.saves.money).toBe(true);
    const nova = model('amazon.nova-micro-v1:0');
    expect(silence('smaller-router', agent({ model: nova }))).toContain('cheapest');
  });
});

describe('fan-in and speculation', () => {
  test('synthesis: the share of its input, and summaries, streaming or a smaller model against it', () => {
    const gathered = agent(
      { stable: 1000 },
      {
        ticks: 2,
        history: [
          [1, 200],
          [2, 10_500],
        ],
      },
    );
    const found = lever('fan-in-synthesis', gathered, { fanInWorkers: 5 });
    // 15,000 tokens at $3 against 200 of output at $15.
    expect(found.figures?.inputShare).toBeCloseTo(45_000 / 48_000, 3);
    expect(found.figures?.smallModelSaves).toBeGreaterThan(0);
    expect(found.figures?.streamedMilliseconds).toBeGreaterThan(2000);
    expect(found.saves.money > 0n).toBe(true);
    expect(silence('fan-in-synthesis')).toContain('several workers');
    expect(silence('fan-in-synthesis', agent(), { fanInWorkers: 20 })).toContain('no more than a summary');
  });

  test('0.7 of 500 ms', () => {
    const found = lever('speculation', agent(), { toolCost: 0.001 });
    expect(found.saves).toEqual({ money: -300_000_000n, milliseconds: 350 });
    // Beside the model, no more than the model takes.
    const slow = lever('speculation', agent(), { toolMilliseconds: 600_000 });
    expect(slow.saves.milliseconds).toBeLessThan(advise(agent()).modelMilliseconds / 10);
    expect(silence('speculation', agent(), { toolCost: 0.1 })).toContain('pays from');
    expect(silence('speculation', agent(), { sideEffects: 1 })).toContain('taken back');
  });
});
