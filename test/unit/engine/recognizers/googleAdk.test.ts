// Agents of the Agent Development Kit: templates over the state, static instructions, and other models.
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

const program = (made: string): string =>
  `from google.adk.agents import Agent, SequentialAgent\nfrom google.adk.models.lite_llm import LiteLlm\nroot_agent = Agent(name="a", ${made})`;

test.each([
  ['{topic}', 'nobody'],
  ['{user:name?}', 'user'],
  ['{app:rules}', 'nobody'],
])('%s is filled from the state', (name, varies) => {
  const found = requestOf('py', program(`instruction="On ${name}."`));
  expect(showPart(found?.system)).toEqual([`system text "On «${name}»."`]);
  expect(found?.system?.blocks[0]?.pieces[1]).toMatchObject({ kind: 'hole', volatility: { varies } });
});

test.each(['{"id": 1}', '{}', '{ x }'])('%s is text', (text) => {
  expect(showPart(requestOf('py', program(`instruction='${text}'`))?.system)).toEqual([`system text "${text}"`]);
});

test('an adapter leads to another provider', () => {
  const found = requestOf('py', program('instruction="Rules", model=LiteLlm(model="anthropic/claude-sonnet-5")'));
  expect(found).toMatchObject({ provider: 'anthropic', models: ['claude-sonnet-5'] });
});

test('agents that only arrange others send nothing', () => {
  expect(
    calls('py', 'from google.adk.agents import SequentialAgent\na = SequentialAgent(name="a", sub_agents=[])'),
  ).toEqual([]);
});

test('another package of Google has no agents', () => {
  expect(calls('py', 'from google.genai import Agent\na = Agent(name="a", instruction="Rules")')).toEqual([]);
});
