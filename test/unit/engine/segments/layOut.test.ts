// Requests in wire order: where segments are cut, what is stable, what breaks the prefix, where the breakpoints stand.
import { describe, expect, test } from 'vitest';
import type { Layout, Segment } from '../../../../server/src/engine/model/index.ts';
import { recognize } from '../../../../server/src/engine/recognizers/index.ts';
import { layOut } from '../../../../server/src/engine/segments/index.ts';
import { showSegments } from '../../../harness/showBlocks.ts';
import {
  choice,
  hole,
  keywords,
  list,
  opaque,
  type PlainRecord,
  place,
  repeated,
  site,
  sometimes,
  source,
  text,
  volatility,
} from '../../../harness/values.ts';

const ephemeral = { type: 'ephemeral' };
const clock = () => hole('Date.now()', volatility('call'), 'clock');
const hello = [{ role: 'user', content: 'Hello' }];

function layout(options: PlainRecord): Layout {
  const found = recognize(
    site('anthropic:Anthropic.().messages.create', keywords({ model: 'claude-sonnet-5', ...options })),
  );
  if (found === undefined) throw new Error('not recognized');
  return layOut(found.request);
}

function volatile(found: Layout): Segment | undefined {
  return found.firstVolatile === undefined ? undefined : found.segments[found.firstVolatile];
}

describe('order and cutting', () => {
  test('tools, system, messages, whatever the order of the options', () => {
    const found = layout({ messages: hello, system: 'Rules', tools: [{ name: 'a' }] });
    expect(showSegments(found)).toEqual(['tools text "{"name":"a"}"', 'system text "Rules"', 'messages text "Hello"']);
    expect(found.segments.map((segment) => segment.index)).toEqual([0, 1, 2]);
    expect(found.segments.map((segment) => segment.block)).toEqual([0, 1, 2]);
    expect(found.stableSegments).toBe(3);
    expect(found).not.toHaveProperty('firstVolatile');
  });

  test('another order of the provider', () => {
    const call = site(
      'anthropic:Anthropic.().messages.create',
      keywords({ messages: hello, system: 'Rules', tools: [{ name: 'a' }] }),
    );
    const request = recognize(call)?.request;
    const levels = request && layOut(request, ['system', 'tools', 'messages']).segments.map((segment) => segment.level);
    expect(levels).toEqual(['system', 'tools', 'messages']);
  });

  test('literals join, holes stand alone', () => {
    const found = layout({ system: text('a', 'b', clock(), 'c', hole('x'), hole('y')), messages: hello });
    expect(showSegments(found).slice(0, -1)).toEqual([
      'system text "ab"',
      'system hole "«Date.now()»"',
      'system text "c"',
      'system hole "«x»"',
      'system hole "«y»"',
    ]);
  });

  test('segments never span blocks', () => {
    const found = layout({
      system: [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
      messages: hello,
    });
    expect(found.segments.map((segment) => segment.block)).toEqual([0, 1, 2]);
  });

  test('a block without text is one empty segment', () => {
    const found = layout({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image', source: {} },
            { type: 'text', text: '' },
          ],
        },
      ],
    });
    expect(showSegments(found)).toEqual(['messages text ""', 'messages text ""']);
    expect(found.blocks.map((block) => block.type)).toEqual(['image', 'text']);
  });

  test('a choice changes with what decides it and with its texts', () => {
    const decided = choice(volatility('request'), 'Short.', 'Long.');
    expect(layout({ system: decided, messages: hello }).segments[0]).toMatchObject({
      kind: 'choice',
      volatility: { changes: 'request' },
    });
    const inner = choice(volatility('never'), 'Short.', text(clock()));
    expect(layout({ system: inner, messages: hello }).segments[0]).toMatchObject({
      kind: 'choice',
      volatility: { changes: 'call' },
      source: { label: 'Date.now()' },
    });
  });
});

describe('what is stable', () => {
  test('a clock in the system prompt breaks the prefix there', () => {
    const found = layout({ system: text('Rules. Now ', clock(), '. More.'), messages: hello });
    expect(found.stableSegments).toBe(1);
    expect(volatile(found)).toMatchObject({ index: 1, source: { label: 'Date.now()' } });
  });

  test.each([
    ['once a day', volatility('day'), true],
    ['once a process', volatility('process'), false],
    ['per user', volatility('never', { varies: 'user' }), true],
    ['likely per request', volatility('request', { sureness: 'likely' }), true],
  ])('text that changes %s', (_name, how, breaks) => {
    const found = layout({ system: text('Rules ', hole('x', how)), messages: hello });
    expect(found.firstVolatile).toBe(breaks ? 1 : undefined);
    expect(found.stableSegments).toBe(breaks ? 1 : 3);
  });

  test('the unknown ends what is known to be stable, but breaks nothing', () => {
    const found = layout({ system: text('Rules ', hole('extra'), ' More ', clock()), messages: hello });
    expect(found.stableSegments).toBe(1);
    expect(found.firstVolatile).toBe(3);
  });

  test('nothing is known behind unlisted tools', () => {
    const tools = list([{ name: 'a' }], () => ({ rest: opaque('mcp', 'external') }));
    const found = layout({ tools, system: 'Rules', messages: hello });
    expect(showSegments(found)).toEqual([
      'tools text "{"name":"a"}"',
      'tools open "«mcp»"',
      'system text "Rules"',
      'messages text "Hello"',
    ]);
    expect(found.stableSegments).toBe(1);
    expect(found).not.toHaveProperty('firstVolatile');
    expect(found.blocks[1]).toMatchObject({ level: 'tools', type: 'tool', presence: 'sometimes', repeated: true });
  });

  test('unlisted tools that are fetched anew break the prefix', () => {
    const rest = opaque('client.listTools()', 'external', volatility('request'));
    const found = layout({ tools: list([{ name: 'a' }], () => ({ rest })), messages: hello });
    expect(found.firstVolatile).toBe(0);
    expect(volatile(found)?.kind).toBe('open');
  });

  test('an order that is not pinned is not known to be stable, but no text changes', () => {
    const order = { fixed: false, why: 'a set has no order', place: place() } as const;
    const two = layout({ tools: list([{ name: 'a' }, { name: 'b' }], { order }), messages: hello });
    expect(two.stableSegments).toBe(0);
    expect(two).not.toHaveProperty('firstVolatile');
    expect(layout({ tools: list([{ name: 'a' }], { order }), messages: hello }).stableSegments).toBe(2);
    expect(layout({ tools: list([repeated({ name: 'a' })], { order }), messages: hello }).stableSegments).toBe(0);
  });

  test('in a list whose members vary, the ones that come and go break it', () => {
    const membershipSource = source('req.mode', 'request');
    const tools = list([{ name: 'a' }, sometimes({ name: 'b' }), { name: 'c' }], {
      membership: volatility('request'),
      membershipSource,
    });
    const found = layout({ tools, messages: hello });
    expect(found.firstVolatile).toBe(1);
    expect(volatile(found)?.source?.label).toBe('req.mode');
    expect(found.stableSegments).toBe(1);
  });

  test('when none is told apart, any may be the one', () => {
    const tools = list([{ name: 'a' }, { name: 'b' }], { membership: volatility('request') });
    expect(layout({ tools, messages: hello }).firstVolatile).toBe(0);
  });

  test('turns of a conversation stay where they are, though their number varies', () => {
    const found = layout({ messages: list(hello, { membership: volatility('call') }) });
    expect(found.stableSegments).toBe(1);
    expect(found).not.toHaveProperty('firstVolatile');
  });

  test('a condition that never changes while the process lives keeps the prefix', () => {
    const system = [{ type: 'text', text: 'a' }, choice(volatility('process'), { type: 'text', text: 'b' }, undefined)];
    const found = layout({ system, messages: hello });
    expect(found.segments[1]).toMatchObject({ presence: 'sometimes', volatility: { changes: 'process' } });
    expect(found.stableSegments).toBe(3);
  });

  test('a condition of the request breaks it', () => {
    const system = [{ type: 'text', text: 'a' }, choice(volatility('request'), { type: 'text', text: 'b' }, undefined)];
    expect(layout({ system, messages: hello }).firstVolatile).toBe(1);
  });
});

describe('breakpoints', () => {
  test('stand behind all segments of their block', () => {
    const system = [
      { type: 'text', text: text('a', clock()), cache_control: ephemeral },
      { type: 'text', text: 'b' },
    ];
    const found = layout({ tools: [{ name: 'a', cache_control: ephemeral }], system, messages: hello });
    expect(found.breakpoints.map(({ block, after }) => [block, after])).toEqual([
      [0, 1],
      [1, 3],
    ]);
    expect(found.breakpoints[1]?.mark).toBe(found.blocks[1]?.mark);
  });

  test('all of them are kept, however many', () => {
    const content = Array.from({ length: 6 }, () => ({ type: 'text', text: 'a', cache_control: ephemeral }));
    expect(layout({ messages: [{ role: 'user', content }] }).breakpoints).toHaveLength(6);
  });

  test('automatic caching ends the request, also behind unlisted messages', () => {
    const rest = opaque('history', 'mutable-state');
    const listed = layout({ messages: list(hello, { rest }), cache_control: ephemeral });
    expect(listed.breakpoints).toMatchObject([{ block: 1, after: 2, mark: { automatic: true, ttl: '5m' } }]);
    const open = layout({ system: 'Rules', messages: rest, cache_control: ephemeral });
    expect(open.breakpoints).toMatchObject([{ block: 1, after: 2, mark: { automatic: true } }]);
  });

  test('automatic caching does nothing where a mark stands already', () => {
    const messages = [{ role: 'user', content: [{ type: 'text', text: 'a', cache_control: ephemeral }] }];
    expect(layout({ messages, cache_control: ephemeral }).breakpoints).toMatchObject([{ mark: { automatic: false } }]);
  });

  test('there are none without marks', () => {
    expect(layout({ system: 'Rules', messages: hello }).breakpoints).toEqual([]);
  });
});
