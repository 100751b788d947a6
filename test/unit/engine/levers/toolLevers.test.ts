// Levers on tool calls, against worked figures, and when each keeps silent.
import { describe, expect, test } from 'vitest';
import { agent, lever, micro, silence } from './advising.ts';

describe('result cache', () => {
  test('hits take away the time and the price of their calls', () => {
    const one = { severalCallsShare: 0, repeatedCallShare: 0.5, toolCost: 0.001 };
    const saved = lever('result-cache', agent(), one).saves;
    expect(saved.milliseconds).toBe(9 * 0.5 * 500);
    expect(micro(saved.money)).toBe(9 * 0.5 * 1000);
  });

  test('silent: arguments that rarely repeat', () => {
    expect(silence('result-cache', agent(), { repeatedCallShare: 0.02 })).toContain('2%');
  });

  test('silent: a tool that is cheap already', () => {
    expect(silence('result-cache', agent(), { toolMilliseconds: 5 })).toContain('5 ms');
  });

  test('silent: a result that is enormous', () => {
    expect(silence('result-cache', agent(), { resultBytes: 50_000_000 })).toContain('50,000,000 bytes');
  });

  test('silent: an agent that does not loop', () => {
    expect(silence('result-cache', agent({ isLoop: false }))).toContain('does not loop');
    expect(silence('result-cache', agent({ isLoop: false, toolCallsPerAnswer: { 1: 5 } }))).toContain('does not loop');
  });
});

describe('parallel tool calls', () => {
  const seen = (toolCallsPerAnswer: Record<string, number>) => agent({ toolCallsPerAnswer });

  test('90% single-call ticks: not the bottleneck', () => {
    expect(silence('parallel-tools', seen({ 1: 90, 2: 10 }))).toContain('90%');
  });

  test('30% with two or more: real', () => {
    const found = lever('parallel-tools', seen({ 1: 70, 2: 30 }));
    expect(found.figures?.severalShare).toBeCloseTo(0.3, 9);
    expect(found.saves).toEqual({ money: 0n, milliseconds: expect.closeTo(10 * 0.3 * 500, 6) });
  });

  test('silent: a single call, calls that need each other, calls that run at the same time already', () => {
    expect(silence('parallel-tools', seen({ 1: 10 }))).toContain('next tick waits');
    expect(silence('parallel-tools', agent(), { callsDepend: 1 })).toContain("need each other's");
    expect(silence('parallel-tools', agent(), { serialDispatch: 0 })).toContain('already');
  });

  test('a cap of 8 guards what asks for more', () => {
    expect(lever('cap', seen({ 12: 5 })).figures).toEqual({ widest: 12, rounds: 2 });
    expect(lever('cap', seen({ 9: 1 })).figures).toEqual({ widest: 9, rounds: 2 });
    expect(silence('cap', seen({ 8: 5 }))).toContain('8 calls at most');
  });

  test('ask for them together: the sentence, and the ticks that it saves', () => {
    const found = lever('ask-together', seen({ 1: 9, 0: 1 }));
    expect(found.paste).toContain('at once');
    expect(found.figures?.ticksSaved).toBe(2);
    expect(found.saves.money > 0n).toBe(true);
    expect(silence('ask-together', seen({ 1: 1, 2: 3 }))).toContain('75%');
    expect(silence('ask-together', agent(), { callsDepend: 1 })).toContain('wait');
  });
});

describe('batching', () => {
  const busy = { bulkEndpoint: 1, agents: 16, callsPerSecond: 500, toolCost: 0.001, severalCallsShare: 0 };

  test('many agents on a service that takes many items', () => {
    const found = lever('batching', agent(), busy);
    expect(found.figures?.batchSize).toBe(6);
    expect(micro(found.saves.money)).toBe(7500);
    expect(found.saves.milliseconds).toBe(-90);
  });

  test('silent: one agent, low traffic', () => {
    expect(silence('batching', agent(), { ...busy, agents: 1, callsPerSecond: 2 })).toContain('waits for nobody');
  });

  test('silent: no bulk endpoint', () => {
    expect(silence('batching', agent(), { ...busy, bulkEndpoint: 0 })).toContain('one by one');
  });

  test('silent: calls of different shapes', () => {
    expect(silence('batching', agent(), { ...busy, sameShape: 0 })).toContain('shape');
  });

  test('silent: a bill that something else dominates', () => {
    const tiny = { ...busy, toolCost: 0.000_01, toolMilliseconds: 1 };
    expect(silence('batching', agent(), tiny)).toContain('the prompt is what to work on');
  });

  test('silent: a request that costs no more than the window', () => {
    expect(silence('batching', agent(), { ...busy, requestMilliseconds: 1 })).toContain('no more than');
  });

  test('offline: the batch API at half of the price, without counting on the cache', () => {
    const profile = agent({ isLoop: false }, { ticks: 1 });
    expect(micro(lever('batch-api', profile, { offline: 1 }).saves.money)).toBe((4700 * 3 + 200 * 15) / 2);
    expect(silence('batch-api', profile)).toContain('24 hours');
    expect(silence('batch-api', agent({ service: 'batch' }), { offline: 1 })).toContain('already');
    expect(
      silence('batch-api', agent({ appends: true, isLoop: false }, { ticks: 40, caching: 'rolling', output: 1 }), {
        offline: 1,
      }),
    ).toContain('Cached');
  });
});
