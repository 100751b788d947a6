// What is read out of the arguments of an Anthropic request, the same for both languages.
import { describe, expect, test } from 'vitest';
import type { Arguments, CallSite, Request } from '../../../../server/src/engine/model/index.ts';
import { recognize } from '../../../../server/src/engine/recognizers/index.ts';
import { showPart } from '../../../harness/showBlocks.ts';
import {
  choice,
  fn,
  hole,
  keywords,
  list,
  opaque,
  type PlainRecord,
  positional,
  record,
  repeated,
  site,
  sometimes,
  symbol,
  text,
  volatility,
} from '../../../harness/values.ts';

const ephemeral = { type: 'ephemeral' };
const hour = { type: 'ephemeral', ttl: '1h' };
const hello = [{ role: 'user', content: 'Hello' }];
const usual = { model: 'claude-sonnet-5', max_tokens: 1024 };

function request(callee: string, args: Arguments, more?: Partial<CallSite>): Request {
  const found = recognize(site(callee, args, more));
  if (found === undefined) throw new Error(`not recognized: ${callee}`);
  return found.request;
}

/** The same options as TypeScript and as Python pass them. */
const shapes: readonly (readonly [string, (options: PlainRecord) => Request])[] = [
  ['TypeScript', (options) => request('@anthropic-ai/sdk:default.().messages.create', positional(options))],
  ['Python', (options) => request('anthropic:Anthropic.().messages.create', keywords(options), { language: 'python' })],
];

describe.each(shapes)('%s arguments', (_, made) => {
  test('a string system prompt is one block', () => {
    const found = made({ ...usual, system: text('You are ', hole('name')), messages: hello });
    expect(showPart(found.system)).toEqual(['system text "You are «name»"']);
    expect(found.system?.blocks[0]?.message).toBe(-1);
    expect(showPart(found.messages)).toEqual(['user text "Hello"']);
    expect(found.models).toEqual(['claude-sonnet-5']);
  });

  test('system blocks keep their marks and lifetimes', () => {
    const system = [
      { type: 'text', text: 'Rules', cache_control: hour },
      { type: 'text', text: 'Memory', cache_control: ephemeral },
      { type: 'text', text: 'Tail' },
    ];
    expect(showPart(made({ ...usual, system, messages: hello }).system)).toEqual([
      'system text "Rules" [1h]',
      'system text "Memory" [5m]',
      'system text "Tail"',
    ]);
  });

  test.each([
    ['a ternary with undefined', choice(volatility('process'), ephemeral, undefined), '[5m?]'],
    ['a ternary of two lifetimes', choice(volatility('process'), ephemeral, hour), '[unknown]'],
    ['a condition that is false', choice(volatility('process'), false, ephemeral), '[5m?]'],
    ['a field under a condition', sometimes(ephemeral), '[5m?]'],
    ['a lifetime from elsewhere', { type: 'ephemeral', ttl: opaque('ttl') }, '[unknown]'],
    ['something unknown', opaque('cacheControl'), '[unknown?]'],
    ['a constructor of the SDK', symbol('anthropic', 'types', 'CacheControlEphemeralParam', '()'), '[unknown]'],
  ])('a mark set by %s', (_name, cache_control, shown) => {
    const system = [{ type: 'text', text: 'Rules', cache_control }];
    expect(showPart(made({ ...usual, system, messages: hello }).system)).toEqual([`system text "Rules" ${shown}`]);
  });

  test.each([
    ['None', null],
    ['undefined', undefined],
    ['false', false],
    ['NOT_GIVEN', symbol('anthropic', 'NOT_GIVEN')],
  ])('%s is no mark', (_name, cache_control) => {
    const system = [{ type: 'text', text: 'Rules', cache_control }];
    expect(made({ ...usual, system, messages: hello }).system?.blocks[0]?.mark).toBeUndefined();
  });

  test('the place of a mark is the entry that set it, also when it was added later', () => {
    const block = record({ type: 'text', text: 'Rules', cache_control: ephemeral });
    const found = made({ ...usual, system: list([block]), messages: hello });
    expect(found.system?.blocks[0]?.mark?.place).toEqual(block.fields[2]?.place);
    expect(found.system?.blocks[0]?.place).toEqual(block.place);
  });

  test('one block object used twice is two blocks with a mark each', () => {
    const shared = record({ type: 'text', text: 'Rules', cache_control: ephemeral });
    const found = made({ ...usual, system: [shared], messages: [{ role: 'user', content: [shared, shared] }] });
    const marks = [found.system, found.messages].flatMap((part) => part?.blocks ?? []).filter((block) => block.mark);
    expect(marks).toHaveLength(3);
  });

  test('more marks than the provider takes are all reported', () => {
    const content = Array.from({ length: 6 }, (_one, index) => ({
      type: 'text',
      text: `${index}`,
      cache_control: ephemeral,
    }));
    const found = made({ ...usual, messages: [{ role: 'user', content }] });
    expect(found.messages?.blocks.filter((block) => block.mark !== undefined)).toHaveLength(6);
  });

  test('a plain text or a marked block of the same text is one block, sometimes marked', () => {
    const prompt = text('Rules');
    const marked = [{ type: 'text', text: prompt, cache_control: ephemeral }];
    const system = choice(volatility('process'), marked, prompt);
    expect(showPart(made({ ...usual, system, messages: hello }).system)).toEqual(['system text "Rules" [5m?]']);
  });

  test('two prompts to choose from are one block with a choice', () => {
    const system = choice(volatility('request'), 'Be short.', 'Be long.');
    expect(showPart(made({ ...usual, system, messages: hello }).system)).toEqual([
      'system text "«Be short.|Be long.»"',
    ]);
  });

  test('a prompt that may be left out stands there sometimes, decided by the condition', () => {
    const system = choice(volatility('request'), 'Be short.', undefined);
    const part = made({ ...usual, system, messages: hello }).system;
    expect(showPart(part)).toEqual(['system text? "Be short."']);
    expect(part?.membership.changes).toBe('request');
  });

  test('None, undefined and the not-given tokens leave an option out', () => {
    const found = made({
      ...usual,
      system: null,
      tools: symbol('anthropic', 'NOT_GIVEN'),
      thinking: undefined,
      messages: hello,
    });
    expect(found.system).toBeUndefined();
    expect(found.tools).toBeUndefined();
    expect(found.params.has('thinking')).toBe(false);
  });

  test('content blocks of every type', () => {
    const messages = [
      {
        role: 'user',
        content: [
          { type: 'image', source: { type: 'url', url: 'x' } },
          { type: 'document', title: 'T', source: { type: 'text', media_type: 'text/plain', data: 'D' } },
          { type: 'text', text: 'Read' },
        ],
      },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'Hm', signature: 's' },
          { type: 'tool_use', id: '1', name: 'read', input: { path: text(hole('path')) } },
        ],
      },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: '1', content: [{ type: 'text', text: 'done' }] }] },
    ];
    const part = made({ ...usual, messages }).messages;
    expect(showPart(part)).toEqual([
      'user image ""',
      'user document "TD"',
      'user text "Read"',
      'assistant thinking "Hm"',
      'assistant tool_use "read{"path":"«path»"}"',
      'user tool_result "done"',
    ]);
    expect(part?.blocks.map((block) => block.message)).toEqual([0, 0, 0, 1, 1, 2]);
    expect(part?.blocks[4]?.name).toBe('read');
  });

  test('a mark nested in a tool result counts for the result', () => {
    const content = [
      { type: 'text', text: 'a' },
      { type: 'text', text: 'b', cache_control: ephemeral },
    ];
    const messages = [{ role: 'user', content: [{ type: 'tool_result', tool_use_id: '1', content }] }];
    expect(showPart(made({ ...usual, messages }).messages)).toEqual(['user tool_result "ab" [5m]']);
  });

  test('repeated results stay one repeated block', () => {
    const result = {
      type: 'tool_result',
      tool_use_id: text(hole('id')),
      content: text(hole('output')),
      cache_control: ephemeral,
    };
    const messages = [{ role: 'user', content: list([repeated(result)]) }];
    expect(showPart(made({ ...usual, messages }).messages)).toEqual(['user tool_result* "«output»" [5m]']);
  });

  test('a spread history stands where it is written', () => {
    const first = record({ role: 'user', content: 'First' });
    const rest = opaque('history', 'mutable-state');
    const last = record({ role: 'user', content: 'Last' });
    const items = [first, last].map(
      (one) => ({ value: one, presence: 'always', repeated: false, place: one.place }) as const,
    );
    const messages = list([], { items, rest });
    expect(showPart(made({ ...usual, messages }).messages)).toEqual([
      'user text "First"',
      '…history',
      'user text "Last"',
    ]);
  });

  test('tools are the JSON the provider counts, without the mark', () => {
    const schema = {
      type: 'object',
      properties: { city: { type: 'string', description: text('In ', hole('country')) } },
    };
    const tools = [
      { name: 'weather', description: 'Say "it"', input_schema: schema, cache_control: ephemeral },
      { type: 'web_search_20250305', name: 'web_search', max_uses: 5 },
    ];
    const part = made({ ...usual, tools, messages: hello }).tools;
    expect(showPart(part)).toEqual([
      'system tool "{"name":"weather","description":"Say \\"it\\"","input_schema":{"type":"object","properties":{"city":{"type":"string","description":"In «country»"}}}}" [5m]',
      'system tool "{"type":"web_search_20250305","name":"web_search","max_uses":5}"',
    ]);
    expect(part?.blocks.map((block) => block.name)).toEqual(['weather', 'web_search']);
  });

  test('deferred tools are not part of the prefix', () => {
    const tools = [
      { name: 'a', defer_loading: true },
      { name: 'b', defer_loading: false },
    ];
    expect(made({ ...usual, tools, messages: hello }).tools?.blocks.map((block) => block.name)).toEqual(['b']);
  });

  test('a schema made by another package is unknown text that likely stays the same', () => {
    const tools = [{ name: 'a', input_schema: symbol('zod', 'toJSONSchema', '()') }];
    const pieces = made({ ...usual, tools, messages: hello }).tools?.blocks[0]?.pieces ?? [];
    expect(pieces.find((piece) => piece.kind === 'hole')).toMatchObject({
      kind: 'hole',
      volatility: { changes: 'never', sureness: 'likely' },
      source: { kind: 'external' },
    });
  });

  test('tools that are functions or made by the SDK are known by name', () => {
    const tools = [fn('get_weather'), symbol('@anthropic-ai/sdk', 'betaZodTool', '()')];
    expect(made({ ...usual, tools, messages: hello }).tools?.blocks.map((block) => block.name)).toEqual([
      'get_weather',
      'betaZodTool',
    ]);
  });

  test('tools of unknown number stay open, behind the listed ones', () => {
    const tools = list([{ name: 'a' }], () => ({ rest: opaque('mcp', 'external') }));
    const part = made({ ...usual, tools, messages: hello }).tools;
    expect(showPart(part)).toEqual(['system tool "{"name":"a"}"', '…mcp']);
    expect(part?.openVolatility?.sureness).toBe('unknown');
  });

  test('order and membership of a list are handed on', () => {
    const order = { fixed: false, why: 'set', place: record({}).place } as const;
    const tools = list([{ name: 'a' }], { form: 'set', order, membership: volatility('request') });
    const part = made({ ...usual, tools, messages: hello }).tools;
    expect(part).toMatchObject({ order, membership: { changes: 'request' } });
  });

  test('an optional tool list may be empty', () => {
    const tools = choice(volatility('request'), [{ name: 'a' }], undefined);
    const part = made({ ...usual, tools, messages: hello }).tools;
    expect(showPart(part)).toEqual(['system tool? "{"name":"a"}"']);
    expect(part?.membership.changes).toBe('request');
  });

  test('everything else is a parameter by its wire name', () => {
    const found = made({
      ...usual,
      messages: hello,
      tool_choice: { type: 'any' },
      thinking: sometimes({ type: 'adaptive' }),
    });
    expect([...found.params.keys()]).toEqual(['max_tokens', 'tool_choice', 'thinking']);
    expect(found.params.get('thinking')?.presence).toBe('sometimes');
  });

  test('automatic caching marks the last block', () => {
    const messages = [...hello, { role: 'assistant', content: 'Hi' }];
    const found = made({ ...usual, messages, cache_control: hour });
    expect(found.cacheMode).toBe('rolling');
    expect(showPart(found.messages)).toEqual(['user text "Hello"', 'assistant text "Hi" [auto 1h]']);
    expect(found.params.has('cache_control')).toBe(true);
  });

  test('automatic caching leaves an explicit mark on the last block alone', () => {
    const messages = [{ role: 'user', content: [{ type: 'text', text: 'a', cache_control: ephemeral }] }];
    expect(showPart(made({ ...usual, messages, cache_control: ephemeral }).messages)).toEqual(['user text "a" [5m]']);
  });
});

describe('the whole request as one value', () => {
  test('a record built elsewhere', () => {
    const params = record({ ...usual, system: sometimes('Rules'), messages: hello });
    const found = request('@anthropic-ai/sdk:default.().messages.create', positional(params));
    expect(showPart(found.system)).toEqual(['system text? "Rules"']);
    expect(found.optionsPlace).toEqual(params.place);
  });

  test('a choice of two records is laid over', () => {
    const one = { ...usual, system: 'A', messages: hello };
    const other = { model: 'claude-opus-5', max_tokens: 1024, messages: hello };
    const found = request(
      '@anthropic-ai/sdk:default.().messages.create',
      positional(choice(volatility('request'), one, other)),
    );
    expect(found.models).toEqual(['claude-sonnet-5', 'claude-opus-5']);
    expect(showPart(found.system)).toEqual(['system text? "A"']);
    expect(showPart(found.messages)).toEqual(['user text "Hello"']);
    expect(found.optionsPlace).toBeUndefined();
  });

  test('keywords can be added to at the call', () => {
    const call = site('anthropic:Anthropic.().messages.create', keywords({ ...usual, messages: hello }));
    expect(recognize(call)?.request.optionsPlace).toEqual(call.place);
  });

  test('extra_body is sent as if it were options', () => {
    const found = request(
      'anthropic:Anthropic.().messages.create',
      keywords({ ...usual, messages: hello, extra_body: { thinking: { type: 'enabled' } } }),
    );
    expect(found.params.has('thinking')).toBe(true);
    expect(found.params.has('extra_body')).toBe(false);
  });
});
