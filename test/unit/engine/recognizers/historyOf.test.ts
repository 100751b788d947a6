// How a conversation changes from one tick to the next, told from two evaluations of the same call.
import { describe, expect, test } from 'vitest';
import type { CallSite, History } from '../../../../server/src/engine/model/index.ts';
import { historyOf, recognize } from '../../../../server/src/engine/recognizers/index.ts';
import { showBlock } from '../../../harness/showBlocks.ts';
import { fn, hole, keywords, list, opaque, type Plain, place, repeated, site, text } from '../../../harness/values.ts';

const callee = 'anthropic:Anthropic.().messages.create';

function history(messages: Plain, next?: Plain, more: Partial<CallSite> = {}): History {
  const made = (one: Plain) => keywords({ model: 'claude-sonnet-5', messages: one });
  const call = site(callee, made(messages), { ...(next === undefined ? {} : { nextArgs: made(next) }), ...more });
  const found = recognize(call);
  if (found === undefined) throw new Error('not recognized');
  return historyOf(found.request, found.next, call);
}

const user = (content: Plain) => ({ role: 'user', content });
const assistant = (content: Plain) => ({ role: 'assistant', content });
const output = { ...hole('response'), place: place() };
const turn = [assistant(text(output)), user([{ type: 'tool_result', tool_use_id: '1', content: 'done' }])];
const spread = opaque('history', 'mutable-state');

describe('without a second tick', () => {
  test.each([
    ['a single question', [user('Hi')], 'one-shot'],
    ['a question from outside', [user(text(hole('question')))], 'one-shot'],
    ['examples before the question', [user('a'), assistant('b'), user('c')], 'one-shot'],
    ['a conversation of the caller', opaque('messages'), 'conversation'],
    ['a spread conversation', list([user('Hi')], { rest: spread }), 'conversation'],
    ['mapped turns', list([repeated(user(text(hole('turn.text'))))]), 'conversation'],
  ])('%s is %s', (_name, messages, kind) => {
    expect(history(messages).kind).toBe(kind);
  });

  test('a recursive function continues a conversation', () => {
    const frame = { label: 'run', place: place(), recursive: true, loops: [] };
    expect(history([user('Hi')], undefined, { frames: [frame] }).kind).toBe('conversation');
  });

  test('a call that loops by itself continues a conversation', () => {
    const call = site(
      'anthropic:Anthropic.().beta.messages.tool_runner',
      keywords({ model: 'm', messages: [user('Hi')], tools: [fn('read')] }),
    );
    const found = recognize(call);
    expect(found && historyOf(found.request, found.next, call)).toEqual({ kind: 'conversation' });
  });
});

describe('with a second tick', () => {
  test('the same messages', () => {
    expect(history([user('Hi')], [user('Hi')])).toEqual({ kind: 'same' });
  });

  test('turns appended', () => {
    const found = history([user('Hi')], [user('Hi'), ...turn]);
    expect(found).toMatchObject({ kind: 'appended', from: 1 });
    expect(found.kind === 'appended' && found.items.map(showBlock)).toEqual([
      'assistant text "«response»"',
      'user tool_result "done"',
    ]);
  });

  test('a mark that moves is no change', () => {
    const marked = user([{ type: 'text', text: 'Hi', cache_control: { type: 'ephemeral' } }]);
    expect(history([marked], [user('Hi'), ...turn])).toMatchObject({ kind: 'appended', from: 1 });
  });

  test('turns appended behind an unknown conversation', () => {
    const before = list([user('Hi')], { rest: spread });
    expect(history(before, list([user('Hi'), ...turn], { rest: spread }))).toMatchObject({ kind: 'appended', from: 1 });
  });

  test('an unknown conversation that looks the same grows elsewhere', () => {
    expect(history(spread, spread)).toEqual({ kind: 'conversation' });
    expect(history(list([user('Hi')], { rest: spread }), list([user('Hi')], { rest: spread }))).toEqual({
      kind: 'conversation',
    });
  });

  test('another question on each tick rewrites nothing', () => {
    expect(history([user('one')], [user('two')])).toEqual({ kind: 'same' });
    expect(history([user('a'), assistant('b'), user('one')], [user('a'), assistant('b'), user('two')])).toEqual({
      kind: 'same',
    });
  });

  test('a state message at the end that is replaced rewrites nothing', () => {
    const found = history([user('Hi'), user('state 1')], [user('Hi'), ...turn, user('state 2')]);
    expect(found).toMatchObject({ kind: 'appended', from: 1 });
  });

  test('an earlier message that changes', () => {
    const changed = user('state 2');
    const found = history([user('state 1'), user('Hi')], [changed, user('Hi'), ...turn]);
    expect(found).toMatchObject({ kind: 'rewritten', why: 'an earlier message changes' });
  });

  test('a sliding window', () => {
    const [answer, result] = turn;
    const found = history([user('a'), answer ?? '', result ?? ''], [answer ?? '', result ?? '', user('b')]);
    expect(found).toMatchObject({ kind: 'rewritten', why: 'the oldest messages are dropped' });
  });

  test('messages that are gone', () => {
    expect(history([user('a'), ...turn], [user('a')])).toMatchObject({
      kind: 'rewritten',
      why: 'earlier messages are dropped',
    });
  });

  test('a difference beside unlisted messages proves nothing', () => {
    const before = list([user('a'), user('b')], { rest: spread });
    expect(history(before, list([user('c'), user('b')], { rest: spread }))).toEqual({ kind: 'unknown' });
  });
});
