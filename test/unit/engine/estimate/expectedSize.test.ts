// Parts of a prompt that are known only at run time: what size they are expected to have, and what the number says of it.
import { expect, test } from 'vitest';
import { analyzeOne, plainSettings } from '../../../harness/analyzeOne.ts';

/** Holes are written as `<…>`, so that they are none here. */
const agent = (written: string, model = 'claude-opus-5') =>
  agentWith(`\`${written.replaceAll('<', '$' + '{').replaceAll('>', '}')}\``, model);
const agentWith = (system: string, model: string) => `import Anthropic from '@anthropic-ai/sdk';
import { randomUUID } from 'node:crypto';
const client = new Anthropic();
export async function answer(question: string) {
  return client.messages.create({
    model: '${model}', max_tokens: 100, system: ${system},
    messages: [{ role: 'user', content: 'Hello' }],
  });
}
`;

async function inputOf(system: string) {
  const [call] = await analyzeOne(agent(system));
  if (call === undefined) throw new Error('There is no call.');
  return call.estimate;
}

test('a value of a kind that is known has the size of a sample', async () => {
  const bare = await inputOf('Id: . Answer.');
  const id = await inputOf('Id: <randomUUID()>. Answer.');
  expect(Math.abs(id.input.tokens - bare.input.tokens - 20)).toBeLessThanOrEqual(2);
  expect(id.assumptions).toContain('a random id: counted as values of that kind usually are');
});

test('any other has the size of the setting', async () => {
  const bare = await inputOf('About: . Answer.');
  const open = await inputOf('About: <question>. Answer.');
  expect(Math.abs(open.input.tokens - bare.input.tokens - 50)).toBeLessThanOrEqual(2);
  expect(open.assumptions).toContain('1 part of unknown size counted as 50 tokens each');
  const [call] = await analyzeOne(agent('About: <question>. Answer.'), {
    scenario: { ...plainSettings.scenario, holeTokens: 500 },
  });
  expect(call?.estimate.assumptions).toContain('1 part of unknown size counted as 500 tokens each');
});
