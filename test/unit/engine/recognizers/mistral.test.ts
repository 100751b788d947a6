// Tests which clients are taken for Mistral's, and that the older client is understood.
import { beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../../../server/src/engine/index.ts';
import { startEngine } from '../../../../server/src/host/index.ts';
import { callsOf } from '../../../harness/understand.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});

const counted = (program: string) => callsOf(engine, 'py', program).length;

test('a client that is handed in counts where the SDK is imported', () => {
  expect(counted('import mistralai\ndef f(c, m): c.chat.complete(model="a", messages=m)\n')).toBe(1);
  expect(counted('def f(c, m): c.chat.complete(model="a", messages=m)\n')).toBe(0);
  expect(counted('import mistralai\ndef f(c, m): c.chat.complete(m)\n')).toBe(0);
});

test('the older client chats itself', () => {
  const program = 'from mistralai.client import MistralClient\n';
  expect(counted(`${program}def f(m): MistralClient().chat(model="a", messages=m)\n`)).toBe(1);
  expect(counted(`${program}def f(m): MistralClient().embeddings(model="a", input=m)\n`)).toBe(0);
});
