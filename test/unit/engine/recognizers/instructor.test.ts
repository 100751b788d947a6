// Instructor: receivers that are not its own, and ways of writing that the fixture leaves out.
import { beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../../../server/src/engine/index.ts';
import { startEngine } from '../../../../server/src/host/index.ts';
import { showCall } from '../../../harness/showCall.ts';
import { callsOf } from '../../../harness/understand.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});

const shown = (program: string): readonly string[] => callsOf(engine, 'py', program).flatMap(showCall);

test('other objects that create something are none', () => {
  const program = `import instructor
from records import Table
def save(session, row):
    session.create(row)
    return Table().create(response_model=row)
`;
  expect(shown(program)).toEqual([]);
});

test('a mode of JSON sends no tool, and tools that are given stay', () => {
  const program = `import instructor
from anthropic import Anthropic
client = instructor.from_anthropic(Anthropic(), mode=instructor.Mode.ANTHROPIC_JSON)
def ask(question, Answer):
    return client.messages.create(model="claude-sonnet-5", response_model=Answer, messages=[{"role": "user", "content": question}])
`;
  expect(shown(program)).toEqual([
    'anthropic messages parse claude-sonnet-5, cache explicit, history one-shot',
    '  messages: user unknown "«question ?»"',
  ]);
});

test('the provider is that of the client that is patched', () => {
  const program = `import instructor
from openai import OpenAI
client = instructor.patch(OpenAI())
def ask(question: str):
    return client.chat.completions.create(model="my-deployment", messages=[{"role": "user", "content": question}])
`;
  expect(shown(program)[0]).toBe('openai chat parse my-deployment, cache automatic, history one-shot');
});
