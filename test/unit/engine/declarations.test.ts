// What users tell of their code: wrappers are understood as the SDK's call, helpers hide marks, and told volatility wins over guesses.
import { beforeAll, describe, expect, test } from 'vitest';
import type { AnalyzedCall, Declarations, Engine, WrapperForm } from '../../../server/src/engine/index.ts';
import { sharedEngine } from '../../harness/analyzeProject.ts';
import { memorySnapshot } from '../../harness/memorySnapshot.ts';
import { plainSettings, showUnderstood } from '../../harness/understand.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await sharedEngine();
});

function callsIn(name: string, text: string, declarations: Declarations, files: Record<string, string> = {}) {
  const path = `/project/${name}`;
  const others = Object.entries(files).map(([file, content]) => [`/project/${file}`, content] as const);
  const snapshot = memorySnapshot(new Map([[path, text], ...others]));
  return engine.analyze(path, snapshot, { ...plainSettings, declarations }).calls;
}

const shown = ({ layout }: AnalyzedCall): readonly string[] =>
  layout.segments.map(({ role, pieces }) => `${role}: ${pieces.map(showUnderstood).join('')}`);

describe('wrappers', () => {
  const options = { system: 'Be kind.', messages: [{ role: 'user', content: 'Hi' }] };
  const chat = { messages: [{ role: 'system', content: 'Be kind.' }, ...options.messages] };
  const forms: readonly (readonly [WrapperForm, object, string])[] = [
    ['anthropic.messages', options, 'anthropic'],
    ['openai.chat', chat, 'openaiChat'],
    ['openai.responses', { instructions: 'Be kind.', input: 'Hi' }, 'openaiResponses'],
    ['ai.generateText', { system: 'Be kind.', prompt: 'Hi' }, 'vercelAi'],
    ['google.generateContent', { contents: 'Hi', config: { systemInstruction: 'Be kind.' } }, 'googleGenai'],
    [
      'bedrock.converse',
      { system: [{ text: 'Be kind.' }], messages: [{ role: 'user', content: [{ text: 'Hi' }] }] },
      'amazonBedrock',
    ],
  ];

  test.each(forms)('%s', (as, given, sdk) => {
    const call = callsIn('main.ts', `send(${JSON.stringify(given)});\n`, { wrappers: [{ call: 'send', as }] });
    expect(call.map((one) => one.call.request.sdk)).toEqual([sdk]);
    expect(call.flatMap(shown)).toEqual(['system: Be kind.', 'user: Hi']);
  });

  test('litellm.completion, which takes its options by name', () => {
    const text = `send(messages=${JSON.stringify(chat.messages)})\n`;
    const [call] = callsIn('main.py', text, { wrappers: [{ call: 'send', as: 'litellm.completion' }] });
    expect([call?.call.request.sdk, ...(call ? shown(call) : [])]).toEqual(['litellm', 'system: Be kind.', 'user: Hi']);
  });

  const ask = { call: 'llm.ask', as: 'anthropic.messages', arguments: { 0: 'system', '1': 'messages' } } as const;
  test.each([
    ['arguments by position', `llm.ask('Be kind.', [{ role: 'user', content: 'Hi' }]);`],
    [
      'what is left over holds further options',
      `llm.ask('Be kind.', [{ role: 'user', content: 'Hi' }], { tools: [] });`,
    ],
    ['any receiver that ends so', `deps.llm.ask('Be kind.', [{ role: 'user', content: 'Hi' }]);`],
    ['a function that makes it', `const go = (q) => llm.ask('Be kind.', [{ role: 'user', content: q }]);\ngo('Hi');`],
  ])('%s', (_, text) => {
    expect(callsIn('main.ts', text, { wrappers: [ask] }).map(shown)).toEqual([['system: Be kind.', 'user: Hi']]);
  });

  test('where arguments stand by position, no fix adds an option by name', () => {
    const [call] = callsIn('main.ts', `llm.ask('Be kind.', [], { max_tokens: 9 });`, { wrappers: [ask] });
    expect(call?.call.request.optionsPlace).toBeUndefined();
    expect([...(call?.call.request.params.keys() ?? [])]).toEqual(['max_tokens']);
  });

  test.each([
    ['another path', `other.ask('Be kind.', []);`],
    ['a longer name', `llm.askAll('Be kind.', []);`],
    ['no call', `export const f = llm.ask;`],
  ])('none: %s', (_, text) => {
    expect(callsIn('main.ts', text, { wrappers: [ask] })).toEqual([]);
  });

  describe('of a package', () => {
    const wrappers = [{ call: 'complete', package: '@acme/llm', as: 'anthropic.messages' }] as const;
    const call = `complete({ system: 'Be kind.', messages: [] });`;
    const count = (text: string, files = {}): number => callsIn('main.ts', text, { wrappers }, files).length;
    test.each([
      ['imported from it', `import { complete } from '@acme/llm';\n${call}`, 1],
      ['under another name', `import { complete as ask } from '@acme/llm';\nask({ messages: [] });`, 1],
      ['a module of it', `import { complete } from '@acme/llm/client';\n${call}`, 1],
      [
        'handed in, of a type of it',
        `import type { Llm } from '@acme/llm';\nexport const f = (llm: Llm) => llm.${call}`,
        1,
      ],
      ['of another package', `import { complete } from '@other/llm';\n${call}`, 0],
      ['of nowhere', call, 0],
    ])('%s', (_, text, expected) => {
      expect(count(text)).toBe(expected);
    });
    test('a package of the workspace is not followed', () => {
      const files = {
        'package.json': '{ "workspaces": ["packages/*"] }',
        'packages/llm/package.json': '{ "name": "@acme/llm", "main": "index.ts" }',
        'packages/llm/index.ts': `import OpenAI from 'openai';\nconst client = new OpenAI();\nexport const complete = (o) => client.chat.completions.create(o);\n`,
      };
      const calls = callsIn('main.ts', `import { complete } from '@acme/llm';\n${call}`, { wrappers }, files);
      expect(calls.map((one) => one.call.request.sdk)).toEqual(['anthropic']);
    });
  });

  test('each telling has its own answer, whichever was asked for before', () => {
    const files = { 'ask.ts': 'export const ask = (o) => fetch("https://x", { body: o });\n' };
    const text = `import { ask } from './ask.ts';\nexport const go = (q) => ask({ system: q, messages: [] });\n`;
    const sdk = (declarations: Declarations) =>
      callsIn('main.ts', text, declarations, files).map((one) => one.call.request.sdk);
    const as = (form: WrapperForm): Declarations => ({ wrappers: [{ call: 'ask', as: form }] });
    for (let round = 0; round < 2; round++) {
      expect(sdk(as('anthropic.messages'))).toEqual(['anthropic']);
      expect(sdk({})).toEqual([]);
      expect(sdk(as('openai.chat'))).toEqual(['openaiChat']);
    }
  });

  test('of two that fit, the later one counts', () => {
    const wrappers = (['openai.chat', 'anthropic.messages'] as const).map((as) => ({ call: 'ask', as }));
    expect(callsIn('main.ts', 'ask({ messages: [] });', { wrappers })[0]?.call.request.sdk).toBe('anthropic');
  });
});

describe('helpers that set marks', () => {
  const program = (messages: string): string => `import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
const marked = <Prompt>(prompt: Prompt): Prompt => prompt;
const messages = [{ role: 'user', content: 'Hi' }];
client.messages.create({ model: 'claude-sonnet-5', max_tokens: 9, system: 'Be kind.', ${messages} });
`;
  test.each([
    ['its result', 'messages: marked(messages)', true],
    ['its result, changed afterwards', 'messages: [...marked(messages), { role: "user", content: "Go on." }]', true],
    ['the options', '...marked({ messages })', true],
    ['another function', 'messages: other(messages) && messages', false],
  ])('%s', (name, messages, expected) => {
    const declarations = { breakpointHelpers: ['marked'] };
    const hidden = (told: Declarations) =>
      callsIn('main.ts', program(messages), told).map(({ call }) => call.request.hiddenMarks);
    expect(hidden(declarations)).toEqual([expected]);
    if (name === 'its result') expect(hidden({})).toEqual([false]);
  });
});

describe('volatility', () => {
  const systemWith = (value: string, volatility: Declarations['volatility']): string => {
    const text = `import Anthropic from '@anthropic-ai/sdk';
import { banner, fetchBanner } from '@acme/banners';
const client = new Anthropic();
export async function ask(userName: string, topic: string, context: Context, request: Request, options: Options) {
  const fetched = await fetchBanner(topic);
  const now = Date.now();
  const maybe = topic ? fetched : 'none';
  return client.messages.create({ model: 'claude-sonnet-5', max_tokens: 9, system: \`\${${value}}\`, messages: [] });
}
`;
    return callsIn('main.ts', text, { volatility }).flatMap(shown).join(' ');
  };
  test.each([
    ['a guess by name', 'userName', { names: { userName: 'never' } }, 'system: «userName»'],
    ['a parameter', 'topic', { names: { topic: 'minute' } }, 'system: «topic minute»'],
    ['across whom', 'topic', { names: { topic: 'session' } }, 'system: «topic /session»'],
    ['a variable', 'fetched', { names: { fetched: 'process' } }, 'system: «fetchBanner() process»'],
    ['a function', 'fetchBanner()', { names: { fetchBanner: 'day' } }, 'system: «fetchBanner day»'],
    ['an import', 'banner', { names: { banner: 'tenant' } }, 'system: «banner /tenant»'],
    ['a member', 'options.locale', { names: { locale: 'deployment' } }, 'system: «options deployment»'],
    ['a member by key', "options['locale']", { names: { locale: 'user' } }, 'system: «options /user»'],
    ['a type', 'context.locale', { types: { Context: 'request' } }, 'system: «context request»'],
    ['a type that is known', 'request.url', { types: { Request: 'never' } }, 'system: «request»'],
    [
      'a name before a type',
      'context.locale',
      { names: { locale: 'never' }, types: { Context: 'request' } },
      'system: «context»',
    ],
    ['never what the flow shows', 'now', { names: { now: 'never' } }, 'system: «Date.now() call»'],
    ['no other name', 'topic', { names: { Topic: 'minute', constructor: 'call' } }, 'system: «topic ?»'],
  ] as const)('%s', (_, value, volatility, expected) => {
    expect(systemWith(value, volatility)).toBe(expected);
  });
});
