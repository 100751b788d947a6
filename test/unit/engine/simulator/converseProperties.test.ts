// What holds for every sequence of requests to Bedrock's Converse, wherever its cache points stand.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resolveModel } from '../../../../server/src/engine/catalog/index.ts';
import { priceTick } from '../../../../server/src/engine/estimate/index.ts';
import {
  type CacheState,
  type ConverseBlock,
  type ConverseOptions,
  type ConverseRequest,
  converseUsage,
  emptyCache,
  inputTokens,
  simulateConverse,
  type WireBlock,
} from '../../../../server/src/engine/simulator/index.ts';
import { ok } from './requests.ts';

interface Pointed {
  readonly block: WireBlock;
  readonly hasPoint: boolean;
}

interface PointedMessage {
  readonly role: 'user' | 'assistant';
  readonly blocks: readonly Pointed[];
}

const blockOf = (...types: readonly string[]): fc.Arbitrary<Pointed> =>
  fc
    .record({
      type: fc.constantFrom(...types),
      name: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      tokens: fc.integer({ min: 1, max: 900 }),
      hasPoint: fc.nat(3).map((one) => one === 0),
    })
    // Equal bytes have equal tokens.
    .map(({ type, name, tokens, hasPoint }) => ({ block: { type, text: `${name}${tokens}`, tokens }, hasPoint }));
const messages: fc.Arbitrary<PointedMessage[]> = fc.array(
  fc.oneof(
    fc.record({
      role: fc.constant('user' as const),
      blocks: fc.array(blockOf('text', 'tool_result'), { minLength: 1, maxLength: 4 }),
    }),
    fc.record({
      role: fc.constant('assistant' as const),
      blocks: fc.array(blockOf('text', 'tool_use'), { minLength: 1, maxLength: 4 }),
    }),
  ),
  { minLength: 1, maxLength: 8 },
);
/** At most four points, those of an hour before those of five minutes: nothing that the service would refuse. */
const anyRequest: fc.Arbitrary<ConverseRequest> = fc
  .record({
    tools: fc.array(blockOf('tool'), { maxLength: 3 }),
    system: fc.array(blockOf('text'), { maxLength: 3 }),
    messages,
    hours: fc.nat(4),
    tail: fc.nat(5),
  })
  .map(({ tools, system, messages: all, hours, tail }) => {
    let points = 0;
    const placed = (blocks: readonly Pointed[]): readonly ConverseBlock[] =>
      blocks.flatMap(({ block, hasPoint }): readonly ConverseBlock[] => {
        if (!hasPoint || points === 4) return [block];
        points++;
        return [block, { cachePoint: { type: 'default', ...(points <= hours ? { ttl: '1h' } : {}) } }];
      });
    return {
      model: 'anthropic.claude-opus-5',
      tools: placed(tools),
      system: placed(system),
      messages: all.map(({ role, blocks }) => ({ role, blocks: placed(blocks) })),
      maxTokens: 100,
      outputTokens: 7,
      overhead: { tools: 100, messages: 4, tail },
    };
  });
const options: fc.Arbitrary<ConverseOptions> = fc.record({
  minimumPrefixTokens: fc.constantFrom(1, 512, 1024),
  runCollapse: fc.boolean(),
  refreshShorterEntries: fc.boolean(),
  lookupCrossesLevels: fc.boolean(),
});
const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), anyRequest), { minLength: 1, maxLength: 6 });

test('read + write + fresh = input, in the fields of the service too; nothing is negative, and neither is the bill', () => {
  const model = resolveModel('anthropic.claude-opus-4-6-v1');
  fc.assert(
    fc.property(steps, options, (sequence, given) => {
      let state: CacheState = emptyCache;
      let seconds = 0;
      for (const [gap, sent] of sequence) {
        seconds += gap;
        const result = ok(simulateConverse(state, sent, seconds * 1000, given));
        const { usage } = result;
        expect(inputTokens(usage)).toBe(inputOf(sent));
        expect(Math.min(usage.read, usage.write5m, usage.write1h, usage.fresh)).toBeGreaterThanOrEqual(0);
        expect(model !== undefined && (priceTick(model, usage) ?? -1n) >= 0n).toBe(true);
        const own = converseUsage(usage);
        const { inputTokens: fresh, cacheReadInputTokens: read, cacheWriteInputTokens: written } = own;
        expect(fresh + read + written).toBe(inputOf(sent));
        expect(own.totalTokens).toBe(inputOf(sent) + own.outputTokens);
        expect(own.cacheDetails.reduce((sum, detail) => sum + detail.inputTokens, 0)).toBe(written);
        state = result.state;
      }
    }),
    { numRuns: 300 },
  );
});

test('the same request again reads all that the first one cached, and a pure append behind its points no less', () => {
  fc.assert(
    fc.property(anyRequest, messages, options, (sent, more, given) => {
      const first = ok(simulateConverse(emptyCache, sent, 0, given));
      const again = ok(simulateConverse(first.state, sent, 10_000, given));
      expect(again.usage.read).toBe(first.diagnostics.cached);
      // What was the end of a run, where its point took effect, may lie inside of it now.
      fc.pre(given.runCollapse !== true || typeOfLast(sent) !== more[0]?.blocks[0]?.block.type);
      expect(ok(simulateConverse(again.state, append(sent, more), 20_000, given)).usage.read).toBe(again.usage.read);
    }),
    { numRuns: 300 },
  );
});

test('a point that moves to the end of a pure append finds the earlier one as far as the look-back reaches', () => {
  const given = { minimumPrefixTokens: 1 };
  fc.assert(
    fc.property(anyRequest, messages, (sent, more) => {
      const place = lastPoint(sent);
      fc.pre(place !== undefined);
      const first = ok(simulateConverse(emptyCache, sent, 0, given));
      const grown = withoutPoints(append(sent, more));
      const last = grown.messages.length - 1;
      const moved = {
        ...grown,
        messages: grown.messages.map((one, at) =>
          at === last ? { ...one, blocks: [...one.blocks, { cachePoint: {} }] } : one,
        ),
      };
      const { read } = ok(simulateConverse(first.state, moved, 10_000, given)).usage;
      // The marked block is the first of twenty positions.
      expect(read).toBe(blocksOf(moved).length - place < 20 ? first.diagnostics.cached : 0);
    }),
    { numRuns: 300 },
  );
});

test('nothing is read past its lifetime: five minutes, or an hour where a point asks for it', () => {
  fc.assert(
    fc.property(anyRequest, options, fc.integer({ min: 300, max: 3599 }), (sent, given, seconds) => {
      const first = ok(simulateConverse(emptyCache, sent, 0, given));
      const at = (time: number) => ok(simulateConverse(first.state, sent, time * 1000, given)).usage.read;
      expect(at(seconds)).toBe(first.usage.write1h);
      expect(at(3600)).toBe(0);
    }),
    { numRuns: 300 },
  );
});

test('a changed byte before a cache point reads nothing at or behind it', () => {
  fc.assert(
    fc.property(anyRequest, options, fc.nat(40), (sent, given, pick) => {
      const first = ok(simulateConverse(emptyCache, sent, 0, given));
      const all = blocksOf(sent);
      const target = all[pick % all.length];
      const change = (blocks: readonly ConverseBlock[]): readonly ConverseBlock[] =>
        blocks.map((one) => (one === target ? { ...target, text: `!${target.text}` } : one));
      const changed = {
        ...sent,
        tools: change(sent.tools),
        system: change(sent.system),
        messages: sent.messages.map(({ role, blocks }) => ({ role, blocks: change(blocks) })),
      };
      const before = target === undefined ? 0 : inputBefore(sent, target);
      expect(ok(simulateConverse(first.state, changed, 10_000, given)).usage.read).toBeLessThanOrEqual(before);
    }),
    { numRuns: 300 },
  );
});

test('requests of one time are taken in their order: the first writes, the second reads or, before its first token, writes too', () => {
  fc.assert(
    fc.property(anyRequest, fc.boolean(), (sent, isReadable) => {
      const given = { minimumPrefixTokens: 1, firstTokenMilliseconds: isReadable ? 0 : 1000 };
      const first = ok(simulateConverse(emptyCache, sent, 0, given));
      const second = ok(simulateConverse(first.state, sent, 0, given));
      expect(first.usage.read).toBe(0);
      expect(second.usage.read).toBe(isReadable ? first.diagnostics.cached : 0);
    }),
    { numRuns: 200 },
  );
});

function append(sent: ConverseRequest, more: readonly PointedMessage[]): ConverseRequest {
  const added = more.map(({ role, blocks }) => ({ role, blocks: blocks.map(({ block }) => block) }));
  return { ...sent, messages: [...sent.messages, ...added] };
}

function typeOfLast(sent: ConverseRequest): string | undefined {
  return blocksOf(sent).at(-1)?.type;
}

function isBlock(one: ConverseBlock): one is WireBlock {
  return !('cachePoint' in one);
}

function allOf(sent: ConverseRequest): readonly ConverseBlock[] {
  return [...sent.tools, ...sent.system, ...sent.messages.flatMap(({ blocks }) => blocks)];
}

function blocksOf(sent: ConverseRequest): readonly WireBlock[] {
  return allOf(sent).filter(isBlock);
}

/** How many blocks stand in front of the last cache point. */
function lastPoint(sent: ConverseRequest): number | undefined {
  const all = allOf(sent);
  const at = all.findLastIndex((one) => !isBlock(one));
  return at < 0 ? undefined : all.slice(0, at).filter(isBlock).length;
}

function withoutPoints(sent: ConverseRequest): ConverseRequest {
  return {
    ...sent,
    tools: sent.tools.filter(isBlock),
    system: sent.system.filter(isBlock),
    messages: sent.messages.map(({ role, blocks }) => ({ role, blocks: blocks.filter(isBlock) })),
  };
}

function inputOf(sent: ConverseRequest): number {
  const { tools = 0, messages: between = 0, tail = 0 } = sent.overhead ?? {};
  return sum(blocksOf(sent)) + (sent.tools.length > 0 ? tools : 0) + between + tail;
}

/** Tokens in front of a block, with those that the service adds before it. */
function inputBefore(sent: ConverseRequest, block: WireBlock): number {
  const all = blocksOf(sent);
  const { tools = 0, messages: between = 0 } = sent.overhead ?? {};
  const isInMessages = sent.messages.some(({ blocks }) => blocks.includes(block));
  return sum(all.slice(0, all.indexOf(block))) + (sent.tools.length > 0 ? tools : 0) + (isInMessages ? between : 0);
}

function sum(blocks: readonly WireBlock[]): number {
  return blocks.reduce((total, { tokens }) => total + tokens, 0);
}
