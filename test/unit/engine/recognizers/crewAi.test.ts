// CrewAI: receivers that are not its own, and ways of writing that the fixture leaves out.
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

test('crews whose agents are not seen tell nothing', () => {
  const program = `from crewai import Agent, Crew, Task
from crewai.project import CrewBase, agent, crew, task
@CrewBase
class Desk:
    @agent
    def clerk(self) -> Agent:
        return Agent(config=self.agents_config["clerk"])
    @crew
    def crew(self) -> Crew:
        return Crew(agents=self.agents, tasks=self.tasks)
def run(question, engine):
    engine.kickoff(question)
    return Desk().crew().kickoff(inputs={"question": question})
`;
  expect(shown(program)).toEqual([]);
});

test('without tasks each agent is told by itself, with its tools and its bound', () => {
  const program = `from crewai import Agent, Crew
def look(where):
    return where
def run(tasks):
    clerk = Agent(role="Clerk", goal="Answer", backstory="Kind.", tools=[look], max_iter=4, llm="gpt-5.5")
    return Crew(agents=[clerk], tasks=tasks).kickoff()
`;
  expect(shown(program)).toEqual([
    'openai chat loop gpt-5.5, cache automatic, marks may be hidden, history conversation, loops 4 times at most',
    '  tools: system tool "look«look ~»"',
    '  system: system text "You are Clerk. Kind.⏎Your personal goal is: Answer"',
  ]);
});

test('a prompt without a system message is a user message', () => {
  const program = `from crewai import LLM, Agent
clerk = Agent(role="Clerk", goal="Answer", backstory="Kind.", use_system_prompt=False, llm=LLM(model="openai/o5"))
def run(question: str):
    clerk.kickoff(question)
    return LLM(model="anthropic/claude-sonnet-5").call([{"role": "system", "content": "Be brief."}, {"role": "user", "content": question}])
`;
  expect(shown(program)).toEqual([
    'openai chat create o5, cache automatic, marks may be hidden, history one-shot',
    '  messages: user text "You are Clerk. Kind.⏎Your personal goal is: Answer"',
    '  messages: user text "«question ?»"',
    'anthropic messages create claude-sonnet-5, cache explicit, history one-shot',
    '  system: system text "Be brief."',
    '  messages: user text "«question ?»"',
  ]);
});
