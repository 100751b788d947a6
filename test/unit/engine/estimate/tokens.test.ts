// Token counts: classes, bands, structure. The encoder is a stand-in with one token per word or sign.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolveModel } from '../../../../server/src/engine/catalog/index.ts';
import {
  type CountableRequest,
  countClaudeRequest,
  countOpenAiRequest,
  createTokenCounter,
  type Encoder,
  exactly,
  pythonJson,
  roughTokenCounter,
  sumTokens,
  type TokenCounter,
  toolNamespace,
  toolPromptOf,
} from '../../../../server/src/engine/estimate/index.ts';

const model = (name: string) => {
  const found = resolveModel(name);
  if (found === undefined) throw new Error(name);
  return found;
};

/** Words with their leading space, digits, single signs; ids are handed out as pieces are met. */
function wordEncoder(): Encoder & { readonly calls: () => number } {
  const ids = new Map<string, number>();
  const pieces: string[] = [];
  let calls = 0;
  return {
    encode: (text) => {
      calls++;
      return [...text.matchAll(/ ?[A-Za-z]+|\d+|\s+|[^\sA-Za-z\d]/gu)].map(([piece]) => {
        const known = ids.get(piece);
        if (known !== undefined) return known;
        ids.set(piece, pieces.length);
        return pieces.push(piece) - 1;
      });
    },
    bytesOf: (token) => new TextEncoder().encode(pieces[token] ?? ''),
    size: 1000,
    calls: () => calls,
  };
}

const user = (text: string) => ({ role: 'user' as const, parts: [{ kind: 'text' as const, text }] });
const only = (messages: CountableRequest['messages']): CountableRequest => ({ tools: [], system: [], messages });
/** One token per character, exact: makes structure visible. */
const perCharacter: TokenCounter = { count: (text) => exactly(text.length) };

describe('counting a text', () => {
  test('OpenAI encodings are exact, Claude is weighed by class with a band', () => {
    const counter = createTokenCounter(wordEncoder);
    expect(counter.count('read the file', 'o200k_base')).toEqual({ tokens: 3, low: 3, high: 3, method: 'exact' });
    // Three common words, a space that no word takes in, a number, a sign.
    const claude = counter.count('read the file 42!', 'claude-3');
    expect(claude.tokens).toBe(6);
    expect(claude.method).toBe('estimate');
    expect(claude.low).toBeLessThan(claude.tokens);
    expect(claude.high).toBeGreaterThan(claude.tokens);
  });

  test('a piece that no word takes in is one token, and so are three digits', () => {
    const counter = createTokenCounter(wordEncoder);
    const count = (text: string): number => counter.count(text, 'claude-3').tokens;
    expect(count('a\n\nb') - count('a b')).toBe(1);
    expect(count('a\n    b') - count('a b')).toBe(2);
    expect(count('a = b') - count('a b')).toBe(1);
    expect(count('a 1234567 b') - count('a b')).toBe(5);
    expect(count('it’s') - count('it')).toBeLessThanOrEqual(1);
  });

  test('the same text is encoded once', () => {
    const encoder = wordEncoder();
    const counter = createTokenCounter(() => encoder);
    const first = counter.count('same text', 'o200k_base');
    expect(counter.count('same text', 'o200k_base')).toBe(first);
    expect(encoder.calls()).toBe(1);
    counter.count('same text', 'claude-3');
    const calls = encoder.calls();
    // The words are known by then, whatever they are weighed for.
    counter.count('text same', 'claude-4.7');
    expect(encoder.calls()).toBe(calls);
  });

  test('a rough count is replaced once an encoder is there', () => {
    let encoder: Encoder | undefined;
    const counter = createTokenCounter(() => encoder);
    const rough = counter.count('three short words', 'o200k_base');
    expect(rough.method).toBe('estimate');
    encoder = wordEncoder();
    expect(counter.count('three short words', 'o200k_base')).toMatchObject({ tokens: 3, method: 'exact' });
    encoder = undefined;
    expect(counter.count('three short words', 'o200k_base').method).toBe('exact');
  });

  test('forgets old texts instead of growing for ever', () => {
    const encoder = wordEncoder();
    const counter = createTokenCounter(() => encoder);
    const block = 'x'.repeat(1_000_000);
    counter.count('first', 'o200k_base');
    for (let n = 0; n < 9; n++) counter.count(`${n}${block}`, 'o200k_base');
    const before = encoder.calls();
    counter.count('first', 'o200k_base');
    expect(encoder.calls()).toBe(before + 1);
  });
});

describe('without an encoder', () => {
  test('any text has a finite count inside its band', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const count = roughTokenCounter.count(text, 'claude-3');
        expect(Number.isFinite(count.tokens) && count.low <= count.tokens && count.tokens <= count.high).toBe(true);
        if (text !== '') expect(count.high).toBeGreaterThan(0);
      }),
    );
  });

  test.each([
    ['The quick brown fox jumps over the lazy dog and runs away.', 13],
    ['const total = items.map((item) => item.price * 2);', 15],
    ['会議は明日の午後三時から始まります。', 12],
    ['Встреча начинается завтра в три часа дня.', 11],
  ])('%s is about %i o200k tokens', (text, tokens) => {
    const count = roughTokenCounter.count(text, 'o200k_base');
    expect(Math.abs(count.tokens - tokens)).toBeLessThanOrEqual(Math.max(3, tokens * 0.3));
  });

  test('a long unbroken run does not overflow the pattern', () => {
    const count = roughTokenCounter.count('A'.repeat(300_000), 'o200k_base');
    expect(count.tokens).toBeGreaterThan(10_000);
  });
});

describe('a request to Claude', () => {
  const sonnet = model('claude-sonnet-4-5');

  test('one message without system is seven tokens above its text', () => {
    const { total, tail } = countClaudeRequest(only([user('Hi')]), sonnet, perCharacter);
    expect([total.tokens, tail.tokens]).toEqual([2 + 7, 3]);
  });

  test('an answer that is begun has no opening of its own', () => {
    const begun = only([user('Hi'), { ...user('{'), role: 'assistant' as const }]);
    expect(countClaudeRequest(begun, sonnet, perCharacter).total.tokens).toBe(2 + 1 + 7 + 3 - 3);
  });

  test('where the tool-use prompt is split does not widen the band of the whole', () => {
    const tools = [{ name: 't', schema: { type: 'object' } }];
    const { total } = countClaudeRequest({ ...only([user('Hi')]), tools }, model('claude-opus-5'), perCharacter);
    expect(total.high - total.low).toBeLessThanOrEqual(16);
  });

  test('a system prompt adds its text, each further message three tokens', () => {
    const request = {
      ...only([user('ab'), { ...user('cd'), role: 'assistant' as const }, user('ef')]),
      system: ['xyz'],
    };
    expect(countClaudeRequest(request, sonnet, perCharacter).total.tokens).toBe(6 + 7 + 3 + 2 * 3);
  });

  test('tool results cost more each when the model reads several in one message', () => {
    const result = { kind: 'toolResult' as const, text: 'ok' };
    const asked = { ...user('q'), role: 'assistant' as const };
    const count = (...turns: readonly (readonly (typeof result)[])[]) => {
      const messages = [asked, ...turns.map((parts) => ({ role: 'user' as const, parts }))];
      return countClaudeRequest(only(messages), sonnet, perCharacter)
        .messages.slice(1)
        .reduce((sum, { tokens }) => sum + tokens, 0);
    };
    expect(count([result])).toBe(3 + 7 + 2);
    expect(count([result, result])).toBe(3 + 25 + 2 * (19 + 2));
    // Messages of one role in a row are read as one.
    expect(count([result], [result])).toBe(count([result, result]));
  });

  test('a tool call is counted by its names and values, and by what wraps the first, the others and each parameter', () => {
    const call = (input: Readonly<Record<string, string>>) => ({ kind: 'toolUse' as const, name: 'get', input });
    const count = (parts: CountableRequest['messages'][number]['parts']) =>
      countClaudeRequest(only([user('q'), { role: 'assistant', parts }]), sonnet, perCharacter).messages[1]?.tokens;
    expect(count([call({})])).toBe(3 + 33 + 3);
    expect(count([call({ city: 'Rome' })])).toBe(3 + 33 + 3 + 15 + 4 + 4);
    expect(count([call({}), call({})])).toBe(3 + 33 + 3 + 16 + 3);
    expect(count([{ kind: 'text', text: 'Go.' }, call({})])).toBe(3 + 3 + 33 + 3 - 1);
  });

  test('a schema of the answer is counted as indented JSON, a tool that must be called by its name', () => {
    const plain = countClaudeRequest(only([user('Hi')]), sonnet, perCharacter).total.tokens;
    const outputSchema = { type: 'object', properties: { a: { type: 'string' } } };
    const format = countClaudeRequest({ ...only([user('Hi')]), outputSchema }, sonnet, perCharacter).total.tokens;
    expect(format - plain).toBe(81 + JSON.stringify(outputSchema, null, 2).length);
    const tools = [{ name: 'save', schema: {} }];
    const request = { ...only([user('Hi')]), tools, toolChoice: 'forced' as const };
    const any = countClaudeRequest(request, sonnet, perCharacter).total.tokens;
    const one = countClaudeRequest({ ...request, forcedTool: 'save' }, sonnet, perCharacter).total.tokens;
    expect(one - any).toBe('save'.length + 1);
  });

  test('the tool-use prompt follows the tool choice and is split around the system prompt', () => {
    const tools = [{ name: 't', schema: { type: 'object' } }];
    const of = (toolChoice: 'auto' | 'forced', parallelTools = true) => {
      const { before, after } = toolPromptOf({ tools, toolChoice, parallelTools }, sonnet);
      return [before.tokens, after.tokens];
    };
    expect(of('auto')).toEqual([180, 316]);
    expect(of('forced')).toEqual([180, 408]);
    expect(of('auto', false)).toEqual([180, 108]);
    expect(toolPromptOf({ tools: [] }, sonnet).before.tokens).toBe(0);
  });

  test('an unmeasured split is a wide band, an undocumented overhead an assumption', () => {
    const tools = [{ name: 't', schema: { type: 'object' } }];
    expect(toolPromptOf({ tools }, model('claude-opus-5')).before).toEqual({
      tokens: 143,
      low: 0,
      high: 286,
      method: 'estimate',
    });
    expect(toolPromptOf({ tools }, model('claude-opus-5-5')).before.method).toBe('assumed');
  });

  test('the parts add up to the total', () => {
    const request: CountableRequest = {
      tools: [
        {
          name: 'search',
          description: 'Finds things.',
          schema: { type: 'object', properties: { q: { type: 'string' } } },
        },
      ],
      system: ['You help.', 'Be brief.'],
      messages: [
        user('Find it'),
        { role: 'assistant', parts: [{ kind: 'toolUse', name: 'search', input: { q: 'it' } }] },
        { role: 'user', parts: [{ kind: 'toolResult', text: 'found' }] },
      ],
      thinking: 'enabled',
    };
    for (const name of ['claude-sonnet-4-5', 'claude-opus-5', 'claude-3-haiku']) {
      const counted = countClaudeRequest(request, model(name), roughTokenCounter);
      const parts = sumTokens([
        counted.beforeTools,
        ...counted.tools,
        ...counted.system,
        counted.beforeMessages,
        ...counted.messages,
        counted.tail,
      ]);
      expect(Math.abs(parts.tokens - counted.total.tokens)).toBeLessThan(1);
      expect(counted.total.low).toBeLessThanOrEqual(counted.total.tokens);
    }
  });

  test('tool JSON is written with spaces after colons and commas', () => {
    expect(pythonJson({ a: [1, 'x"', null], b: { c: true } })).toBe('{"a": [1, "x\\"", null], "b": {"c": true}}');
  });
});

describe('a request to OpenAI', () => {
  test('three tokens a message, one for the role, three for the reply', () => {
    const count = (name: string) => countOpenAiRequest(only([user('abc')]), model(name), perCharacter, 'chat').total;
    expect(count('gpt-4o')).toEqual({ tokens: 3 + 1 + 3 + 3, low: 10, high: 10, method: 'exact' });
    expect(count('o3').tokens).toBe(9);
  });

  test('GPT-5 adds two tokens for each assistant message', () => {
    const request = only([user('a'), { ...user('b'), role: 'assistant' }, user('c')]);
    const five = countOpenAiRequest(request, model('gpt-5'), perCharacter, 'chat').total.tokens;
    const reasoning = countOpenAiRequest(request, model('o3'), perCharacter, 'chat').total.tokens;
    expect(five - reasoning).toBe(2);
  });

  test('tools are a TypeScript namespace', () => {
    const text = toolNamespace([
      {
        name: 'weather',
        description: 'Weather at a place.\n  Metric.',
        schema: {
          type: 'object',
          properties: {
            place: { $ref: '#/$defs/Place' },
            unit: { type: 'string', enum: ['c', 'f'], description: 'Unit' },
            days: { type: 'array', items: { type: 'integer' } },
          },
          required: ['place'],
          $defs: { Place: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } },
        },
      },
      { name: 'now', schema: {} },
    ]);
    expect(text).toBe(
      [
        'namespace functions {',
        '',
        '// Weather at a place.',
        '// Metric.',
        'type weather = (_: {',
        'place: {',
        'city: string,',
        '},',
        '// Unit',
        'unit?: "c" | "f",',
        'days?: number[],',
        '}) => any;',
        '',
        'type now = () => any;',
        '',
        '} // namespace functions',
      ].join('\n'),
    );
  });

  test('a schema that contains itself ends', () => {
    const schema = {
      type: 'object',
      properties: { child: { $ref: '#/$defs/Node' } },
      $defs: { Node: { type: 'object', properties: { child: { $ref: '#/$defs/Node' } } } },
    };
    expect(toolNamespace([{ name: 'tree', schema }])).toContain('child?: any,');
  });
});
