// Tests which requests over HTTP are taken for model calls.
import { beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../../../server/src/engine/index.ts';
import { startEngine } from '../../../../server/src/host/index.ts';
import { callsOf } from '../../../harness/understand.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});

const body = '{"model": "m", "messages": [{"role": "user", "content": "u"}]}';
const counted = (program: string) => callsOf(engine, 'py', program).length;
const provider = (url: string, model: string) =>
  callsOf(engine, 'py', `import requests\nrequests.post("${url}", json={"model": "${model}", "messages": []})\n`)[0]
    ?.call.request.provider;

test('the address and the body have to fit', () => {
  expect(counted(`import requests\nrequests.post("https://h/v1/chat/completions", json=${body})\n`)).toBe(1);
  expect(counted(`import requests\nrequests.post("https://h/v1/chat/completions", json={"model": "m"})\n`)).toBe(0);
  expect(counted(`import requests\nrequests.post("https://h/v1/chat/completions/usage", json=${body})\n`)).toBe(0);
  expect(counted(`import requests\nrequests.get("https://h/v1/chat/completions", json=${body})\n`)).toBe(0);
});

test('a session that is handed in is one, an object of another package is none', () => {
  expect(counted(`def f(session): session.post("https://h/v1/messages", json=${body})\n`)).toBe(1);
  expect(counted(`from queue_lib import Queue\nQueue().post("https://h/v1/messages", json=${body})\n`)).toBe(0);
});

test('the host tells the provider, or else the model', () => {
  expect(provider('https://api.openai.com/v1/chat/completions', 'x')).toBe('openai');
  expect(provider('https://gateway.example/chat/completions', 'anthropic/claude-sonnet-5')).toBe('anthropic');
  expect(provider('https://gateway.example/chat/completions', 'x')).toBe('unknown');
});
