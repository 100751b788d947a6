// What holds for every sequence of requests to Gemini: of the implicit cache, which is promised to nobody, and of explicit ones.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolveModel } from '../../../../server/src/engine/catalog/index.ts';
import { priceTick } from '../../../../server/src/engine/estimate/index.ts';
import {
  createGeminiCache,
  emptyGeminiCache,
  extendGeminiCache,
  type GeminiError,
  type GeminiOptions,
  type GeminiPart,
  type GeminiRequest,
  type GeminiState,
  geminiTokenHours,
  inputTokens,
  simulateGemini,
  type TickUsage,
} from '../../../../server/src/engine/simulator/index.ts';

const models = ['gemini-3.6-flash', 'gemini-2.5-pro'] as const;
const part: fc.Arbitrary<GeminiPart> = fc
  .record({ name: fc.constantFrom('a', 'b', 'c'), tokens: fc.integer({ min: 1, max: 3000 }) })
  // Equal bytes have equal tokens.
  .map(({ name, tokens }) => ({ text: `${name}${tokens}`, tokens }));
const parts = fc.array(part, { maxLength: 6 });
const someParts = fc.array(part, { minLength: 1, maxLength: 6 });
const anyRequest: fc.Arbitrary<GeminiRequest> = fc.record({
  model: fc.constantFrom(...models),
  head: fc.array(part, { maxLength: 3 }),
  contents: parts,
  outputTokens: fc.nat(500),
});
const options: fc.Arbitrary<Partial<GeminiOptions>> = fc.record({
  minimumPrefixTokens: fc.constantFrom(1, 1024, 4096),
  implicitSeconds: fc.constantFrom(60, 300),
  implicit: fc.constantFrom('assume-hit' as const, 'assume-miss' as const),
});
const names = fc.constantFrom('one', 'two');
const step = fc.oneof(
  fc.record({ kind: fc.constant('ask' as const), request: anyRequest }),
  fc.record({ kind: fc.constant('ask' as const), request: fc.constant(requestOf([part3000('a'), part3000('b')])) }),
  fc.record({ kind: fc.constant('use' as const), name: names, model: fc.constantFrom(...models), contents: parts }),
  fc.record({
    kind: fc.constant('make' as const),
    name: names,
    model: fc.constantFrom(...models),
    parts: someParts,
    ttlSeconds: fc.integer({ min: 1, max: 900 }),
  }),
  fc.record({ kind: fc.constant('extend' as const), name: names, ttlSeconds: fc.integer({ min: 1, max: 900 }) }),
);
const steps = fc.array(fc.tuple(fc.nat(500), step), { minLength: 1, maxLength: 12 });

describe('every sequence', () => {
  test('read + fresh = input, nothing is written at a price of its own, and neither tokens nor the bill are negative', () => {
    fc.assert(
      fc.property(steps, options, (sequence, given) => {
        const bills: TickUsage[] = [];
        let state: GeminiState = emptyGeminiCache;
        let time = 0;
        for (const [gap, one] of sequence) {
          time += gap * 1000;
          if (one.kind === 'extend') {
            state = extendGeminiCache(state, one.name, time, one.ttlSeconds);
            continue;
          }
          const cached = one.kind === 'use' ? (state.caches.get(one.name)?.tokens ?? 0) : 0;
          const result =
            one.kind === 'make'
              ? createGeminiCache(state, one, time, given)
              : simulateGemini(state, one.kind === 'ask' ? one.request : useOf(one), time, given);
          if ('error' in result) continue;
          const sent = one.kind === 'ask' ? [...one.request.head, ...one.request.contents] : partsOf(one);
          expect(inputTokens(result.usage)).toBe(sum(sent) + cached);
          expect(result.usage).toMatchObject({ write5m: 0, write1h: 0 });
          expect(Math.min(result.usage.read, result.usage.fresh)).toBeGreaterThanOrEqual(0);
          if (one.kind === 'ask' && given.implicit === 'assume-miss') expect(result.usage.read).toBe(0);
          bills.push(result.usage);
          state = result.state;
          for (const name of state.caches.keys()) {
            for (const at of [0, time, time + 1e7]) expect(geminiTokenHours(state, name, at)).toBeGreaterThanOrEqual(0);
          }
        }
        for (const name of models) {
          const model = resolveModel(name);
          for (const usage of bills) expect(model !== undefined && (priceTick(model, usage) ?? -1n) >= 0n).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('the state that went in is not touched, and equal inputs give equal results', () => {
    fc.assert(
      fc.property(steps, options, (sequence, given) => {
        let state: GeminiState = emptyGeminiCache;
        for (const [gap, one] of sequence) {
          if (one.kind !== 'ask') continue;
          const before = JSON.stringify(state.traces);
          const first = ok(simulateGemini(state, one.request, gap, given));
          const second = ok(simulateGemini(state, structuredClone(one.request), gap, given));
          expect(JSON.stringify(state.traces)).toBe(before);
          expect(second).toEqual(first);
          state = first.state;
        }
      }),
    );
  });
});

describe('the implicit cache, where it hits', () => {
  const hits = { minimumPrefixTokens: 1, implicit: 'assume-hit' } as const;

  test('a pure append reads what the request before it was, and never less than that one read', () => {
    fc.assert(
      fc.property(anyRequest, someParts, options, (sent, more, given) => {
        const hit = { ...given, implicit: 'assume-hit' as const };
        const first = ok(simulateGemini(emptyGeminiCache, sent, 0, hit));
        const again = ok(simulateGemini(first.state, sent, 5000, hit));
        const grown = ok(simulateGemini(again.state, { ...sent, contents: [...sent.contents, ...more] }, 10_000, hit));
        const input = sum([...sent.head, ...sent.contents]);
        expect(grown.usage.read).toBeGreaterThanOrEqual(again.usage.read);
        expect(grown.usage.read).toBe(input >= (given.minimumPrefixTokens ?? 0) ? input : 0);
      }),
      { numRuns: 300 },
    );
  });

  test('a changed byte reads nothing at or behind it, and all that stands before it', () => {
    fc.assert(
      fc.property(anyRequest, fc.nat(20), (sent, pick) => {
        const all = [...sent.head, ...sent.contents];
        fc.pre(all.length > 0);
        const at = pick % all.length;
        const change = (from: number) => (one: GeminiPart, index: number) =>
          from + index === at ? { ...one, text: `${one.text}!` } : one;
        const first = ok(simulateGemini(emptyGeminiCache, sent, 0, hits));
        const changed = {
          ...sent,
          head: sent.head.map(change(0)),
          contents: sent.contents.map(change(sent.head.length)),
        };
        expect(ok(simulateGemini(first.state, changed, 5000, hits)).usage.read).toBe(sum(all.slice(0, at)));
      }),
      { numRuns: 300 },
    );
  });

  test('nothing is read past its lifetime, by another model, or below the minimum', () => {
    fc.assert(
      fc.property(anyRequest, fc.integer({ min: 1, max: 900 }), fc.nat(2000), (sent, implicitSeconds, seconds) => {
        const given = { ...hits, implicitSeconds };
        const first = ok(simulateGemini(emptyGeminiCache, sent, 0, given));
        const input = sum([...sent.head, ...sent.contents]);
        const read = (request: GeminiRequest, more: Partial<GeminiOptions> = {}) =>
          ok(simulateGemini(first.state, request, seconds * 1000, { ...given, ...more })).usage.read;
        expect(read(sent)).toBe(seconds < implicitSeconds ? input : 0);
        expect(read({ ...sent, model: 'gemini-3.8-flash' })).toBe(0);
        expect(read(sent, { minimumPrefixTokens: input + 1 })).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  test('requests of one time are taken in their order: only the later one may read the earlier', () => {
    fc.assert(
      fc.property(anyRequest, someParts, (sent, more) => {
        const longer = { ...sent, contents: [...sent.contents, ...more] };
        const input = sum([...sent.head, ...sent.contents]);
        for (const [one, other] of [
          [sent, longer],
          [longer, sent],
        ] as const) {
          const first = ok(simulateGemini(emptyGeminiCache, one, 0, hits));
          expect(first.usage.read).toBe(0);
          expect(ok(simulateGemini(first.state, other, 0, hits)).usage.read).toBe(input);
        }
      }),
    );
  });
});

describe('explicit caches', () => {
  const cache = fc.record({
    name: names,
    model: fc.constantFrom(...models),
    parts: someParts,
    ttlSeconds: fc.integer({ min: 1, max: 7200 }),
  });
  const given = { minimumPrefixTokens: 1 };

  test('each request reads the whole cache until it expires, appended contents or not, and then is refused', () => {
    fc.assert(
      fc.property(cache, parts, parts, fc.nat(9000), (made, contents, more, seconds) => {
        const { state } = ok(createGeminiCache(emptyGeminiCache, made, 0, given));
        for (const asked of [contents, [...contents, ...more]]) {
          const result = simulateGemini(state, useOf({ ...made, contents: asked }), seconds * 1000, given);
          if (seconds >= made.ttlSeconds) expect(result).toMatchObject({ error: { status: 403 } });
          else expect(ok(result).usage).toMatchObject({ read: sum(made.parts), fresh: sum(asked) });
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a changed lifetime counts from the change, and what has expired stays away', () => {
    fc.assert(
      fc.property(cache, fc.nat(9000), fc.integer({ min: 1, max: 7200 }), fc.nat(9000), (made, at, ttl, wait) => {
        const { state } = ok(createGeminiCache(emptyGeminiCache, made, 0, given));
        const changed = extendGeminiCache(state, made.name, at * 1000, ttl);
        const isLive = at < made.ttlSeconds && wait < ttl;
        const result = simulateGemini(changed, useOf({ ...made, contents: [] }), (at + wait) * 1000, given);
        expect('error' in result).toBe(!isLive);
        const hours = geminiTokenHours(changed, made.name, 1e9);
        expect(hours).toBeCloseTo((sum(made.parts) * (at < made.ttlSeconds ? at + ttl : made.ttlSeconds)) / 3600, 6);
      }),
      { numRuns: 300 },
    );
  });

  test('it is not there before it is made, though both happen at one time', () => {
    fc.assert(
      fc.property(cache, parts, (made, contents) => {
        const asked = useOf({ ...made, contents });
        expect(simulateGemini(emptyGeminiCache, asked, 0, given)).toMatchObject({ error: { status: 403 } });
        const { state } = ok(createGeminiCache(emptyGeminiCache, made, 0, given));
        expect(ok(simulateGemini(state, asked, 0, given)).usage.read).toBe(sum(made.parts));
      }),
    );
  });
});

function ok<Done extends object>(result: Done | { readonly error: GeminiError }): Done {
  if ('error' in result) throw new Error(result.error.message);
  return result;
}

function useOf(one: { readonly name: string; readonly model: string; readonly contents: readonly GeminiPart[] }) {
  return { model: one.model, head: [], contents: one.contents, cachedContent: one.name } satisfies GeminiRequest;
}

function partsOf(one: { readonly parts: readonly GeminiPart[] } | { readonly contents: readonly GeminiPart[] }) {
  return 'parts' in one ? one.parts : one.contents;
}

/** One of few, so that sequences repeat themselves. */
function part3000(name: string): GeminiPart {
  return { text: `${name}3000`, tokens: 3000 };
}

function requestOf(contents: readonly GeminiPart[]): GeminiRequest {
  return { model: models[0], head: [], contents };
}

function sum(all: readonly GeminiPart[]): number {
  return all.reduce((total, { tokens }) => total + tokens, 0);
}
