// Requests of LangChain: whose calls are its own, its models, messages, templates and agents.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../../server/src/engine/index.ts';
import { startEngine } from '../../../../server/src/host/index.ts';
import { showCall } from '../../../harness/showCall.ts';
import { callsOf } from '../../../harness/understand.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});

const imports = `from langchain.agents import AgentExecutor, create_agent, create_tool_calling_agent
from langchain.chat_models import init_chat_model
from langchain_anthropic import ChatAnthropic
from langchain_aws import ChatBedrockConverse
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from langchain_core.prompts import ChatPromptTemplate, MessagesPlaceholder, PromptTemplate
from langchain_core.runnables import RunnableLambda, RunnablePassthrough
from langchain_openai import AzureChatOpenAI, ChatOpenAI
from langgraph.prebuilt import create_react_agent
`;

/** What is understood of the only call of a Python program with these statements. */
function understood(statements: string): readonly string[] {
  const calls = callsOf(engine, 'py', `${imports}${statements}\n`);
  return calls.length === 1 ? calls.flatMap(showCall) : [`${calls.length} calls`];
}

const firstLine = (statements: string): string => understood(statements)[0] ?? '';

describe('models', () => {
  test.each([
    ['ChatAnthropic(model="claude-sonnet-5")', 'anthropic messages create claude-sonnet-5, cache explicit'],
    ['ChatAnthropic(model_name="claude-sonnet-5")', 'anthropic messages create claude-sonnet-5, cache explicit'],
    ['ChatOpenAI(model="gpt-6")', 'openai chat create gpt-6, cache automatic'],
    ['AzureChatOpenAI(azure_deployment="ours")', 'openai chat create, cache automatic'],
    ['ChatOpenAI(model="big", base_url="https://api.example.com/v1")', 'unknown chat create big, cache unknown'],
    [
      'ChatBedrockConverse(model="us.anthropic.claude-sonnet-5")',
      'amazon-bedrock converse create us.anthropic.claude-sonnet-5, cache explicit',
    ],
    [
      'init_chat_model("anthropic:claude-sonnet-5")',
      'anthropic messages create anthropic:claude-sonnet-5, cache explicit',
    ],
    ['init_chat_model("ours", model_provider="openai")', 'openai chat create ours, cache automatic'],
    [
      'init_chat_model("google_genai:gemini-4-argon")',
      'google generate-content create google_genai:gemini-4-argon, cache automatic',
    ],
  ])('%s', (model, line) => {
    expect(firstLine(`${model}.invoke("Hello")`)).toBe(`${line}, history one-shot`);
  });

  test('what is bound is sent, and what sets up the client is not', () => {
    const model =
      'ChatAnthropic(model="claude-sonnet-5", max_tokens=9, api_key="k").bind_tools([{"name": "look"}], tool_choice="any")';
    expect(understood(`${model}.invoke("Hello")`)).toEqual([
      'anthropic messages create claude-sonnet-5, cache explicit, history one-shot',
      '  tools: system tool "{"name":"look"}"',
      '  messages: user text "Hello"',
      '  params: max_tokens tool_choice',
    ]);
  });

  test('a mark for the whole request asks for automatic caching', () => {
    const call = 'ChatAnthropic(model="claude-sonnet-5").invoke("Hello", cache_control={"type": "ephemeral"})';
    expect(understood(call)).toEqual([
      'anthropic messages create claude-sonnet-5, cache rolling, history one-shot',
      '  messages: user text "Hello" [auto 5m]',
    ]);
  });

  test('streams and batches', () => {
    expect(firstLine('ChatOpenAI(model="gpt-6").stream("Hello")')).toContain('openai chat stream gpt-6');
    expect(understood('ChatOpenAI(model="gpt-6").batch(["One", "Two"])')[1]).toBe('  messages: user text "One"');
  });
});

describe('messages', () => {
  const sent = (messages: string): readonly string[] =>
    understood(`ChatOpenAI(model="gpt-6").invoke(${messages})`).slice(1);

  test.each([
    ['classes', '[SystemMessage("Rules"), HumanMessage(content="One"), AIMessage("Two")]'],
    ['tuples', '[("system", "Rules"), ("human", "One"), ("ai", "Two")]'],
    [
      'records',
      '[{"role": "system", "content": "Rules"}, {"role": "user", "content": "One"}, {"role": "assistant", "content": "Two"}]',
    ],
  ])('as %s', (_, messages) => {
    expect(sent(messages)).toEqual([
      '  system: system text "Rules"',
      '  messages: user text "One"',
      '  messages: assistant text "Two"',
    ]);
  });

  test('braces outside of templates are text', () => {
    expect(sent('[HumanMessage("Write {json}")]')).toEqual(['  messages: user text "Write {json}"']);
  });

  test('a cache point of Bedrock marks the block before it', () => {
    const content = '[{"text": "Rules"}, {"cachePoint": {"type": "default"}}, {"text": "Tail"}]';
    const lines = understood(
      `ChatBedrockConverse(model="us.amazon.nova-pro-v1:0").invoke([SystemMessage(${content})])`,
    );
    expect(lines.slice(1)).toEqual(['  system: system text "Rules" [5m]', '  system: system text "Tail"']);
  });
});

describe('templates', () => {
  const chain = (prompt: string, input: string): readonly string[] =>
    understood(`chain = ${prompt} | ChatOpenAI(model="gpt-6")\nchain.invoke(${input})`).slice(1);

  test('partial values and those of the call', () => {
    const prompt = 'ChatPromptTemplate.from_messages([("system", "{rules} for {name}")]).partial(rules="Rules")';
    expect(chain(prompt, '{"name": "Ann"}')).toEqual(['  system: system text "Rules for Ann"']);
  });

  test('a history that is given takes its place', () => {
    const prompt =
      'ChatPromptTemplate.from_messages([("system", "Rules"), MessagesPlaceholder("history"), ("human", "{q}")])';
    expect(chain(prompt, '{"history": [("human", "One"), ("ai", "Two")], "q": "Three"}')).toEqual([
      '  system: system text "Rules"',
      '  messages: user text "One"',
      '  messages: assistant text "Two"',
      '  messages: user text "Three"',
    ]);
  });

  test('a plain template is the turn of the user', () => {
    expect(chain('PromptTemplate.from_template("Say {{x}} to {name}")', '{"name": "Ann"}')).toEqual([
      '  messages: user text "Say {x} to Ann"',
    ]);
  });

  test('a record in front names the inputs, and functions are run', () => {
    const inputs = '{"question": RunnablePassthrough(), "rules": lambda x: "Rules"}';
    expect(chain(`${inputs} | ChatPromptTemplate.from_template("{rules}: {question}")`, '"Why?"')).toEqual([
      '  messages: user text "Rules: Why?"',
    ]);
  });

  test('a prompt that is filled before the model is called', () => {
    const filled = 'ChatPromptTemplate.from_messages([("system", "For {name}")]).format_messages(name="Ann")';
    expect(understood(`ChatOpenAI(model="gpt-6").invoke(${filled})`)[1]).toBe('  system: system text "For Ann"');
  });
});

describe('models that were handed in', () => {
  test('a list of messages that are each of one class or another', () => {
    const source = `import type { BaseLanguageModel } from '@langchain/core/language_models/base';
import { HumanMessage, SystemMessage } from '@langchain/core/messages';
const asMessage = (one: { role: string; content: string }) => {
  switch (one.role) {
    case 'system':
      return new SystemMessage(one.content);
    default:
      return new HumanMessage(one.content);
  }
};
export const ask = (config: { model: unknown }, given: { role: string; content: string }[]) =>
  (config.model as BaseLanguageModel).invoke(given.map(asMessage));
`;
    expect(callsOf(engine, 'ts', source)).toHaveLength(1);
  });
});

describe('agents', () => {
  test('an executor runs the agent that was made with a template', () => {
    const prompt =
      'ChatPromptTemplate.from_messages([("system", "Rules"), ("human", "{input}"), ("placeholder", "{agent_scratchpad}")])';
    const agent = `create_tool_calling_agent(ChatOpenAI(model="gpt-6"), [], ${prompt})`;
    expect(understood(`AgentExecutor(agent=${agent}, tools=[]).invoke({"input": "Hello"})`)).toEqual([
      'openai chat loop gpt-6, cache automatic, marks may be hidden, history conversation, loops 15 times at most',
      '  system: system text "Rules"',
      '  messages: user text "«input ?»"',
      '  messages: …agent_scratchpad',
    ]);
  });

  test('a prompt given as a function is run', () => {
    const program =
      'def prompt(state):\n    return [("system", "Rules")] + state["messages"]\nagent = create_react_agent(ChatAnthropic(model="claude-sonnet-5"), [], prompt=prompt)';
    expect(understood(program).slice(1)).toEqual(['  system: system text "Rules"', '  messages: …state']);
  });

  test('middleware that is not known may set marks', () => {
    expect(firstLine('create_agent("anthropic:claude-sonnet-5", [], middleware=[Ours()])')).toContain(
      'marks may be hidden',
    );
  });
});

describe('is none', () => {
  test.each([
    ['a tool', 'def run(tool):\n    tool.invoke({"a": 1})'],
    ['a graph', 'def run(graph):\n    graph.invoke({"messages": [HumanMessage("Hello")]})'],
    ['a retriever', 'def run(retriever):\n    retriever.invoke("Hello")'],
    ['a template', 'ChatPromptTemplate.from_template("{a}").invoke({"a": "b"})'],
    ['a chain without a model', '(RunnablePassthrough() | RunnableLambda(str)).invoke("Hello")'],
  ])('%s', (_, program) => {
    expect(understood(program)).toEqual(['0 calls']);
  });

  test('but an unknown receiver that is given messages is likely a model', () => {
    expect(understood('def run(llm):\n    llm.invoke([HumanMessage("Hello")])')).toEqual([
      'unknown chat create, likely, cache unknown, history one-shot',
      '  messages: user text "Hello"',
    ]);
  });
});
