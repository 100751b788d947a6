// What holds for every sequence of requests.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolveModel } from '../../../../server/src/engine/catalog/index.ts';
import { priceTick } from '../../../../server/src/engine/estimate/index.ts';
import {
  type CacheState,
  emptyCache,
  hashText,
  inputTokens,
  simulateAnthropic,
  type WireBlock,
  type WireMessage,
  type WireRequest,
} from '../../../../server/src/engine/simulator/index.ts';
import { assistant, ok, request, text, user } from './requests.ts';

const mark = fc.option(fc.constantFrom('5m' as const, '1h' as const), { nil: undefined, freq: 3 });
const blockOf = (types: readonly string[]): fc.Arbitrary<WireBlock> =>
  fc
    .record({
      type: fc.constantFrom(...types),
      name: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      tokens: fc.integer({ min: 1, max: 900 }),
      ttl: mark,
    })
    .map(({ type, name, tokens, ttl }) => ({
      type,
      // Equal names of unequal length would be equal bytes with unequal tokens.
      text: `${name}${tokens}`,
      tokens,
      ...(ttl === undefined || type === 'thinking' ? {} : { mark: { ttl } }),
    }));
const messages: fc.Arbitrary<WireMessage[]> = fc.array(
  fc.oneof(
    fc
      .array(blockOf(['text', 'tool_result', 'image']), { minLength: 1, maxLength: 4 })
      .map((blocks) => user(...blocks)),
    fc
      .array(blockOf(['text', 'tool_use', 'thinking']), { minLength: 1, maxLength: 4 })
      .map((blocks) => assistant(...blocks)),
  ),
  { maxLength: 8 },
);
const anyRequest: fc.Arbitrary<WireRequest> = fc
  .record({
    tools: fc.array(blockOf(['tool']), { maxLength: 3 }),
    system: fc.array(blockOf(['text']), { maxLength: 3 }),
    messages,
    automatic: fc.option(fc.constant({}), { nil: undefined }),
    params: fc.record({ toolChoice: fc.constantFrom('auto', 'none') }),
    tail: fc.nat(5),
  })
  .map(({ automatic, tail, ...parts }) =>
    request({
      ...parts,
      overhead: { tools: 100, messages: 4, tail },
      ...(automatic === undefined ? {} : { automatic }),
    }),
  );
const options = fc.record({
  minimumPrefixTokens: fc.constantFrom(1, 512, 1024),
  runCollapse: fc.boolean(),
  markInsideRun: fc.constantFrom('run-end' as const, 'marked-block' as const),
  keepsThinking: fc.boolean(),
  refreshShorterEntries: fc.boolean(),
  lookupCrossesLevels: fc.boolean(),
});
const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), anyRequest), { minLength: 1, maxLength: 6 });

describe('every sequence', () => {
  test('read + write + fresh = input, nothing is negative, and neither is the bill', () => {
    const model = resolveModel('claude-opus-5');
    fc.assert(
      fc.property(steps, options, (sequence, given) => {
        let state: CacheState = emptyCache;
        let seconds = 0;
        for (const [gap, sent] of sequence) {
          seconds += gap;
          const result = simulateAnthropic(state, sent, seconds * 1000, given);
          if ('error' in result) continue;
          const { usage } = result;
          // Stripped thinking blocks are not billed.
          if (given.keepsThinking) expect(inputTokens(usage)).toBe(inputOf(sent));
          else expect(inputTokens(usage)).toBeLessThanOrEqual(inputOf(sent));
          expect(Math.min(usage.read, usage.write5m, usage.write1h, usage.fresh)).toBeGreaterThanOrEqual(0);
          expect(model !== undefined && (priceTick(model, usage) ?? -1n) >= 0n).toBe(true);
          state = result.state;
        }
      }),
      { numRuns: 300 },
    );
  });

  test('the state that went in is not touched, and equal inputs give equal results', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        let state: CacheState = emptyCache;
        for (const [gap, sent] of sequence) {
          const before = JSON.stringify([...state.entries]);
          const first = simulateAnthropic(state, sent, gap * 1000);
          const second = simulateAnthropic(state, structuredClone(sent), gap * 1000);
          expect(JSON.stringify([...state.entries])).toBe(before);
          expect('error' in first ? first.error : first.usage).toEqual('error' in second ? second.error : second.usage);
          if (!('error' in first)) state = first.state;
        }
      }),
    );
  });

  test('nothing is read past its lifetime', () => {
    fc.assert(
      fc.property(anyRequest, fc.integer({ min: 300, max: 3599 }), (sent, gap) => {
        const first = simulateAnthropic(emptyCache, sent, 0);
        if ('error' in first) return;
        const later = ok(simulateAnthropic(first.state, sent, gap * 1000)).usage;
        expect(later.read).toBeLessThanOrEqual(first.usage.write1h);
        const muchLater = ok(simulateAnthropic(first.state, sent, 3_600_000)).usage;
        expect(muchLater.read).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  test('the same request again reads all that the first one cached', () => {
    fc.assert(
      fc.property(anyRequest, options, (sent, given) => {
        const first = simulateAnthropic(emptyCache, sent, 0, given);
        if ('error' in first) return;
        const second = ok(simulateAnthropic(first.state, sent, 10_000, given));
        expect(second.usage.read).toBe(first.diagnostics.cached);
        expect(second.diagnostics.missReason?.type ?? 'none').toMatch(/none|below_minimum/);
      }),
      { numRuns: 300 },
    );
  });
});

describe('growth and change', () => {
  const turns = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 18 });

  test('a pure append within the window never reads less', () => {
    fc.assert(
      fc.property(turns, turns, (start, added) => {
        const conversation = (sizes: readonly number[]) =>
          sizes.map((tokens, at) => (at % 2 === 0 ? user : assistant)(text(`turn ${at}`, tokens)));
        const base = request({ system: [text('rules', 1024)], automatic: {}, messages: conversation(start) });
        const grown = { ...base, messages: conversation([...start, ...added]) };
        const first = ok(simulateAnthropic(emptyCache, base, 0));
        const second = ok(simulateAnthropic(first.state, base, 10_000));
        const third = ok(simulateAnthropic(second.state, grown, 20_000));
        expect(third.usage.read).toBeGreaterThanOrEqual(second.usage.read);
        expect(third.usage.read).toBe(first.diagnostics.cached);
      }),
    );
  });

  test('a changed byte reads nothing at or behind it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 50, max: 900 }), { minLength: 2, maxLength: 12 }),
        fc.nat(),
        (sizes, pick) => {
          const changedAt = pick % sizes.length;
          const at = (version: string) =>
            request({
              messages: sizes.map((tokens, index) =>
                user(text(index === changedAt ? `turn ${index}${version}` : `turn ${index}`, tokens)),
              ),
              automatic: {},
            });
          const first = ok(simulateAnthropic(emptyCache, at(''), 0, { minimumPrefixTokens: 1 }));
          const marked = at('!');
          const second = ok(simulateAnthropic(first.state, marked, 10_000, { minimumPrefixTokens: 1 }));
          const before = sizes.slice(0, changedAt).reduce((sum, tokens) => sum + tokens, 0);
          expect(second.usage.read).toBeLessThanOrEqual(before);
          expect(second.diagnostics.missReason).toMatchObject({
            type: 'messages_changed',
            address: { message: changedAt, index: 0 },
          });
        },
      ),
    );
  });
});

test('the order of requests at one time is respected: the first writes, the second reads or, before its first token, writes too', () => {
  fc.assert(
    fc.property(anyRequest, fc.boolean(), (sent, isReadable) => {
      const given = { minimumPrefixTokens: 1, firstTokenMilliseconds: isReadable ? 0 : 1000 };
      const first = simulateAnthropic(emptyCache, sent, 0, given);
      if ('error' in first) return;
      const second = simulateAnthropic(first.state, sent, 0, given);
      if ('error' in second) throw new Error(second.error.message);
      expect(first.usage.read).toBe(0);
      expect(second.usage.read).toBe(isReadable ? first.diagnostics.cached : 0);
    }),
    { numRuns: 200 },
  );
});

test('the hash tells prompts apart', () => {
  const seen = new Set<string>();
  for (let n = 0; n < 100_000; n++) seen.add(hashText(`prompt ${n}`));
  for (let n = 0; n < 1000; n++) seen.add(hashText('x'.repeat(n), 'seed'));
  expect(seen.size).toBe(101_000);
  expect(hashText('a', 'b')).not.toBe(hashText('b', 'a'));
});

function inputOf(sent: WireRequest): number {
  const blocks = [...sent.tools, ...sent.system, ...sent.messages.flatMap((message) => message.blocks)];
  const { tools = 0, messages: between = 0, tail = 0 } = sent.overhead ?? {};
  return blocks.reduce((sum, { tokens }) => sum + tokens, 0) + (sent.tools.length > 0 ? tools : 0) + between + tail;
}
