// Agents of Strands: how they are called, whose model they speak to, and their cache points.
import { beforeAll, expect, test } from 'vitest';
import type { AnalyzedCall, Engine } from '../../../../server/src/engine/index.ts';
import { sharedEngine } from '../../../harness/analyzeProject.ts';
import { showPart } from '../../../harness/showBlocks.ts';
import { callsOf, type SourceLanguage } from '../../../harness/understand.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await sharedEngine();
});

const calls = (language: SourceLanguage, text: string): readonly AnalyzedCall[] => callsOf(engine, language, text);
const requestOf = (language: SourceLanguage, text: string) => calls(language, text)[0]?.call.request;

const program = (made: string, rest = ''): string =>
  `from strands import Agent\nfrom strands.models import BedrockModel\nfrom strands.models.anthropic import AnthropicModel\nagent = Agent(${made})\n${rest}`;

test.each(['agent("Hi")', 'agent.invoke_async("Hi")', 'agent.stream_async("Hi")'])('%s is a run', (run) => {
  const found = calls('py', program('system_prompt="Rules"', run));
  expect(found).toHaveLength(1);
  expect(showPart(found[0]?.call.request.messages)).toEqual(['…earlier turns', 'user text "Hi"']);
});

test('other methods of an agent are none', () => {
  expect(
    calls('py', program('system_prompt="Rules"', 'agent.cleanup("Hi")')).map(({ call }) => call.site.callee.label),
  ).toEqual(['Agent']);
});

test.each([
  ['system_prompt="Rules"', 'amazon-bedrock', []],
  ['model="us.anthropic.claude-sonnet-4-6"', 'amazon-bedrock', ['us.anthropic.claude-sonnet-4-6']],
  ['model=AnthropicModel(model_id="claude-sonnet-5", max_tokens=9)', 'anthropic', ['claude-sonnet-5']],
  ['model=pick()', 'unknown', []],
])('%s', (made, provider, models) => {
  expect(requestOf('py', program(made))).toMatchObject({ provider, models });
});

test('settings of the model mark the tools and the prompt', () => {
  const found = requestOf(
    'py',
    program('model=BedrockModel(cache_tools="default", cache_prompt="default"), system_prompt="Rules", tools=[print]'),
  );
  expect(found?.tools?.blocks.at(-1)?.mark).toMatchObject({ ttl: '5m', presence: 'always' });
  expect(showPart(found?.system)).toEqual(['system text "Rules" [5m]']);
});
