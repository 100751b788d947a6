// Which calls are requests of the Anthropic SDKs, where they go, and what may be hidden in them.
import { describe, expect, test } from 'vitest';
import type { Arguments, CallSite, Request } from '../../../../server/src/engine/model/index.ts';
import { isCandidate, recognize } from '../../../../server/src/engine/recognizers/index.ts';
import { showPart } from '../../../harness/showBlocks.ts';
import {
  hole,
  keywords,
  list,
  madeWith,
  opaque,
  type PlainRecord,
  positional,
  repeated,
  site,
  symbol,
  text,
} from '../../../harness/values.ts';

const ephemeral = { type: 'ephemeral' };
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

describe('callees', () => {
  test.each([
    ['@anthropic-ai/sdk:default.().messages.create', 'create'],
    ['@anthropic-ai/sdk:Anthropic.().messages.stream', 'stream'],
    ['@anthropic-ai/sdk:default.().messages.parse', 'parse'],
    ['@anthropic-ai/sdk:default.().beta.messages.create', 'create'],
    ['@anthropic-ai/sdk:default.().beta.messages.toolRunner', 'loop'],
    ['@anthropic-ai/sdk:default.().messages.countTokens', 'count'],
    ['anthropic:AsyncAnthropic.().messages.create', 'create'],
    ['anthropic:Anthropic.().with_options.().messages.create', 'create'],
    ['anthropic:Anthropic.().beta.messages.with_raw_response.create', 'create'],
    ['anthropic:Anthropic.().messages.with_streaming_response.create', 'create'],
    ['anthropic:Anthropic.().beta.messages.tool_runner', 'loop'],
    ['anthropic:Anthropic.().messages.count_tokens', 'count'],
    ['anthropic.lib.vertex:AnthropicVertex.().messages.create', 'create'],
    ['@anthropic-ai/vertex-sdk:AnthropicVertex.().messages.create', 'create'],
  ])('%s is a %s', (callee, operation) => {
    const found = request(callee, positional({ ...usual, messages: hello }));
    expect(found).toMatchObject({
      operation,
      sureness: 'sure',
      provider: 'anthropic',
      api: 'messages',
      sdk: 'anthropic',
    });
  });

  test.each([
    '@anthropic-ai/bedrock-sdk:AnthropicBedrock.().messages.create',
    'anthropic:AsyncAnthropicBedrock.().messages.create',
  ])('%s goes to Bedrock with the same body', (callee) => {
    const found = request(callee, positional({ ...usual, messages: hello }));
    expect(found).toMatchObject({ provider: 'amazon-bedrock', api: 'messages', cacheMode: 'explicit' });
  });

  test('stream: true makes a call a streamed one', () => {
    for (const [, made] of shapes) expect(made({ ...usual, messages: hello, stream: true }).operation).toBe('stream');
    expect(shapes[0]?.[1]({ ...usual, messages: hello, stream: false }).operation).toBe('create');
  });

  test.each([
    ['twilio:default.().messages.create', ['twilio']],
    ['twilio:default.().messages.create', ['twilio', '@anthropic-ai/sdk']],
    ['client.messages.create', ['twilio']],
    ['client.messages.create', ['twilio', '@anthropic-ai/sdk']],
    ['messages.create', ['anthropic']],
    ['openai:OpenAI.().beta.threads.messages.create', ['openai', 'anthropic']],
  ])('a text message sent by %s in a file with %s is no request', (callee, packages) => {
    expect(recognize(site(callee, positional({ to: '+1', from: '+2', body: 'Hi' }), { packages }))).toBeUndefined();
    expect(recognize(site(callee, keywords({ to: '+1', from_: '+2', body: 'Hi' }), { packages }))).toBeUndefined();
  });

  test('an unseen argument of an unknown receiver is a request only where nothing else has such a call', () => {
    const args = positional(opaque('params'));
    expect(recognize(site('messages.create', args, { packages: ['anthropic'] }))?.request.sureness).toBe('likely');
    expect(recognize(site('messages.create', args, { packages: ['anthropic', 'twilio'] }))).toBeUndefined();
    expect(recognize(site('messages.create', args, { packages: ['anthropic-extras'] }))).toBeUndefined();
    expect(recognize(site('messages.create', args, { packages: [] }))).toBeUndefined();
  });

  test('an unknown receiver is likely where the file imports the SDK, or the shape is unmistakable', () => {
    const args = keywords({ ...usual, messages: hello });
    expect(recognize(site('messages.create', args, { packages: ['anthropic.types'] }))?.request.sureness).toBe(
      'likely',
    );
    expect(recognize(site('messages.create', args))?.request.sureness).toBe('likely');
    expect(recognize(site('@acme/llm:anthropic.messages.create', args))?.request.sureness).toBe('likely');
    expect(recognize(site('messages.create', keywords({ model: 'x', messages: hello })))).toBeUndefined();
  });

  test('most calls are told apart by their name alone', () => {
    const ask = (path: string): boolean => isCandidate({ path: path.split('.'), label: path }, ['anthropic']);
    expect(ask('messages.create')).toBe(true);
    expect(ask('user.create')).toBe(false);
    expect(ask('messages.push')).toBe(false);
    expect(isCandidate({ package: 'anthropic', path: ['Anthropic', '()', 'models', 'list'], label: '' }, [])).toBe(
      false,
    );
  });
});

describe('hidden marks', () => {
  const hidden = (options: PlainRecord): boolean =>
    shapes[0]?.[1]({ ...usual, messages: hello, ...options }).hiddenMarks ?? false;

  test.each([
    ['messages of a caller', { messages: opaque('messages', 'parameter') }],
    ['messages out of an unresolved helper', { messages: opaque('prepare(messages)', 'unresolved') }],
    ['messages out of another package', { messages: symbol('@acme/llm', 'withCache', '()') }],
    [
      'content out of an unresolved helper',
      { messages: [{ role: 'user', content: opaque('blocks()', 'unresolved') }] },
    ],
    ['a system prompt of unknown shape', { system: opaque('system', 'parameter') }],
    ['tools of another package', { tools: list([{ name: 'a' }], { rest: opaque('mcp', 'external') }) }],
  ])('%s may hide marks', (_name, options) => {
    expect(hidden(options)).toBe(true);
  });

  test.each([
    ['a system prompt that is a string', { system: opaque('system', 'parameter', undefined, 'string') }],
    ['a system prompt with holes', { system: text('a', hole('b', undefined, 'unresolved')) }],
    ['a conversation in a field', { messages: opaque('this.history', 'mutable-state') }],
    [
      'what the model answered',
      { messages: [...hello, { role: 'assistant', content: opaque('response.content', 'model-output') }] },
    ],
    ['the text of one message', { messages: [{ role: 'user', content: opaque('question', 'parameter') }] }],
    [
      'a level that shows its marks',
      { system: list([{ type: 'text', text: 'a', cache_control: ephemeral }], { rest: opaque('more', 'unresolved') }) },
    ],
    ['automatic caching', { messages: opaque('messages', 'parameter'), cache_control: ephemeral }],
  ])('%s hides none', (_name, options) => {
    expect(hidden(options)).toBe(false);
  });

  test('an unknown splat may hide marks and messages', () => {
    const found = request(
      'anthropic:Anthropic.().messages.create',
      keywords({ model: 'claude-opus-5' }, opaque('kwargs')),
    );
    expect(found.hiddenMarks).toBe(true);
    expect(showPart(found.messages)).toEqual(['…kwargs']);
    expect(found.models).toEqual(['claude-opus-5']);
  });
});

describe('batches, runners and endpoints', () => {
  test.each(['TypeScript', 'Python'])('the first request of a batch stands for all (%s)', (language) => {
    const requests = list([
      repeated({ custom_id: text(hole('id')), params: { ...usual, system: 'Rules', messages: hello } }),
    ]);
    const args = language === 'Python' ? keywords({ requests }) : positional({ requests });
    const found = request('anthropic:Anthropic.().messages.batches.create', args);
    expect(found).toMatchObject({ operation: 'batch', models: ['claude-sonnet-5'] });
    expect(showPart(found.system)).toEqual(['system text "Rules"']);
  });

  test('a batch of something else is no request', () => {
    expect(
      recognize(site('messages.batches.create', positional({ size: 3 }), { packages: ['anthropic'] })),
    ).toBeUndefined();
  });

  test.each([
    ['without a bound', {}, undefined],
    ['as often as it is told', { max_iterations: 5 }, 5],
    ['as often as something unknown says', { max_iterations: opaque('limit') }, undefined],
  ])('a tool runner loops by itself %s', (_name, more, bound) => {
    const found = request(
      'anthropic:Anthropic.().beta.messages.tool_runner',
      keywords({ ...usual, messages: hello, ...more }),
    );
    expect(found.innerLoop).toEqual({ bound });
  });

  test('a plain call has no loop in it', () => {
    expect(
      request('anthropic:Anthropic.().messages.create', keywords({ ...usual, messages: hello })),
    ).not.toHaveProperty('innerLoop');
  });

  test.each([
    ['https://api.anthropic.com', 'claude-sonnet-5', 'anthropic'],
    ['http://localhost:4000', 'big', 'anthropic'],
    ['https://api.example.com/anthropic', 'example-large', 'unknown'],
    ['https://gateway.example.com', 'claude-sonnet-5', 'anthropic'],
  ])('base URL %s with model %s is %s', (baseURL, model, provider) => {
    for (const options of [positional({ baseURL }), keywords({ base_url: baseURL })]) {
      const found = request(
        '@anthropic-ai/sdk:default.().messages.create',
        positional({ ...usual, model, messages: hello }),
        madeWith(options),
      );
      expect(found.provider).toBe(provider);
    }
  });
});
