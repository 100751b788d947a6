// Tests how the system prompt of an agent of Agno is put together.
import { beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../../../server/src/engine/index.ts';
import { startEngine } from '../../../../server/src/host/index.ts';
import { callsOf } from '../../../harness/understand.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});

function system(options: string): string {
  const [call] = callsOf(engine, 'py', `from agno.agent import Agent\nAgent(${options}).run("Hi")\n`);
  const pieces = call?.call.request.system?.blocks.flatMap((block) => block.pieces) ?? [];
  return pieces.map((piece) => (piece.kind === 'literal' ? piece.text : '…')).join('');
}

test('the parts stand in the order of the framework, instructions as a list', () => {
  expect(system('instructions=["a", "b"], description="d"')).toBe('d\n- a\n- b\n');
});

test('a system message replaces the parts', () => {
  expect(system('instructions="a", system_message="s"')).toBe('s');
});

test('the time is there when it is asked for', () => {
  expect(system('instructions="a", add_datetime_to_context=True')).toBe('a\n- The current time is ….\n');
  expect(system('instructions="a", add_datetime_to_context=False')).toBe('a\n');
});

test('an object of another package with this name is none', () => {
  expect(callsOf(engine, 'py', 'from other.agent import Agent\nAgent(instructions="a").run("Hi")\n')).toEqual([]);
});
