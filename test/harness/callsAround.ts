// Puts two model calls around a text, and counts how many of them are still seen.
import type { Analysis, Engine } from '../../server/src/engine/index.ts';
import { plainSettings, type SourceLanguage } from './understand.ts';

export const mainPaths = { ts: '/project/main.ts', py: '/project/main.py' } as const;

export function analyzeText(
  engine: Engine,
  path: string,
  text: string,
  others: ReadonlyMap<string, string> = new Map(),
): Analysis {
  return engine.analyze(path, { read: (asked) => (asked === path ? text : others.get(asked)) }, plainSettings);
}

/** A call in front of and behind `middle`; what of it is still seen is told by the number of calls. */
export const around = {
  ts: (middle: string): string => `import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
export const first = (q: string) => client.messages.create({ model: 'claude-sonnet-5', max_tokens: 9, messages: [{ role: 'user', content: q }] });
${middle}
export const second = (q: string) => client.messages.create({ model: 'claude-sonnet-5', max_tokens: 9, messages: [{ role: 'user', content: q }] });
`,
  py: (middle: string): string => `from anthropic import Anthropic
client = Anthropic()
def first(q):
    return client.messages.create(model="claude-sonnet-5", max_tokens=9, messages=[{"role": "user", "content": q}])
${middle}
def second(q):
    return client.messages.create(model="claude-sonnet-5", max_tokens=9, messages=[{"role": "user", "content": q}])
`,
};

/** Model calls that are seen, or the note that says why none is. */
export function callsAround(engine: Engine, language: SourceLanguage, middle: string): number | string {
  const { calls, notes } = analyzeText(engine, mainPaths[language], around[language](middle));
  return calls.length > 0 ? calls.length : (notes[0]?.text ?? 'nothing');
}

export const many = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join('');
