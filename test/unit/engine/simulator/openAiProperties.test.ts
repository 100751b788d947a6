// What holds for every sequence of requests to OpenAI, whatever the generation and the open questions.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resolveModel } from '../../../../server/src/engine/catalog/index.ts';
import { priceTick } from '../../../../server/src/engine/estimate/index.ts';
import {
  emptyOpenAiCache,
  inputTokens,
  type OpenAiMessage,
  type OpenAiOptions,
  type OpenAiState,
  type OpenAiWireRequest,
  simulateOpenAi,
} from '../../../../server/src/engine/simulator/index.ts';

const part = fc
  .record({
    name: fc.constantFrom('a', 'b', 'c', 'd'),
    tokens: fc.integer({ min: 1, max: 1500 }),
    isMarked: fc.boolean(),
  })
  .map(({ name, tokens, isMarked }) => ({
    type: 'text',
    // Equal bytes have equal tokens.
    text: `${name}${tokens}`,
    tokens,
    ...(isMarked ? { breakpoint: {} } : {}),
  }));
const messages: fc.Arbitrary<OpenAiMessage[]> = fc.array(
  fc.record({
    role: fc.constantFrom('developer' as const, 'user' as const, 'assistant' as const, 'tool' as const),
    parts: fc.array(part, { minLength: 1, maxLength: 3 }),
  }),
  { maxLength: 8 },
);
const anyRequest: fc.Arbitrary<OpenAiWireRequest> = fc.record({
  model: fc.constant('gpt-4o'),
  tools: fc.array(
    part.map(({ breakpoint: _, ...tool }) => tool),
    { maxLength: 2 },
  ),
  params: fc.record({ reasoningEffort: fc.constantFrom('low', 'high') }),
  messages,
  key: fc.constantFrom('', 'k'),
  cache: fc.record({ mode: fc.constantFrom('implicit' as const, 'explicit' as const) }),
  overhead: fc.record({ tools: fc.nat(90), messages: fc.nat(9), tail: fc.nat(3) }),
});
const options: fc.Arbitrary<Partial<OpenAiOptions>> = fc.record({
  generation: fc.constantFrom('breakpoints' as const, 'intervals' as const, 'prefix' as const),
  minimumPrefixTokens: fc.constantFrom(1, 1024),
  lookup: fc.constantFrom('latest-80' as const, 'guide' as const),
  implicitWrites: fc.constantFrom('latest' as const, 'latest-and-developer' as const),
  bestEffort: fc.constantFrom('assume-hit' as const, 'assume-miss' as const),
  matchInsideParts: fc.boolean(),
});
const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 2000 }), anyRequest), { minLength: 1, maxLength: 6 });

test('read + written + fresh = input, nothing is negative, and neither is the bill', () => {
  const model = resolveModel('gpt-5');
  fc.assert(
    fc.property(steps, options, (sequence, given) => {
      let state: OpenAiState = emptyOpenAiCache;
      let seconds = 0;
      for (const [gap, sent] of sequence) {
        seconds += gap;
        const { usage, state: after } = simulateOpenAi(state, sent, seconds * 1000, given);
        const { write30m = 0, write12h = 0 } = usage;
        expect(inputTokens(usage)).toBe(inputOf(sent));
        expect(Math.min(usage.read, usage.fresh, write30m, write12h)).toBeGreaterThanOrEqual(0);
        if (given.generation !== 'breakpoints') {
          expect(model !== undefined && (priceTick(model, usage) ?? -1n) >= 0n).toBe(true);
        }
        state = after;
      }
    }),
    { numRuns: 300 },
  );
});

test('nothing is read past its lifetime, and no other request reads at or behind a changed byte', () => {
  fc.assert(
    fc.property(anyRequest, options, fc.nat(20), (sent, given, at) => {
      const first = simulateOpenAi(emptyOpenAiCache, sent, 0, given);
      expect(simulateOpenAi(first.state, sent, 90_000_000, given).usage.read).toBe(0);
      const all = sent.messages.flatMap(({ parts }) => parts);
      if (all.length === 0) return;
      const target = all[at % all.length];
      let before = sent.tools.length > 0 ? (sent.overhead?.tools ?? 0) : 0;
      for (const tool of sent.tools) before += tool.tokens;
      before += sent.overhead?.messages ?? 0;
      for (const one of all.slice(0, all.indexOf(target as (typeof all)[number]))) before += one.tokens;
      const changed = {
        ...sent,
        messages: sent.messages.map(({ role, parts }) => ({
          role,
          parts: parts.map((one) => (one === target ? { ...one, text: `!${one.text}` } : one)),
        })),
      };
      expect(simulateOpenAi(first.state, changed, 5000, given).usage.read).toBeLessThanOrEqual(before);
    }),
    { numRuns: 300 },
  );
});

test('a pure append never reads less than the request before it did', () => {
  fc.assert(
    fc.property(anyRequest, messages, options, (sent, more, given) => {
      const first = simulateOpenAi(emptyOpenAiCache, sent, 0, given);
      const again = simulateOpenAi(first.state, sent, 5000, given);
      const grown = { ...sent, messages: [...sent.messages, ...more] };
      const marks = grown.messages.flatMap(({ parts }) => parts).filter((one) => 'breakpoint' in one).length;
      const ends = grown.messages.length;
      // Beyond eighty boundaries the lookup ends; the guide's counts end sooner.
      if (marks + ends > 80 || given.lookup === 'guide') return;
      expect(simulateOpenAi(again.state, grown, 10_000, given).usage.read).toBeGreaterThanOrEqual(
        isCutInsideRun(sent, more) ? 0 : again.usage.read,
      );
    }),
    { numRuns: 300 },
  );
});

/** What was the end of a run of tool outputs, or of the first developer messages, may lie inside of it now. */
function isCutInsideRun(sent: OpenAiWireRequest, more: readonly OpenAiMessage[]): boolean {
  const last = sent.messages.at(-1)?.role;
  const next = more[0]?.role;
  return (last === 'tool' && next === 'tool') || (last === 'developer' && next === 'developer');
}

function inputOf({ tools, messages: all, overhead }: OpenAiWireRequest): number {
  const parts = [...tools, ...all.flatMap((one) => one.parts)];
  const added = (tools.length > 0 ? (overhead?.tools ?? 0) : 0) + (overhead?.messages ?? 0) + (overhead?.tail ?? 0);
  return parts.reduce((sum, { tokens }) => sum + tokens, added);
}
