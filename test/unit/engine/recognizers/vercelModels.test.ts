// Tests which calls are taken for those of a model of the Vercel AI SDK's providers.
import { beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../../../server/src/engine/index.ts';
import { startEngine } from '../../../../server/src/host/index.ts';
import { callsOf } from '../../../harness/understand.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});

const requests = (program: string) => callsOf(engine, 'ts', program).map(({ call }) => call.request);

test('the model that is called tells the provider', () => {
  const [request] = requests(
    `import { openai } from '@ai-sdk/openai';\nopenai('gpt-5.5').doGenerate({ prompt: [{ role: 'system', content: 's' }] });\n`,
  );
  expect([request?.provider, request?.models]).toEqual(['openai', ['gpt-5.5']]);
});

test('a model that is handed in counts where the SDK is imported, and a prompt is given', () => {
  const importing = `import type { LanguageModelV3 } from '@ai-sdk/provider';\n`;
  const program = (options: string) => `export const f = (model: any) => model.doStream(${options});\n`;
  expect(requests(importing + program("{ prompt: [{ role: 'system', content: 's' }] }"))).toHaveLength(1);
  expect(requests(importing + program('{ temperature: 0 }'))).toEqual([]);
  expect(requests(program("{ prompt: [{ role: 'system', content: 's' }] }"))).toEqual([]);
});
