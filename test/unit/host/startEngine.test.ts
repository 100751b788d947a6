// When encodings are loaded: never before the first analysis of an editor, and always before what a command prints.
import { expect, test } from 'vitest';
import { startEngine } from '../../../server/src/host/index.ts';
import { plainSettings } from '../../harness/analyzeOne.ts';
import { memorySnapshot } from '../../harness/memorySnapshot.ts';

const path = '/p/agent.ts';
const snapshot = memorySnapshot(
  new Map([
    [
      path,
      `import OpenAI from 'openai';
const client = new OpenAI();
client.chat.completions.create({ model: 'gpt-4.1', messages: [{ role: 'user', content: 'Which bicycles fit a rider of two metres, and what do they weigh?' }] });
`,
    ],
  ]),
);

test('behind: the first analysis counts roughly and the next one exactly', async () => {
  const engine = await startEngine({ encoders: 'behind' });
  const count = () => engine.analyze(path, snapshot, plainSettings).calls[0]?.estimate.input;
  expect(count()?.method).toBe('estimate');
  await engine.counted;
  expect(count()).toMatchObject({ method: 'exact' });
  engine.dispose();
});

test('behind: what is counted roughly is told apart by a range that holds the exact count', async () => {
  const engine = await startEngine({ encoders: 'behind' });
  const rough = engine.analyze(path, snapshot, plainSettings).calls[0]?.estimate.input;
  await engine.counted;
  const exact = engine.analyze(path, snapshot, plainSettings).calls[0]?.estimate.input;
  expect(rough !== undefined && exact !== undefined && rough.low <= exact.tokens && exact.tokens <= rough.high).toBe(
    true,
  );
  engine.dispose();
});

test.each(['first', 'demand'] as const)('%s: the first count is the last one', async (encoders) => {
  const engine = await startEngine({ encoders });
  expect(engine.counted).toBeUndefined();
  expect(engine.analyze(path, snapshot, plainSettings).calls[0]?.estimate.input.method).toBe('exact');
  engine.dispose();
});
