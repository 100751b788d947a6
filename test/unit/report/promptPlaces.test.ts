// What becomes of each written part of a prompt on a warm tick.
import { expect, test } from 'vitest';
import { promptPlaces } from '../../../server/src/report/index.ts';
import { analyzeOne } from '../../harness/analyzeOne.ts';

const policy = 'Answer in full sentences and cite the manual. '.repeat(200).trim();
const agent = (system: string, loop = true) => `import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
const POLICY = '${policy}';
export async function run(task: string) {
  const messages: Anthropic.MessageParam[] = [{ role: 'user', content: task }];
  ${loop ? 'for (let step = 0; step < 20; step++) {' : '{'}
    const reply = await client.messages.create({ model: 'claude-opus-5', max_tokens: 500, system: ${system}, messages });
    messages.push({ role: 'assistant', content: reply.content });
    messages.push({ role: 'user', content: 'Go on.' });
  }
}
`;

async function states(system: string, loop = true) {
  const text = agent(system, loop);
  const [call] = await analyzeOne(text);
  if (call === undefined) throw new Error('There is no call.');
  return promptPlaces(call)
    .filter(({ level }) => level === 'system')
    .map(({ place, state }) => [text.slice(place.start, place.end).slice(0, 12), state]);
}

test('with a mark the text is read from the cache', async () => {
  const marked = "[{ type: 'text', text: POLICY, cache_control: { type: 'ephemeral' } }]";
  expect(await states(marked)).toEqual([[expect.stringContaining('Answer in f'), 'cached']]);
});

test('without a mark it is billed again, and once when it is sent once', async () => {
  expect(await states('POLICY')).toEqual([[expect.stringContaining('Answer in f'), 'rebilled']]);
  expect(await states('POLICY', false)).toEqual([[expect.stringContaining('Answer in f'), 'plain']]);
});

test('a clock in front breaks it, and what is behind is billed again', async () => {
  const clock =
    "[{ type: 'text', text: new Date().toISOString() }, { type: 'text', text: POLICY, cache_control: { type: 'ephemeral' } }]";
  expect((await states(clock)).map(([, state]) => state)).toEqual(['break', 'rebilled']);
});

test('a list of tools is counted whole, where it is written', async () => {
  const tool =
    "{ name: 'look', description: 'Looks things up in the manual.', input_schema: { type: 'object', properties: {} } }";
  const text = agent('POLICY').replace(
    'max_tokens: 500,',
    `max_tokens: 500, tools: [${tool}, ${tool.replace('look', 'ask')}],`,
  );
  const [call] = await analyzeOne(text);
  if (call === undefined) throw new Error('There is no call.');
  const [list] = promptPlaces(call);
  expect(list).toMatchObject({ kind: 'tools', count: 2, state: 'rebilled' });
  expect(text.slice(list?.place.start).startsWith("[{ name: 'look'")).toBe(true);
  expect(list?.tokens.tokens).toBeGreaterThan(40);
});
