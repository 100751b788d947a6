// Agents of OpenAI Swarm, and classes that only have the name.
import { beforeAll, expect, test } from 'vitest';
import type { AnalyzedCall, Engine } from '../../../../server/src/engine/index.ts';
import { sharedEngine } from '../../../harness/analyzeProject.ts';
import { showPart } from '../../../harness/showBlocks.ts';
import { callsOf, type SourceLanguage } from '../../../harness/understand.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await sharedEngine();
});

const calls = (language: SourceLanguage, text: string): readonly AnalyzedCall[] => callsOf(engine, language, text);
const requestOf = (language: SourceLanguage, text: string) => calls(language, text)[0]?.call.request;

const swarm = 'from swarm import Agent, Swarm\n';

test('a run without a number of turns has no bound', () => {
  const found = requestOf(
    'py',
    `${swarm}Swarm().run(Agent(name="a", instructions="Rules"), [{"role": "user", "content": "Hi"}])`,
  );
  expect(found).toMatchObject({ operation: 'loop', provider: 'openai', innerLoop: { bound: undefined } });
  expect(showPart(found?.messages)).toEqual(['user text "Hi"']);
});

test('the demo loop keeps the conversation', () => {
  const found = requestOf(
    'py',
    `${swarm}from swarm.repl import run_demo_loop\nrun_demo_loop(Agent(name="a", instructions="Rules"))`,
  );
  expect(showPart(found?.system)).toEqual(['system text "Rules"']);
  expect(showPart(found?.messages)).toEqual(['…earlier turns']);
});

test.each(['Agent("a")', 'Agent(name="a", role="b")', 'Agent()'])('%s is somebody else’s', (made) => {
  expect(calls('py', `${swarm}a = ${made}`)).toEqual([]);
});

test('the repository of the SDK uses it as everybody does', () => {
  const found = callsOf(engine, 'py', {
    'main.py': 'from swarm import Agent\na = Agent(name="a", instructions="Rules")\n',
    'swarm/__init__.py': 'from .core import Swarm\nfrom .types import Agent\n',
  });
  expect(found).toHaveLength(1);
});
