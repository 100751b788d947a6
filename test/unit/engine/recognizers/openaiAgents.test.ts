// Calls of the OpenAI Agents SDK, and calls that only look like them.
import { beforeAll, describe, expect, test } from 'vitest';
import type { AnalyzedCall, Engine } from '../../../../server/src/engine/index.ts';
import { isRelevant } from '../../../../server/src/engine/relevance.ts';
import { sharedEngine } from '../../../harness/analyzeProject.ts';
import { showPart } from '../../../harness/showBlocks.ts';
import { callsOf } from '../../../harness/understand.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await sharedEngine();
});

const py = (text: string): readonly AnalyzedCall[] =>
  callsOf(engine, 'py', `from agents import Agent, Runner\n${text}\n`);
const ts = (text: string): readonly AnalyzedCall[] =>
  callsOf(engine, 'ts', `import { Agent, Runner, run } from '@openai/agents';\n${text}\n`);

const systems = (calls: readonly AnalyzedCall[]) => calls.map(({ call }) => showPart(call.request.system).join());

describe('where an agent is reported', () => {
  test('where it is made, while nothing runs it', () => {
    expect(systems(py('a = Agent(name="a", instructions="Rules")'))).toEqual(['system text "Rules"']);
  });

  test('where it is run, and not where it is made', () => {
    const calls = ts(
      "const a = new Agent({ name: 'a', instructions: 'Rules' });\nexport const ask = (q: string) => run(a, q);",
    );
    expect(calls.map(({ call }) => call.site.callee.label)).toEqual(['run']);
  });

  test('with what was changed on it after it was made', () => {
    const [call] = py('tools = []\na = Agent(name="a", instructions="Rules", tools=tools)\ntools.append("look")');
    expect(call?.call.request.tools?.blocks).toHaveLength(1);
  });

  test('once for each function that makes one', () => {
    const calls = py(`def first():
    return Agent(name="a", instructions="One")
def second():
    return Agent(name="b", instructions="Two")`);
    expect(systems(calls)).toEqual(['system text "One"', 'system text "Two"']);
  });
});

describe('which run', () => {
  test.each([
    ['Runner.run(a, "Hi")', 'create'],
    ['Runner.run_sync(starting_agent=a, input="Hi")', 'create'],
    ['Runner.run_streamed(a, input="Hi")', 'stream'],
  ])('%s is a %s', (call, operation) => {
    const [found] = py(`a = Agent(name="a", instructions="Rules")\n${call}`);
    expect(found?.call.request.operation).toBe(operation);
    expect(showPart(found?.call.request.messages)).toEqual(['user text "Hi"']);
  });

  test('tools make it a loop, which a bound that is not known leaves open', () => {
    const [found] = py('def ask(n: int):\n    Runner.run_sync(Agent(name="a", tools=["x"]), "Hi", max_turns=n)');
    expect(found?.call.request).toMatchObject({ operation: 'loop', innerLoop: { bound: undefined } });
  });

  test('of several agents the one that the source shows', () => {
    const [found] = ts(`export async function chat(q: string) {
  let agent = new Agent({ name: 'a', instructions: 'Rules' });
  for (;;) agent = (await run(agent, q)).lastAgent ?? agent;
}`);
    expect(showPart(found?.call.request.system)).toEqual(['system text "Rules"']);
  });

  test('servers of tools stand in front of the tools', () => {
    const [found] = py('a = Agent(name="a", tools=["x"], mcp_servers=[server])');
    expect(showPart(found?.call.request.tools)[0]).toBe('…tools of MCP servers');
  });
});

describe('whose model', () => {
  test.each([
    ['', 'openai', []],
    ['model="gpt-5.4"', 'openai', ['gpt-5.4']],
    ['model="litellm/anthropic/claude-sonnet-5"', 'anthropic', ['anthropic/claude-sonnet-5']],
    ['model="litellm/mistral/large"', 'unknown', ['mistral/large']],
    ['model=pick()', 'unknown', []],
  ])('%s', (model, provider, names) => {
    const [found] = py(`a = Agent(name="a", ${model})`);
    expect(found?.call.request).toMatchObject({ provider, models: names });
  });

  test('a client with another address', () => {
    const program = `from openai import AsyncOpenAI
from agents import Agent, OpenAIChatCompletionsModel
client = AsyncOpenAI(base_url="https://models.example.com/v1")
a = Agent(name="a", model=OpenAIChatCompletionsModel(model="m", openai_client=client))
`;
    expect(callsOf(engine, 'py', program)[0]?.call.request).toMatchObject({ provider: 'unknown', api: 'chat' });
  });
});

describe('what is somebody else’s', () => {
  test('a folder of the workspace with the name of the package', () => {
    const sources = {
      'main.py': 'from agents import Agent\na = Agent(name="a", instructions="Rules")\n',
      'agents/__init__.py': 'class Agent:\n    def __init__(self, name, instructions):\n        self.name = name\n',
    };
    expect(callsOf(engine, 'py', sources)).toEqual([]);
  });

  test.each(['Agent(name="a", role="b")', 'Agent()', 'Agent(env, policy)'])('%s', (made) => {
    expect(py(`a = ${made}`)).toEqual([]);
  });

  test('a run of something that is no agent', () => {
    expect(ts('export const go = (job: Job) => run(job);')).toEqual([]);
  });
});

test('a word of prose is no import', () => {
  expect(isRelevant('# Many agents run("x") here')).toBe(false);
  expect(isRelevant('import os, agents\nagents.Agent(name="a")')).toBe(true);
});

test.each([
  'input("Folder: ")',
  'input("Folder: ") or "."',
  'input("Folder: ") if ask else "."',
])('%s before the agent is made is data of the session', (folder) => {
  const [found] = py(
    `def main(ask: bool):\n    folder = ${folder}\n    Runner.run_sync(Agent(name="a", instructions=f"Look into {folder}.", tools=["x"]), "Hi")`,
  );
  expect(JSON.stringify(found?.call.request.system?.blocks)).not.toContain('"changes":"call"');
});
