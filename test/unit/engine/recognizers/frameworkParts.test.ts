// Tests the readers that the recognizers of frameworks share.
import { describe, expect, test } from 'vitest';
import { callChain, namedArguments } from '../../../../server/src/engine/recognizers/shared/callChain.ts';
import { fillTemplate, variablesOf } from '../../../../server/src/engine/recognizers/shared/fillTemplate.ts';
import { mapValues } from '../../../../server/src/engine/recognizers/shared/mapValues.ts';
import { endpointOfClass, endpointOfNames } from '../../../../server/src/engine/recognizers/shared/modelEndpoint.ts';
import { showPieces } from '../../../harness/showBlocks.ts';
import {
  choice,
  hole,
  keywords,
  list,
  place,
  positional,
  symbol,
  text,
  value,
  volatility,
} from '../../../harness/values.ts';

describe('the calls that made an object', () => {
  test('have the members in front of them', () => {
    const made = { ...symbol('llama_index', 'llms', 'openai', 'OpenAI', '()', 'as_structured_llm', '(1)', 'chat') };
    const calls = [keywords({ model: 'm' }), positional(1)];
    expect(callChain({ ...made, calls }).map(({ members, name, args }) => [members.join('.'), name, args])).toEqual([
      ['llms.openai.OpenAI', 'OpenAI', calls[0]],
      ['as_structured_llm', 'as_structured_llm', calls[1]],
    ]);
  });

  test('of a path that has lost its front are the last ones', () => {
    const calls = [keywords({ a: 1 }), keywords({ b: 2 }), keywords({ c: 3 })];
    const chain = callChain({ ...symbol('p', 'then', '()', 'last', '()'), calls });
    expect(chain.map(({ args }) => args)).toEqual(calls.slice(1));
  });

  test('that were not seen have no arguments', () => {
    expect(callChain(symbol('p', 'LLM', '()'))).toEqual([{ members: ['LLM'], name: 'LLM', args: undefined, end: 2 }]);
  });

  test('name their positional arguments, and what has no name is left out', () => {
    const args = { ...positional('a', 'b', 'c'), keywords: keywords({ z: 'd' }).keywords };
    expect(namedArguments(args, ['x', 'y'], place()).fields.map(({ key }) => key)).toEqual(['x', 'y', 'z']);
  });
});

describe('a template', () => {
  const filled = (template: Parameters<typeof fillTemplate>[0], syntax: 'format' | 'jinja', given = {}): string => {
    const values: Readonly<Record<string, ReturnType<typeof text>>> = given;
    const result = fillTemplate(template, syntax, (name) => values[name]);
    return result.kind === 'text' ? showPieces(result.pieces) : result.kind;
  };

  test('takes values, and keeps holes for those that are not given', () => {
    const given = { who: text('Ann ', hole('surname')) };
    expect(filled(text('Hi {who}, {what}. {{literal}}'), 'format', given)).toBe('Hi Ann «surname», «what». {literal}');
    expect(filled(text('Hi {{ who }}, {{what|upper}}{% if x %}.'), 'jinja', given)).toBe(
      'Hi Ann «surname», «what»{% if x %}.',
    );
  });

  test('keeps holes that it had', () => {
    expect(filled(text('It is ', hole('now'), ' for {who}'), 'format')).toBe('It is «now» for «who»');
  });

  test('names its variables once', () => {
    expect(variablesOf(text('{a} {b} {a}'), 'format')).toEqual(['a', 'b']);
  });

  test('that is no text stays what it is', () => {
    expect(filled(value(3), 'format')).toBe('scalar');
  });
});

describe('the endpoint', () => {
  test.each([
    ['anthropic/claude-sonnet-5', 'anthropic', 'messages', 'claude-sonnet-5'],
    ['openai:gpt-5.5', 'openai', 'chat', 'gpt-5.5'],
    ['bedrock/anthropic.claude-sonnet-5', 'amazon-bedrock', 'converse', 'anthropic.claude-sonnet-5'],
    ['vertex_ai/gemini-3-pro', 'google', 'generate-content', 'gemini-3-pro'],
    ['claude-sonnet-5', 'anthropic', 'messages', 'claude-sonnet-5'],
    ['meta-llama/llama-4', 'unknown', 'chat', 'meta-llama/llama-4'],
  ])('of the model %s', (name, provider, api, plain) => {
    expect(endpointOfNames([name])).toEqual({ provider, api, names: [plain] });
  });

  test.each([
    ['AnthropicChatGenerator', 'anthropic'],
    ['BedrockConverse', 'amazon-bedrock'],
    ['AnthropicBedrock', 'amazon-bedrock'],
    ['AzureOpenAI', 'openai'],
    ['GoogleGenAI', 'google'],
    ['OpenAILike', 'unknown'],
    ['OpenRouter', 'unknown'],
    ['Ollama', 'unknown'],
  ])('of the class %s', (name, provider) => {
    expect(endpointOfClass(name, []).provider).toBe(provider);
  });

  test('of models of several providers is unknown', () => {
    expect(endpointOfNames(['claude-sonnet-5', 'gpt-5.5']).provider).toBe('unknown');
  });
});

test('what stands in a list is rewritten once, alternatives included', () => {
  const nested = list([['a', 'b'], choice(volatility('request'), 'c', 'd')]);
  const kinds: string[] = [];
  mapValues(nested, (one) => {
    kinds.push(one.kind);
    return one;
  });
  expect(kinds).toEqual(['list', 'text', 'text']);
});
