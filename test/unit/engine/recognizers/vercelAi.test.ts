// Requests of the Vercel AI SDK, and what their provider options mean.
import { describe, expect, test } from 'vitest';
import type { CallSite, Request } from '../../../../server/src/engine/model/index.ts';
import { recognize } from '../../../../server/src/engine/recognizers/index.ts';
import { showPart } from '../../../harness/showBlocks.ts';
import {
  choice,
  fn,
  hole,
  list,
  madeWith,
  opaque,
  type Plain,
  type PlainRecord,
  positional,
  record,
  site,
  sometimes,
  symbol,
  text,
  volatility,
} from '../../../harness/values.ts';

const claude = symbol('@ai-sdk/anthropic', 'anthropic', "('claude-sonnet-5')");
const ephemeral = { anthropic: { cacheControl: { type: 'ephemeral' } } };
const hour = { anthropic: { cacheControl: { type: 'ephemeral', ttl: '1h' } } };

function request(callee: string, options: PlainRecord, more?: Partial<CallSite>): Request {
  const found = recognize(site(callee, positional(options), more));
  if (found === undefined) throw new Error(`not recognized: ${callee}`);
  return found.request;
}

function generate(options: PlainRecord): Request {
  return request('ai:generateText', { model: claude, prompt: 'Hello', ...options });
}

describe('callees', () => {
  test.each([
    ['ai:generateText', 'create'],
    ['ai:streamText', 'stream'],
    ['ai:generateObject', 'parse'],
    ['ai:streamObject', 'stream'],
    ['ai:ToolLoopAgent', 'loop'],
    ['ai:Experimental_Agent', 'loop'],
  ])('%s is a %s', (callee, operation) => {
    expect(request(callee, { model: claude, prompt: 'Hello' })).toMatchObject({
      operation,
      sureness: 'sure',
      sdk: 'vercelAi',
    });
  });

  test.each([
    ['streamText', ['ai']],
    ['llm.streamText', ['ai']],
    ['@acme/llm:streamText', ['ai']],
    ['ai:streamText.().toTextStream', []],
    ['ai-utils:generateText', []],
    ['ai:embed', []],
  ])('%s is not the function of the SDK', (callee, packages) => {
    expect(recognize(site(callee, positional({ model: claude, prompt: 'Hello' }), { packages }))).toBeUndefined();
  });

  test('traced functions are likely', () => {
    const found = request(
      'langsmith/experimental/vercel:wrapAISDK.().generateText',
      { model: claude, prompt: 'Hi' },
      { packages: ['ai'] },
    );
    expect(found.sureness).toBe('likely');
  });

  test('a call of an agent takes its prompt from the constructor and its turn from the call', () => {
    const made = record({ model: claude, instructions: 'Rules', tools: { read: { description: 'Reads' } } });
    const found = request('ai:ToolLoopAgent.().generate', { prompt: 'Hello' }, madeWith(positional(made)));
    expect(showPart(found.system)).toEqual(['system text "Rules"']);
    expect(showPart(found.messages)).toEqual(['user text "Hello"']);
    expect(found).toMatchObject({ operation: 'loop', models: ['claude-sonnet-5'], innerLoop: { bound: 20 } });
    expect(found.optionsPlace).toEqual(made.place);
  });
});

describe('models', () => {
  const cases: readonly (readonly [string, Plain, string, string, readonly string[]])[] = [
    ['a factory', claude, 'anthropic', 'messages', ['claude-sonnet-5']],
    [
      'a factory whose argument is not shown',
      symbol('@ai-sdk/anthropic', 'anthropic', '()'),
      'anthropic',
      'messages',
      [],
    ],
    [
      'a factory made with settings',
      symbol('@ai-sdk/openai', 'createOpenAI', '()', "('gpt-6')"),
      'openai',
      'responses',
      ['gpt-6'],
    ],
    ['a chat model', symbol('@ai-sdk/openai', 'openai', 'chat', "('gpt-6')"), 'openai', 'chat', ['gpt-6']],
    [
      'Bedrock',
      symbol('@ai-sdk/amazon-bedrock', 'bedrock', "('amazon.nova-pro')"),
      'amazon-bedrock',
      'converse',
      ['amazon.nova-pro'],
    ],
    [
      'Claude on Vertex',
      symbol('@ai-sdk/google-vertex/anthropic', 'vertexAnthropic', '()'),
      'anthropic',
      'messages',
      [],
    ],
    ['a gateway name', 'anthropic/claude-opus-5', 'anthropic', 'messages', ['anthropic/claude-opus-5']],
    [
      'a gateway',
      symbol('ai', 'gateway', "('google/gemini-3-pro')"),
      'google',
      'generate-content',
      ['google/gemini-3-pro'],
    ],
    ['an unknown factory', symbol('@acme/llm', 'model', "('big')"), 'unknown', 'chat', ['big']],
    ['a parameter', opaque('model'), 'unknown', 'chat', []],
    [
      'two of one provider',
      choice(volatility('request'), claude, 'anthropic/claude-opus-5'),
      'anthropic',
      'messages',
      ['claude-sonnet-5', 'anthropic/claude-opus-5'],
    ],
    [
      'two providers',
      choice(volatility('request'), claude, 'openai/gpt-6'),
      'unknown',
      'chat',
      ['claude-sonnet-5', 'openai/gpt-6'],
    ],
  ];
  test.each(cases)('%s', (_name, model, provider, api, models) => {
    expect(generate({ model })).toMatchObject({ provider, api, models });
  });
});

describe('prompts', () => {
  test.each(['system', 'instructions'])('%s as a string', (name) => {
    const found = generate({ [name]: text('You are ', hole('name')) });
    expect(showPart(found.system)).toEqual(['system text "You are «name»"']);
    expect(showPart(found.messages)).toEqual(['user text "Hello"']);
  });

  test('instructions as system messages with marks', () => {
    const instructions = [
      { role: 'system', content: 'Rules', providerOptions: hour },
      { role: 'system', content: 'Tail' },
    ];
    expect(showPart(generate({ instructions }).system)).toEqual(['system text "Rules" [1h]', 'system text "Tail"']);
  });

  test('instructions of unknown shape are one unknown block', () => {
    expect(showPart(generate({ system: opaque('getPrompt()', 'unresolved') }).system)).toEqual([
      'system unknown "«getPrompt()»"',
    ]);
    expect(showPart(generate({ system: fn('prompt') }).system)).toEqual(['system text "«prompt»"']);
  });

  test('system messages at the front of the conversation', () => {
    const messages = [
      { role: 'system', content: 'Rules', providerOptions: ephemeral },
      { role: 'user', content: 'Hi' },
    ];
    const found = generate({ prompt: undefined, messages });
    expect(showPart(found.system)).toEqual(['system text "Rules" [5m]']);
    expect(showPart(found.messages)).toEqual(['user text "Hi"']);
  });

  test('a mark on a message counts for its last part, a mark on a part for the part', () => {
    const messages = [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ],
        providerOptions: ephemeral,
      },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'c', providerOptions: hour },
          { type: 'file', data: 'x' },
        ],
      },
    ];
    expect(showPart(generate({ prompt: undefined, messages }).messages)).toEqual([
      'user text "a"',
      'user text "b" [5m]',
      'user text "c" [1h]',
      'user document ""',
    ]);
  });

  test('tool calls and results', () => {
    const messages = [
      { role: 'assistant', content: [{ type: 'tool-call', toolCallId: '1', toolName: 'read', input: { a: 1 } }] },
      {
        role: 'tool',
        content: [{ type: 'tool-result', toolCallId: '1', toolName: 'read', output: { type: 'text', value: 'done' } }],
      },
    ];
    expect(showPart(generate({ prompt: undefined, messages }).messages)).toEqual([
      'assistant tool_use "read{"a":1}"',
      'tool tool_result "done"',
    ]);
  });

  test('an unknown conversation is open', () => {
    const found = generate({ prompt: undefined, messages: opaque('messages', 'request') });
    expect(showPart(found.messages)).toEqual(['…messages']);
    expect(found.messages).toMatchObject({ open: true, blocks: [] });
  });

  test('an unknown spread of options keeps what is listed', () => {
    const found = recognize(
      site('ai:streamText', positional(record({ model: claude, system: 'Rules' }, opaque('options')))),
    );
    expect(showPart(found?.request.system)).toEqual(['system text "Rules"']);
    expect(showPart(found?.request.messages)).toEqual(['…options']);
    expect(found?.request.hiddenMarks).toBe(true);
  });
});

describe('marks and cache mode', () => {
  const bedrock = symbol('@ai-sdk/amazon-bedrock', 'bedrock', "('anthropic.claude-sonnet-5')");
  const marked = (providerOptions: Plain) => [{ role: 'user', content: 'Hi', providerOptions }];

  test.each([
    ['cachePoint on Bedrock', bedrock, { bedrock: { cachePoint: { type: 'default', ttl: '1h' } } }, '[1h]'],
    ['cachePoint under its newer key', bedrock, { amazonBedrock: { cachePoint: { type: 'default' } } }, '[5m]'],
    ['a field under a condition', claude, { anthropic: { cacheControl: sometimes({ type: 'ephemeral' }) } }, '[5m?]'],
    ['options under a condition', claude, choice(volatility('request'), ephemeral, undefined), '[5m?]'],
    ['either mark with an unknown model', opaque('model'), ephemeral, '[5m]'],
  ])('%s', (_name, model, providerOptions, shown) => {
    const found = generate({ model, prompt: undefined, messages: marked(providerOptions) });
    expect(showPart(found.messages)).toEqual([`user text "Hi" ${shown}`]);
    expect(found.cacheMode).toBe('explicit');
  });

  test('marks for another provider are not sent', () => {
    const found = generate({ model: 'openai/gpt-6', prompt: undefined, messages: marked(ephemeral) });
    expect(showPart(found.messages)).toEqual(['user text "Hi"']);
    expect(found.cacheMode).toBe('automatic');
  });

  test('an unknown model without marks caches in an unknown way', () => {
    expect(generate({ model: opaque('model') }).cacheMode).toBe('unknown');
  });

  test('a mark on the call is automatic caching', () => {
    const found = generate({ providerOptions: ephemeral });
    expect(found.cacheMode).toBe('rolling');
    expect(showPart(found.messages)).toEqual(['user text "Hello" [auto 5m]']);
  });

  test('a callback before each step may set marks', () => {
    expect(generate({}).hiddenMarks).toBe(false);
    expect(generate({ prepareStep: fn('prepareStep') }).hiddenMarks).toBe(true);
  });
});

describe('tools', () => {
  const tools = {
    zoom: { description: 'Zooms', inputSchema: symbol('zod', 'object', '()') },
    apply: { description: 'Applies' },
  };
  const names = (options: PlainRecord) => generate({ tools, ...options }).tools?.blocks.map((block) => block.name);

  test('a record is sent in insertion order, named by its keys', () => {
    const part = generate({
      tools: { read: { description: 'Reads', execute: fn('run'), providerOptions: ephemeral } },
    }).tools;
    expect(showPart(part)).toEqual(['system tool "{"name":"read","description":"Reads"}" [5m]']);
    expect(names({})).toEqual(['zoom', 'apply']);
    expect(part?.order).toEqual({ fixed: true });
  });

  test('a given order puts the others behind, by name', () => {
    const more = { ...tools, find: {}, copy: {} };
    expect(names({ tools: more, toolOrder: ['find'] })).toEqual(['find', 'apply', 'copy', 'zoom']);
  });

  test('active tools leave the others out; an unknown choice of them varies', () => {
    expect(names({ activeTools: ['apply'] })).toEqual(['apply']);
    const part = generate({ tools, activeTools: opaque('active', 'request', volatility('request')) }).tools;
    expect(part).toMatchObject({ membership: { changes: 'request' }, membershipSource: { label: 'active' } });
    expect(part?.blocks.every((block) => block.presence === 'sometimes')).toBe(true);
  });

  test('tools of a server are open', () => {
    const open = record({ read: {} }, opaque('client.tools()', 'external'));
    expect(showPart(generate({ tools: open }).tools)).toEqual(['system tool "{"name":"read"}"', '…client.tools()']);
  });

  test('tools under a condition', () => {
    const part = generate({ tools: { read: {}, write: sometimes({}) } }).tools;
    expect(showPart(part)).toEqual(['system tool "{"name":"read"}"', 'system tool? "{"name":"write"}"']);
  });

  test('tools made by a helper of the provider are known by their key', () => {
    const part = generate({
      tools: { bash: symbol('@ai-sdk/anthropic', 'anthropic', 'tools', 'bash_20250124', '()') },
    }).tools;
    expect(part?.blocks[0]).toMatchObject({ name: 'bash', type: 'tool' });
  });
});

describe('loops inside the call', () => {
  const steps = (count: string) => symbol('ai', 'stepCountIs', count);
  const cases: readonly (readonly [string, PlainRecord, unknown])[] = [
    ['one step is no loop', {}, undefined],
    ['maxSteps', { maxSteps: 5 }, { bound: 5 }],
    ['maxSteps: 1', { maxSteps: 1 }, undefined],
    ['stepCountIs', { stopWhen: steps('(10)') }, { bound: 10 }],
    ['stepCountIs whose argument is not shown', { stopWhen: steps('()') }, { bound: undefined }],
    [
      'the lowest of several',
      { stopWhen: list([steps('(10)'), symbol('ai', 'hasToolCall', "('done')"), steps('(4)')]) },
      { bound: 4 },
    ],
    ['a condition without a count', { stopWhen: symbol('ai', 'isLoopFinished', '()') }, { bound: undefined }],
    [
      'the highest of alternatives',
      { stopWhen: choice(volatility('request'), steps('(3)'), steps('(8)')) },
      { bound: 8 },
    ],
  ];
  test.each(cases)('%s', (_name, options, innerLoop) => {
    expect(generate(options).innerLoop).toEqual(innerLoop);
  });

  test('an agent stops after twenty steps unless told', () => {
    expect(request('ai:ToolLoopAgent', { model: claude }).innerLoop).toEqual({ bound: 20 });
    expect(request('ai:ToolLoopAgent', { model: claude, stopWhen: steps('(3)') }).innerLoop).toEqual({ bound: 3 });
  });
});

test('settings have the names of the wire', () => {
  const found = generate({
    maxOutputTokens: 100,
    toolChoice: 'auto',
    onFinish: fn('onFinish'),
    abortSignal: opaque('signal'),
    providerOptions: { anthropic: { thinking: { type: 'enabled' } }, openai: { promptCacheKey: 'k' } },
  });
  expect([...found.params.keys()]).toEqual(['max_tokens', 'tool_choice', 'thinking']);
});
