// AutoGen: receivers that are not its own, and ways of writing that the fixture leaves out.
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

test('what else runs or is created is no request', () => {
  const program = `from autogen_agentchat.ui import Console
from autogen_agentchat.teams import RoundRobinGroupChat
from autogen_ext.tools import Workbench
import autogen
def start(process, agents):
    process.run("now")
    Workbench().create("x")
    Console().run("y")
    autogen.Cache().create("z")
    return RoundRobinGroupChat(agents).run(task="go")
`;
  expect(shown(program)).toEqual([]);
});

test('a system message that is left out, and one that is changed', () => {
  const program = `from autogen import ConversableAgent, UserProxyAgent
def start(question: str, rules: str):
    plain = ConversableAgent("plain", system_message=None, llm_config=False)
    told = ConversableAgent("told", system_message="Old.", llm_config={"model": "claude-sonnet-5"})
    told.update_system_message("New.")
    user = UserProxyAgent("user")
    user.initiate_chat(plain, message=question)
    user.initiate_chat(recipient=told, message=question)
`;
  expect(shown(program)).toEqual([
    'unknown chat loop, cache unknown, marks may be hidden, history conversation, loops',
    '  messages: user text "«question ?»"',
    'anthropic messages loop claude-sonnet-5, cache explicit, marks may be hidden, history conversation, loops',
    '  system: system text "New."',
    '  messages: user text "«question ?»"',
  ]);
});
