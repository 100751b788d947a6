// Tests that model calls in functions which nothing of the document calls are seen: handlers that are returned, stored or handed on.
import { beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../../../server/src/engine/index.ts';
import { startEngine } from '../../../../server/src/host/index.ts';
import { callsOf, type Sources } from '../../../harness/understand.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});

const call = "client.messages.create({ model: 'm', max_tokens: 1, messages: [] })";
const start = "import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic();\n";

const rows: Readonly<Record<string, Sources>> = {
  'a function in a record that a hook returns': `${start}export function useChat() { const send = async () => ${call}; return { state: { send } }; }`,
  'a handler in a list that a function returns': `${start}export const routes = (base: string) => [{ path: base, run: () => ${call} }];`,
  'a function that makes a function': `${start}export function outer() { return () => { const inner = () => ${call}; return { inner }; }; }`,
  'a handler handed to a function of another module that keeps it': {
    'main.ts': `import { register } from './registry';\n${start}register({ kind: 'text', create: async () => ${call} });`,
    'registry.ts': 'const all: unknown[] = [];\nexport function register(one: unknown) { all.push(one); }',
  },
  'a handler of a module that the maker of handlers imports itself': {
    'main.ts': `import { handler } from './handlers';\n${start}export const text = handler({ create: async () => ${call} });`,
    'handlers.ts': `import { text } from './main';
export function handler(config: { create: () => Promise<unknown> }) { return { create: async () => config.create() }; }
export const all = [text];`,
  },
};

test.each(Object.entries(rows))('%s', (_name, sources) => {
  expect(callsOf(engine, 'ts', sources)).toHaveLength(1);
});

test('what such a function closed over is known', () => {
  const program = `${start}export function useChat() {
  const rules = 'Be brief.';
  const send = async () => client.messages.create({ model: 'm', max_tokens: 1, system: rules, messages: [] });
  return { send };
}`;
  const [found] = callsOf(engine, 'ts', program);
  expect(found?.layout.segments.find(({ level }) => level === 'system')?.pieces).toMatchObject([{ text: 'Be brief.' }]);
});

test('a function that is called is not run once more with nothing known', () => {
  const program = `${start}function ask(rules: string) { return client.messages.create({ model: 'm', max_tokens: 1, system: rules, messages: [] }); }
export const run = () => { const go = () => ask('Be brief.'); return go(); };`;
  expect(callsOf(engine, 'ts', program)).toHaveLength(1);
});
