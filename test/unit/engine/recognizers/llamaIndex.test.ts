// LlamaIndex: receivers that are not its own, and ways of writing that the fixture leaves out.
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

test('calls of the same names on other objects are none', () => {
  const program = `from llama_index.core import SimpleDirectoryReader
import database
def ask(session, engine, question):
    session.run(question)
    engine.query("select 1")
    database.connect().query("select 1")
    SimpleDirectoryReader("data").stream(question)
    return session.chat([question])
`;
  expect(shown(program)).toEqual([]);
});

test('an unknown result in a file that imports the package is no output of a model', () => {
  const program = `from llama_index.core.llms import ChatMessage
from llama_index.llms.anthropic import Anthropic
def ask(session, question):
    rules = session.run("rules")
    return Anthropic(model="claude-sonnet-5").chat([ChatMessage(role="system", content=f"Obey {rules}"), ChatMessage(question)])
`;
  expect(shown(program)[1]).toContain('«session.run() ?»');
});

test('a model that is set elsewhere', () => {
  const program = `from llama_index.core import Settings
def ask(question):
    return Settings.llm.complete(question)
`;
  expect(shown(program)).toEqual([
    'unknown chat create, cache unknown, history one-shot',
    '  messages: user unknown "«question ?»"',
  ]);
});

test('tools are what they were made of, and earlier turns stand in the middle', () => {
  const program = `from llama_index.core.agent import ReActAgent
from llama_index.core.tools import FunctionTool
from llama_index.llms.openai import OpenAI
def add(a: int, b: int) -> int:
    "Adds."
    return a + b
def ask(question, history):
    llm = OpenAI(model="gpt-5.5")
    tool = FunctionTool.from_defaults(fn=add)
    agent = ReActAgent.from_tools([tool], llm=llm, system_prompt="Be brief.")
    agent.chat(question)
    return llm.chat_with_tools([tool], user_msg=question, chat_history=history)
`;
  expect(shown(program)).toEqual([
    'openai chat loop gpt-5.5, cache automatic, marks may be hidden, history conversation, loops 20 times at most',
    '  tools: system tool "{"name":"add","description":"Adds."}"',
    '  system: system text "Be brief."',
    '  messages: …earlier turns',
    '  messages: user unknown "«question ?»"',
    'openai chat create gpt-5.5, cache automatic, marks may be hidden, history conversation',
    '  tools: system tool "{"name":"add","description":"Adds."}"',
    '  messages: …history',
    '  messages: user unknown "«question ?»"',
  ]);
});
