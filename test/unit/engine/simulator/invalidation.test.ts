// What a change between two requests loses, and the reason that is named.
import { describe, expect, test } from 'vitest';
import {
  type AnthropicOptions,
  emptyCache,
  simulateAnthropic,
  type WireRequest,
} from '../../../../server/src/engine/simulator/index.ts';
import { assistant, block, ok, request, send, text, user } from './requests.ts';

const base = request({
  tools: [block('tool', 'a', 2000), block('tool', 'b', 2000, '5m')],
  system: [text('rules', 2000, '5m')],
  messages: [user(text('question', 2000, '5m'))],
});
const [toolsOnly, toolsAndSystem, everything] = [4000, 6000, 8000];

function changed(change: Partial<WireRequest>, options: Partial<AnthropicOptions> = {}) {
  const [, second] = send(
    [
      [0, base],
      [10, { ...base, ...change }],
    ],
    options,
  );
  return { read: second?.usage.read, reason: second?.diagnostics.missReason };
}

describe('invalidation table', () => {
  test.each([
    ['a tool edited', { tools: [block('tool', 'a2', 2000), block('tool', 'b', 2000, '5m')] }, 0, 'tools_changed'],
    ['tools reordered', { tools: [block('tool', 'b', 2000), block('tool', 'a', 2000, '5m')] }, 0, 'tools_changed'],
    ['a tool removed', { tools: [block('tool', 'a', 2000, '5m')] }, 0, 'tools_changed'],
    ['the model', { model: 'claude-opus-4-8' }, 0, 'model_changed'],
    ['web tools toggled', { params: { webTools: 'search' } }, toolsOnly, 'unavailable'],
    ['citations toggled', { params: { citations: true } }, toolsOnly, 'unavailable'],
    ['speed', { params: { speed: 'fast' } }, toolsOnly, 'model_changed'],
    ['the skills list', { params: { skills: 'pdf' } }, toolsOnly, 'unavailable'],
    ['the system prompt', { system: [text('other rules', 2000, '5m')] }, toolsOnly, 'system_changed'],
    ['tool_choice', { params: { toolChoice: 'none' } }, toolsAndSystem, 'unavailable'],
    ['disable_parallel_tool_use', { params: { disableParallelToolUse: true } }, toolsAndSystem, 'unavailable'],
    ['thinking', { params: { thinking: 'enabled 2048' } }, toolsAndSystem, 'unavailable'],
    ['effort', { params: { effort: 'low' } }, toolsAndSystem, 'unavailable'],
    ['the output format', { params: { outputFormat: '{}' } }, toolsAndSystem, 'unavailable'],
    ['the task budget', { params: { taskBudget: '1000' } }, toolsAndSystem, 'unavailable'],
    ['a message', { messages: [user(text('another', 2000, '5m'))] }, toolsAndSystem, 'messages_changed'],
    ['one byte of a message', { messages: [user(text('question ', 2000, '5m'))] }, toolsAndSystem, 'messages_changed'],
    ['nothing', {}, everything, undefined],
    [
      'an explicit default',
      { params: { effort: 'high', toolChoice: 'auto', speed: 'standard' } },
      everything,
      undefined,
    ],
  ] as const)('%s', (_what, change, read, reason) => {
    const result = changed(change as Partial<WireRequest>);
    expect([result.read, result.reason?.type]).toEqual([read, reason]);
  });

  test('an image anywhere loses the messages, where the option says so', () => {
    const withImage = { messages: [...base.messages, user(block('image', 'png', 1500, '5m'))] };
    expect(changed(withImage)).toMatchObject({
      read: toolsAndSystem,
      reason: { type: 'unavailable', param: 'images' },
    });
    expect(changed(withImage, { imagesInvalidate: false }).read).toBe(everything);
  });

  test('a system message appended inside the conversation keeps everything', () => {
    const withNote = { messages: [...base.messages, { role: 'system' as const, blocks: [text('note', 50, '5m')] }] };
    expect(changed(withNote)).toMatchObject({ read: everything, reason: undefined });
  });

  test('what a thinking change loses is an option', () => {
    const thinking = { params: { thinking: 'enabled 2048' } };
    expect(changed(thinking, { thinkingLoses: 'messages' }).read).toBe(toolsAndSystem);
    expect(changed(thinking, { thinkingLoses: 'system' }).read).toBe(toolsOnly);
    expect(changed(thinking, { thinkingLoses: 'tools' }).read).toBe(0);
  });
});

describe('thinking blocks and a plain user message', () => {
  const history = [
    user(text('question', 2000)),
    assistant(block('thinking', 'let me see', 300), block('tool_use', 'call', 50)),
    user(block('tool_result', 'result', 200, '5m')),
  ];
  const next = request({ messages: [...history, assistant(text('done', 20)), user(text('and now?', 30, '5m'))] });
  const first = request({ messages: history });

  test('newer models keep them: everything is read', () => {
    expect(
      send([
        [0, first],
        [10, next],
      ])[1]?.usage,
    ).toMatchObject({ read: 2550, write5m: 50 });
  });

  test('older models strip them: the messages are lost from there', () => {
    const results = send(
      [
        [0, first],
        [10, next],
      ],
      { keepsThinking: false },
    );
    expect(results[0]?.usage.write5m).toBe(2550);
    expect(results[1]?.usage).toMatchObject({ read: 0, write5m: 2300 });
    expect(results[1]?.diagnostics.missReason).toMatchObject({ type: 'messages_changed' });
  });
});

describe('reasons', () => {
  test('name the first block that differs and what it cost', () => {
    const reason = changed({ system: [text('other rules', 2000, '5m')] }).reason;
    expect(reason).toEqual({
      type: 'system_changed',
      cacheMissedInputTokens: everything - toolsOnly,
      address: { level: 'system', index: 0 },
    });
  });

  test('the earliest difference wins', () => {
    const both = { system: [text('other', 2000, '5m')], messages: [user(text('other', 2000, '5m'))] };
    expect(changed(both).reason?.type).toBe('system_changed');
  });

  test('a first request has none', () => {
    expect(ok(simulateAnthropic(emptyCache, base, 0)).diagnostics.missReason).toBeUndefined();
  });

  test('a growing conversation that reads all of it has none', () => {
    const grown = { messages: [...base.messages, assistant(text('answer', 100)), user(text('next', 100, '5m'))] };
    expect(changed(grown)).toEqual({ read: everything, reason: undefined });
  });

  test('dropping every mark is named', () => {
    const bare = request({
      tools: base.tools.map(({ mark: _mark, ...rest }) => rest),
      system: [text('rules', 2000)],
      messages: [user(text('question', 2000))],
    });
    expect(changed(bare).reason).toEqual({ type: 'no_breakpoint', cacheMissedInputTokens: everything });
  });

  test('against a named request, and one that is not known', () => {
    const { state } = ok(simulateAnthropic(emptyCache, { ...base, id: 'first' }, 0));
    const other = { ...base, system: [text('other', 2000, '5m')], id: 'second' };
    const second = ok(simulateAnthropic(state, other, 10_000));
    const third = { ...base, id: 'third' };
    expect(ok(simulateAnthropic(second.state, third, 20_000, {}, 'first')).diagnostics.missReason).toBeUndefined();
    expect(ok(simulateAnthropic(second.state, third, 20_000, {}, 'lost')).diagnostics.missReason).toEqual({
      type: 'previous_message_not_found',
    });
  });
});

describe('open questions are options', () => {
  const run = (...names: readonly string[]) => names.map((name) => block('tool_result', name, 1000));

  test('a mark inside a run of results takes effect at its end, or where it stands', () => {
    const [a, b] = [block('tool_result', 'a', 1500, '5m'), block('tool_result', 'b', 1500)];
    const sent = request({ messages: [user(a, b)] });
    expect(ok(simulateAnthropic(emptyCache, sent, 0)).usage).toMatchObject({ write5m: 3000, fresh: 0 });
    expect(ok(simulateAnthropic(emptyCache, sent, 0, { markInsideRun: 'marked-block' })).usage).toMatchObject({
      write5m: 1500,
      fresh: 1500,
    });
  });

  test('an entry inside a run is found there when marks take effect inside it', () => {
    const first = request({ messages: [user(...run('a'), block('tool_result', 'b', 1000, '5m'), ...run('c'))] });
    const second = request({ messages: [user(...run('a', 'b', 'd')), assistant(text('x', 10, '5m'))] });
    const read = (markInsideRun: 'run-end' | 'marked-block') =>
      send(
        [
          [0, first],
          [10, second],
        ],
        { markInsideRun },
      )[1]?.usage.read;
    expect([read('marked-block'), read('run-end')]).toEqual([2000, 0]);
  });

  test('a lookup ends with its level where positions do not run on', () => {
    const first = request({ system: [text('rules', 2000, '5m')], messages: [user(text('a', 10))] });
    const second = request({ system: [text('rules', 2000)], messages: [user(text('b', 10, '5m'))] });
    const read = (lookupCrossesLevels: boolean) =>
      send(
        [
          [0, first],
          [10, second],
        ],
        { lookupCrossesLevels },
      )[1]?.usage.read;
    expect([read(true), read(false)]).toEqual([2000, 0]);
  });

  test('reading a longer entry keeps the shorter ones alive, or lets them be written anew', () => {
    const sent = (question: string) =>
      request({ system: [text('rules', 2000, '5m')], messages: [user(text(question, 500, '5m'))] });
    const steps = [
      [0, sent('a')],
      [200, sent('a')],
      [400, sent('b')],
    ] as const;
    const read = (refreshShorterEntries: boolean) => send(steps, { refreshShorterEntries })[2]?.usage.read;
    expect([read(true), read(false)]).toEqual([2000, 0]);
  });

  test('the minimum may be asked of the whole request', () => {
    const sent = request({ system: [text('rules', 800, '5m')], messages: [user(text('q', 800))] });
    expect(ok(simulateAnthropic(emptyCache, sent, 0)).usage.write5m).toBe(0);
    expect(ok(simulateAnthropic(emptyCache, sent, 0, { minimumAppliesTo: 'request' })).usage.write5m).toBe(800);
  });

  test('entries may outlive their lifetime by a grace period', () => {
    const steps = [
      [0, base],
      [330, base],
    ] as const;
    expect(send(steps)[1]?.usage.read).toBe(0);
    expect(send(steps, { graceSeconds: 60 })[1]?.usage.read).toBe(everything);
  });
});
