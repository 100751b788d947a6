// Requests of LiteLLM: its routes, its callees, and the marks that it injects.
import { describe, expect, test } from 'vitest';
import type { Arguments, CallSite, Request } from '../../../../server/src/engine/model/index.ts';
import { recognize } from '../../../../server/src/engine/recognizers/index.ts';
import { showPart } from '../../../harness/showBlocks.ts';
import { keywords, list, opaque, type PlainRecord, positional, site } from '../../../harness/values.ts';

const hello = [{ role: 'user', content: 'Hello' }];

function found(callee: string, args: Arguments, more?: Partial<CallSite>): Request | undefined {
  return recognize(site(callee, args, more))?.request;
}

function completion(options: PlainRecord): Request {
  const request = found('litellm:completion', keywords({ model: 'anthropic/claude-sonnet-5', ...options }));
  if (request === undefined) throw new Error('not recognized');
  return request;
}

describe('callees', () => {
  test.each([
    'litellm:completion',
    'litellm:acompletion',
    'litellm:Router.().acompletion',
    'litellm:main.completion',
  ])('%s is a request', (callee) => {
    expect(found(callee, keywords({ model: 'gpt-6', messages: hello }))).toMatchObject({ sureness: 'sure' });
  });

  test.each([
    'litellm:text_completion',
    'litellm:Cache.().completion',
    'acme:completion',
    'completion',
  ])('%s is none', (callee) => {
    const args = keywords({ model: 'gpt-6', messages: hello });
    expect(found(callee, args, { packages: ['litellm'] })).toBeUndefined();
  });

  test('a router that was handed in is likely in a file that imports LiteLLM', () => {
    const args = keywords({ model: 'fast', messages: hello });
    expect(found('router.acompletion', args, { packages: ['litellm'] })).toMatchObject({ sureness: 'likely' });
    expect(found('router.acompletion', args, { packages: ['acme'] })).toBeUndefined();
    expect(found('router.acompletion', keywords({ prompt: 'x' }), { packages: ['litellm'] })).toBeUndefined();
  });

  test('model and messages may be given by position', () => {
    const request = found('litellm:completion', positional('gpt-6', [{ role: 'system', content: 'Rules' }, ...hello]));
    expect(request?.models).toEqual(['gpt-6']);
    expect(showPart(request?.system)).toEqual(['system text "Rules"']);
  });
});

test.each([
  ['anthropic/claude-sonnet-5', 'anthropic', 'messages', 'explicit'],
  ['bedrock/us.anthropic.claude-sonnet-5-v1:0', 'amazon-bedrock', 'converse', 'explicit'],
  ['vertex_ai/claude-sonnet-5', 'anthropic', 'messages', 'explicit'],
  ['gemini/gemini-4-argon', 'google', 'generate-content', 'automatic'],
  ['openai/gpt-6', 'openai', 'chat', 'automatic'],
  ['azure/our-deployment', 'openai', 'chat', 'automatic'],
  ['openrouter/anthropic/claude-opus-5', 'anthropic', 'messages', 'explicit'],
  ['ollama/llama4', 'unknown', 'chat', 'unknown'],
])('%s leads to %s', (model, provider, api, cacheMode) => {
  expect(completion({ model, messages: hello })).toMatchObject({ provider, api, cacheMode });
});

describe('marks', () => {
  const tool = { type: 'function', function: { name: 'look', cache_control: { type: 'ephemeral' } } };

  test('stand on parts, on whole messages and inside the function of a tool', () => {
    const system = { role: 'system', content: 'Rules', cache_control: { type: 'ephemeral', ttl: '1h' } };
    const request = completion({ tools: [tool], messages: [system, ...hello] });
    expect(request.tools?.blocks[0]?.mark?.ttl).toBe('5m');
    expect(showPart(request.system)).toEqual(['system text "Rules" [1h]']);
  });

  test("Anthropic's are not sent to OpenAI", () => {
    const request = completion({ model: 'gpt-6', tools: [tool], messages: hello });
    expect(request.tools?.blocks[0]?.mark).toBeUndefined();
  });
});

describe('injection points', () => {
  const turns = [
    { role: 'system', content: 'Rules' },
    { role: 'user', content: 'One' },
    { role: 'assistant', content: 'Two' },
    { role: 'user', content: 'Three' },
  ];
  const inject = (points: PlainRecord['x'], messages: PlainRecord['x'] = turns): readonly string[] => {
    const request = completion({ messages, cache_control_injection_points: points });
    return [
      ...showPart(request.system),
      ...showPart(request.messages),
      ...(request.hiddenMarks ? ['marks may be hidden'] : []),
    ];
  };
  const message = (more: PlainRecord): PlainRecord => ({ location: 'message', ...more });

  test('mark each message of a role', () => {
    expect(inject([message({ role: 'user' })])).toEqual([
      'system text "Rules"',
      'user text "One" [5m]',
      'assistant text "Two"',
      'user text "Three" [5m]',
    ]);
  });

  test('an index goes before a role, and counts from either end', () => {
    const marked = inject([message({ index: 0 }), message({ role: 'user', index: -1 })]);
    expect(marked.filter((line) => line.includes('['))).toEqual(['system text "Rules" [5m]', 'user text "Three" [5m]']);
  });

  test('have a lifetime', () => {
    const control = { type: 'ephemeral', ttl: '1h' };
    expect(inject([message({ role: 'system', control })])[0]).toBe('system text "Rules" [1h]');
  });

  test('stop at four marks', () => {
    const many = Array.from({ length: 6 }, (_, index) => ({ role: 'user', content: `${index}` }));
    expect(inject([message({ role: 'user' })], many).filter((line) => line.includes('['))).toHaveLength(4);
  });

  test('leave a message that is marked', () => {
    const content = [
      { type: 'text', text: 'Long', cache_control: { type: 'ephemeral' } },
      { type: 'text', text: 'Short' },
    ];
    const marked = inject([message({ role: 'user' })], [{ role: 'user', content }]);
    expect(marked).toEqual(['user text "Long" [5m]', 'user text "Short"']);
  });

  test.each([
    ['a place among unlisted messages', [message({ index: 2 })]],
    ['another location', [{ location: 'tool_config' }]],
  ])('%s may hide marks', (_, points) => {
    const open = list([{ role: 'system', content: 'Rules' }], () => ({ rest: opaque('history', 'mutable-state') }));
    expect(inject(points, open)).toContain('marks may be hidden');
  });
});
