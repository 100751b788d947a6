// Tests which calls of common names are taken for Ollama's.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../../server/src/engine/index.ts';
import { startEngine } from '../../../../server/src/host/index.ts';
import { callsOf } from '../../../harness/understand.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});

const counted = (program: string) => callsOf(engine, 'py', program).length;

describe('a chat on a receiver that is not known', () => {
  test('is one where Ollama is imported and a model and messages are given', () => {
    expect(counted('import ollama\ndef f(c, m): c.chat(model="a", messages=m)\n')).toBe(1);
  });

  test('is none without them, or without the import', () => {
    expect(counted('import ollama\ndef f(room, m): room.chat(m)\n')).toBe(0);
    expect(counted('def f(c, m): c.chat(model="a", messages=m)\n')).toBe(0);
  });

  test('is none on an object of another package', () => {
    expect(counted('import ollama\nfrom other import Room\ndef f(m): Room().chat(model="a", messages=m)\n')).toBe(0);
  });
});

test('options that are passed on whole are a request on the client itself', () => {
  expect(counted('import ollama\ndef f(**options): ollama.Client().chat(**options)\n')).toBe(1);
  expect(counted('import ollama\ndef f(**options): ollama.list(**options)\n')).toBe(0);
});
