// Agents of Pydantic AI: the order of their instructions, their cache settings and their loop.
import { beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../../../server/src/engine/index.ts';
import { sharedEngine } from '../../../harness/analyzeProject.ts';
import { showPart } from '../../../harness/showBlocks.ts';
import { callsOf, type SourceLanguage } from '../../../harness/understand.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await sharedEngine();
});

const requestOf = (language: SourceLanguage, text: string) => callsOf(engine, language, text)[0]?.call.request;

const program = (made: string, rest = ''): string =>
  `from pydantic_ai import Agent, UsageLimits\nagent = Agent(${made})\n${rest}`;

test('constant instructions stand in front of those that are made', () => {
  const found = requestOf('py', program('"openai:gpt-5.4", instructions=[lambda ctx: f"Now {ctx.deps}", "Rules"]'));
  expect(showPart(found?.system)).toEqual(['system text "Rules"', 'system text "Now «ctx»"']);
});

test('the mark covers the constant instructions only', () => {
  const made =
    '"anthropic:claude-sonnet-5", instructions="Rules", model_settings={"anthropic_cache_instructions": "1h"}';
  const found = requestOf('py', program(made, '@agent.instructions\ndef now(ctx):\n    return f"Now {ctx.deps}"\n'));
  expect(showPart(found?.system)).toEqual(['system text "Rules" [1h]', 'system text "Now «ctx»"']);
});

test.each([
  ['anthropic:claude-sonnet-5', 'anthropic_cache', 'True', 'rolling'],
  ['anthropic:claude-sonnet-5', 'anthropic_cache', 'False', 'explicit'],
  ['openai:gpt-5.4', 'anthropic_cache', 'True', 'automatic'],
  ['bedrock:us.amazon.nova-pro-v1:0', 'bedrock_cache_messages', 'True', 'rolling'],
])('%s with %s=%s caches %s', (model, name, value, mode) => {
  const found = requestOf('py', program(`"${model}", instructions="Rules", model_settings={"${name}": ${value}}`));
  expect(found?.cacheMode).toBe(mode);
});

test.each([
  ['', 50],
  [', usage_limits=UsageLimits(request_limit=5)', 5],
  [', usage_limits=limits', undefined],
])('limits%s', (limits, bound) => {
  const found = requestOf(
    'py',
    program('"openai:gpt-5.4", tools=[print]', `def ask(limits):\n    agent.run_sync("Hi"${limits})\n`),
  );
  expect(found?.innerLoop).toEqual({ bound });
});
