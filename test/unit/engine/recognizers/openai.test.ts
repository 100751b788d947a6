// Requests of the OpenAI SDKs: chat completions and responses.
import { describe, expect, test } from 'vitest';
import type { Arguments, CallSite, Request } from '../../../../server/src/engine/model/index.ts';
import { recognize } from '../../../../server/src/engine/recognizers/index.ts';
import { showPart } from '../../../harness/showBlocks.ts';
import {
  choice,
  hole,
  keywords,
  list,
  madeWith,
  opaque,
  type PlainRecord,
  positional,
  record,
  repeated,
  site,
  symbol,
  text,
  volatility,
} from '../../../harness/values.ts';

function request(callee: string, args: Arguments, more?: Partial<CallSite>): Request {
  const found = recognize(site(callee, args, more));
  if (found === undefined) throw new Error(`not recognized: ${callee}`);
  return found.request;
}

type Shapes = readonly (readonly [string, (options: PlainRecord) => Request])[];
const chat: Shapes = [
  ['TypeScript', (options) => request('openai:default.().chat.completions.create', positional(options))],
  ['Python', (options) => request('openai:OpenAI.().chat.completions.create', keywords(options))],
];
const responses: Shapes = [
  ['TypeScript', (options) => request('openai:default.().responses.create', positional(options))],
  ['Python', (options) => request('openai:AsyncOpenAI.().responses.create', keywords(options))],
];
const hello = [{ role: 'user', content: 'Hello' }];

describe('callees', () => {
  test.each([
    ['openai:default.().chat.completions.create', 'create', 'chat'],
    ['openai:OpenAI.().beta.chat.completions.parse', 'parse', 'chat'],
    ['openai:AzureOpenAI.().chat.completions.create', 'create', 'chat'],
    ['openai:chat.completions.create', 'create', 'chat'],
    ['openai:OpenAI.().chat.completions.with_raw_response.create', 'create', 'chat'],
    ['openai:default.().chat.completions.runTools', 'loop', 'chat'],
    ['openai:OpenAI.().responses.create', 'create', 'responses'],
    ['openai:OpenAI.().responses.parse', 'parse', 'responses'],
    ['openai:OpenAI.().responses.input_tokens.count', 'count', 'responses'],
  ])('%s is a %s', (callee, operation, api) => {
    const found = request(callee, keywords({ model: 'gpt-6', messages: hello, input: 'Hello' }));
    expect(found).toMatchObject({ operation, api, provider: 'openai', sureness: 'sure', cacheMode: 'automatic' });
  });

  test.each([
    'langfuse.openai:OpenAI.().chat.completions.create',
    'langsmith:wrapOpenAI.().chat.completions.create',
  ])('a traced client is likely: %s', (callee) => {
    const found = request(callee, keywords({ messages: hello }), { packages: ['openai'] });
    expect(found.sureness).toBe('likely');
  });

  test('a copy of the SDK is another provider', () => {
    const found = request('groq:Groq.().chat.completions.create', keywords({ model: 'llama', messages: hello }));
    expect(found).toMatchObject({ provider: 'unknown', cacheMode: 'unknown', sureness: 'sure' });
  });

  test.each([
    ['https://openrouter.ai/api/v1', 'anthropic/claude-sonnet-5', 'anthropic', 'explicit'],
    ['https://generativelanguage.googleapis.com/v1beta/openai/', 'gemini-3-pro', 'google', 'automatic'],
    ['https://acme.openai.azure.com/', 'my-deployment', 'openai', 'automatic'],
    ['https://api.example.com/v1', 'example-large', 'unknown', 'unknown'],
    ['https://api.example.com/v1', 'gpt-6', 'openai', 'automatic'],
  ])('base URL %s with model %s', (base_url, model, provider, cacheMode) => {
    const found = request(
      'openai:OpenAI.().chat.completions.create',
      keywords({ model, messages: hello }),
      madeWith(keywords({ base_url })),
    );
    expect(found).toMatchObject({ provider, cacheMode });
  });

  test('an unknown base URL keeps the SDK its own', () => {
    const found = request(
      'openai:default.().chat.completions.create',
      positional({ model: 'x', messages: hello }),
      madeWith(positional({ baseURL: opaque('process.env.BASE_URL', 'environment') })),
    );
    expect(found.provider).toBe('openai');
  });
});

describe.each(chat)('chat completions from %s', (_, made) => {
  test('system and developer messages at the front are the system prompt', () => {
    const messages = [{ role: 'system', content: 'Rules' }, { role: 'developer', content: 'More' }, ...hello];
    const found = made({ model: 'gpt-6', messages });
    expect(showPart(found.system)).toEqual(['system text "Rules"', 'developer text "More"']);
    expect(showPart(found.messages)).toEqual(['user text "Hello"']);
    expect(found.messages?.blocks[0]?.message).toBe(0);
    expect(found.system?.blocks[0]).toMatchObject({ level: 'system', message: -1 });
  });

  test('a system message inside the conversation stays there', () => {
    const messages = [...hello, { role: 'system', content: 'Now' }];
    const found = made({ model: 'gpt-6', messages });
    expect(found.system).toBeUndefined();
    expect(showPart(found.messages)).toEqual(['user text "Hello"', 'system text "Now"']);
  });

  test('a spread history stands behind the system message before it', () => {
    const system = record({ role: 'system', content: 'Rules' });
    const item = { value: system, presence: 'always', repeated: false, place: system.place } as const;
    const messages = list([], { items: [item], rest: opaque('history', 'mutable-state') });
    const found = made({ model: 'gpt-6', messages });
    expect(showPart(found.system)).toEqual(['system text "Rules"']);
    expect(showPart(found.messages)).toEqual(['…history']);
  });

  test('a system message behind an unknown history stays in the conversation', () => {
    const messages = list([{ role: 'system', content: 'Rules' }], { rest: opaque('history', 'mutable-state') });
    const found = made({ model: 'gpt-6', messages });
    expect(found.system).toBeUndefined();
    expect(showPart(found.messages)).toEqual(['…history', 'system text "Rules"']);
  });

  test('tool calls and tool messages', () => {
    const call = {
      id: '1',
      type: 'function',
      function: { name: 'read', arguments: text('{"path":"', hole('path'), '"}') },
    };
    const messages = [
      ...hello,
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: '1', content: text(hole('output')) },
    ];
    expect(showPart(made({ model: 'gpt-6', messages }).messages)).toEqual([
      'user text "Hello"',
      'assistant tool_use "read{"path":"«path»"}"',
      'tool tool_result "«output»"',
    ]);
  });

  test('content parts, with the mark of newer models', () => {
    const content = [
      { type: 'text', text: 'Look', prompt_cache_breakpoint: { mode: 'explicit' } },
      { type: 'image_url', image_url: { url: 'x' } },
    ];
    const found = made({ model: 'gpt-6', messages: [{ role: 'user', content }] });
    expect(showPart(found.messages)).toEqual(['user text "Look" [30m]', 'user image ""']);
  });

  test("Anthropic's mark is read on the way through a gateway", () => {
    const content = [{ type: 'text', text: 'Rules', cache_control: { type: 'ephemeral', ttl: '1h' } }];
    const found = made({ model: 'anthropic/claude-opus-5', messages: [{ role: 'system', content }, ...hello] });
    expect(showPart(found.system)).toEqual(['system text "Rules" [1h]']);
  });

  test('function tools are known by the name inside', () => {
    const tools = [{ type: 'function', function: { name: 'read', description: 'Reads', parameters: {} } }];
    const part = made({ model: 'gpt-6', messages: hello, tools }).tools;
    expect(part?.blocks[0]?.name).toBe('read');
    expect(showPart(part)).toEqual([
      'system tool "{"type":"function","function":{"name":"read","description":"Reads","parameters":{}}}"',
    ]);
  });

  test('explicit caching is asked for by an option', () => {
    expect(made({ model: 'gpt-6', messages: hello, prompt_cache_options: { mode: 'explicit' } }).cacheMode).toBe(
      'explicit',
    );
    expect(made({ model: 'gpt-6', messages: hello, prompt_cache_key: 'k' }).cacheMode).toBe('automatic');
  });

  test('parameters keep their names', () => {
    const found = made({
      model: 'gpt-6',
      messages: hello,
      parallel_tool_calls: false,
      prompt_cache_key: text(hole('user')),
    });
    expect([...found.params.keys()]).toEqual(['parallel_tool_calls', 'prompt_cache_key']);
  });

  test('models to choose from', () => {
    const model = choice(volatility('request'), 'gpt-6', text('gpt-', hole('size')), 'gpt-6-mini');
    expect(made({ model, messages: hello }).models).toEqual(['gpt-6', 'gpt-6-mini']);
  });
});

test('a typed message of the Python SDK that was not followed is one unknown message', () => {
  const messages = [symbol('openai', 'types', 'chat', 'ChatCompletionUserMessageParam', '()')];
  const found = request('openai:OpenAI.().chat.completions.create', keywords({ model: 'gpt-6', messages }));
  expect(found.messages?.blocks).toHaveLength(1);
  expect(found.messages?.blocks[0]).toMatchObject({ role: 'unknown', type: 'unknown' });
});

describe.each(responses)('responses from %s', (_, made) => {
  test('instructions are the system prompt, a string is the user’s message', () => {
    const found = made({ model: 'gpt-6', instructions: text('Today is ', hole('date')), input: 'Hello' });
    expect(showPart(found.system)).toEqual(['system text "Today is «date»"']);
    expect(showPart(found.messages)).toEqual(['user text "Hello"']);
  });

  test('developer messages at the front of the input follow the instructions', () => {
    const input = [{ role: 'developer', content: 'More' }, ...hello];
    const found = made({ model: 'gpt-6', instructions: 'Rules', input });
    expect(showPart(found.system)).toEqual(['system text "Rules"', 'developer text "More"']);
    expect(showPart(found.messages)).toEqual(['user text "Hello"']);
  });

  test('items without a message around them', () => {
    const input = [
      {
        type: 'message',
        role: 'user',
        content: [{ type: 'input_text', text: 'Hi', prompt_cache_breakpoint: { mode: 'explicit' } }],
      },
      { type: 'reasoning', summary: 'Hm' },
      { type: 'function_call', call_id: '1', name: 'read', arguments: '{}' },
      { type: 'function_call_output', call_id: '1', output: text(hole('output')) },
    ];
    expect(showPart(made({ model: 'gpt-6', input }).messages)).toEqual([
      'user text "Hi" [30m]',
      'assistant thinking "Hm"',
      'assistant tool_use "read{}"',
      'tool tool_result "«output»"',
    ]);
  });

  test('outputs of the model that are passed on unread', () => {
    const input = list([...hello, repeated(opaque('response.output', 'model-output'))]);
    expect(showPart(made({ model: 'gpt-6', input }).messages)).toEqual([
      'user text "Hello"',
      'unknown unknown* "«response.output»"',
    ]);
  });

  test('a conversation kept by the provider stands before the input', () => {
    const found = made({ model: 'gpt-6', input: 'Next', previous_response_id: text(hole('id')) });
    expect(showPart(found.messages)).toEqual(['…conversation kept by the provider', 'user text "Next"']);
    expect(found.params.has('previous_response_id')).toBe(true);
    expect(found.hiddenMarks).toBe(false);
  });

  test('tools are sent as they are written', () => {
    const tools = [{ type: 'function', name: 'read', parameters: {} }, { type: 'web_search' }];
    expect(made({ model: 'gpt-6', input: 'Hi', tools }).tools?.blocks.map((block) => block.name)).toEqual([
      'read',
      undefined,
    ]);
  });
});

test.each([
  ['responses.create', { input: 'Hi' }, ['openai'], 'likely'],
  ['responses.create', { status: 200 }, ['openai'], undefined],
  ['responses.create', { model: 'gpt-6', input: 'Hi' }, [], 'likely'],
  ['responses.create', { input: 'Hi' }, [], undefined],
  ['chat.completions.create', { model: 'gpt-6', messages: hello }, [], 'likely'],
  ['chat.completions.create', { messages: hello }, [], undefined],
])('%s on an unknown receiver with %o in a file with %s is %s', (callee, options, packages, sureness) => {
  expect(recognize(site(callee, positional(options), { packages }))?.request.sureness).toBe(sureness);
});
