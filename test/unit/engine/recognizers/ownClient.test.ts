// Tests what has to be seen before a call that was not followed is taken for a model call.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../../server/src/engine/index.ts';
import { startEngine } from '../../../../server/src/host/index.ts';
import { callsOf } from '../../../harness/understand.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});

const system = '{"role": "system", "content": "s"}';
const user = '{"role": "user", "content": "u"}';
const counted = (program: string) => callsOf(engine, 'py', program).length;

describe('a call that could not be followed', () => {
  test('is a model call when it is given a conversation with instructions, under whatever name', () => {
    expect(counted(`def f(llm): llm.chat([${system}, ${user}])\n`)).toBe(1);
    expect(counted(`def f(llm, more): llm.generate(model="a", messages=[${system}, *more])\n`)).toBe(1);
  });

  test('is none without instructions, without anything behind them, or by another name', () => {
    expect(counted(`s = ${system}\ndef f(llm): llm.chat([${user}, ${user}])\n`)).toBe(0);
    expect(counted(`def f(llm): llm.chat([${system}])\n`)).toBe(0);
    expect(counted(`def f(store): store.add([${system}, ${user}])\n`)).toBe(0);
    expect(counted(`def f(tokenizer): tokenizer.apply_chat_template([${system}, ${user}])\n`)).toBe(0);
  });

  test('is none when it is a function of another package', () => {
    expect(counted(`from other import query\ndef f(): query([${system}, ${user}])\n`)).toBe(0);
  });

  test('is looked for in methods that are there for others to write', () => {
    const program = (body: string) =>
      `from abc import abstractmethod\nclass A:\n${body}\n  def run(self): return self.chat([${system}, ${user}])\n`;
    expect(counted(program('  @abstractmethod\n  def chat(self, messages): ...'))).toBe(1);
    expect(counted(program('  def chat(self, messages): return "x"'))).toBe(0);
  });
});
