// CrewAI: crews of agents with tasks, agents on their own, and its model class.
import type { Arguments, CallSite, Request, SymbolValue, Value } from '../model/index.ts';
import type { Recognizer } from './recognizer.ts';
import { callChain, lastCall, namedArguments } from './shared/callChain.ts';
import { fillTemplate } from './shared/fillTemplate.ts';
import { frameworkRequest } from './shared/frameworkRequest.ts';
import { literalNumber, literalTexts } from './shared/literalText.ts';
import { messageOf, textOf } from './shared/makeValue.ts';
import { matchOwn } from './shared/matchOwn.ts';
import { endpointOfClass, endpointOfNames, type ModelEndpoint } from './shared/modelEndpoint.ts';
import { fieldsOf, type Option, type Options } from './shared/options.ts';
import { requestParams } from './shared/requestParams.ts';

const own = {
  packages: ['crewai'],
  tails: [
    ['kickoff'],
    ['kickoff_async'],
    ['akickoff'],
    ['kickoff_for_each'],
    ['kickoff_for_each_async'],
    ['LLM', '()', 'call'],
  ],
} as const;

export const crewAi: Recognizer = {
  id: 'crewAi',
  packages: own.packages,
  tails: own.tails,
  matches: (callee) => matchOwn(callee, own),
  recognize: (args, site) => recognizeAll(args, site)[0],
  recognizeAll,
};

function recognizeAll(args: Arguments, site: CallSite): readonly Request[] {
  const maker = site.receiver && callChain(site.receiver).at(-1);
  if (maker === undefined) return [];
  const made = fieldsOf(namedArguments(maker.args, [], site.place));
  if (maker.name === 'LLM') return [modelCall(args, site, made)];
  if (maker.name === 'Agent') return [agentCall(args, site, made)];
  return maker.name === 'Crew' ? crewCalls(args, site, made) : [];
}

/** One request for each task, or for each agent when the tasks are not seen. */
function crewCalls(args: Arguments, site: CallSite, crew: Options): readonly Request[] {
  const { entries } = fieldsOf(namedArguments(args, ['inputs'], site.place));
  const inputs = inputsOf(entries.get('inputs'));
  const tasks = objects(crew.entries.get('tasks')?.value, 'Task');
  const agents = objects(crew.entries.get('agents')?.value, 'Agent');
  const work = tasks.map((task) => ({ task, agent: agentOf(task) }));
  const idle = agents.filter((agent) => !work.some((one) => one.agent?.place.start === agent.place.start));
  const shown = tasks.length === 0 ? idle.map((agent) => ({ task: undefined, agent })) : work;
  return shown.flatMap(({ task, agent }) => (agent === undefined ? [] : [taskCall(site, agent, task, inputs)]));
}

type Inputs = (name: string) => Value | undefined;

function inputsOf(option: Option | undefined): Inputs {
  const entries = option === undefined ? undefined : fieldsOf(option.value).entries;
  return (name) => entries?.get(name)?.value;
}

function objects(value: Value | undefined, name: string): readonly SymbolValue[] {
  const list = value?.kind === 'list' ? value.items.map((item) => item.value) : value === undefined ? [] : [value];
  return list.flatMap((one) => (one.kind === 'symbol' && lastCall(one)?.name === name ? [one] : []));
}

function agentOf(task: SymbolValue): SymbolValue | undefined {
  return objects(optionsOfObject(task).entries.get('agent')?.value, 'Agent')[0];
}

function optionsOfObject(value: SymbolValue): Options {
  return fieldsOf(namedArguments(lastCall(value)?.args, [], value.place));
}

function taskCall(
  site: CallSite,
  agentObject: SymbolValue,
  taskObject: SymbolValue | undefined,
  inputs: Inputs,
): Request {
  const agent = optionsOfObject(agentObject);
  const task = taskObject && optionsOfObject(taskObject);
  const tools = task?.entries.get('tools') ?? agent.entries.get('tools');
  const user = task === undefined ? undefined : taskText(task, agent, inputs, site);
  return agentRequest(site, agent, agentObject, tools, user, inputs);
}

function agentCall(args: Arguments, site: CallSite, agent: Options): Request {
  const { entries } = fieldsOf(namedArguments(args, ['messages'], site.place));
  const messages = entries.get('messages')?.value;
  return agentRequest(site, agent, site.receiver, agent.entries.get('tools'), messages, () => undefined);
}

function agentRequest(
  site: CallSite,
  agent: Options,
  object: Value | undefined,
  tools: Option | undefined,
  user: Value | undefined,
  inputs: Inputs,
): Request {
  const { entries } = agent;
  const bound = literalNumber(entries.get('max_iter')?.value);
  const hasTools = tools !== undefined && !(tools.value.kind === 'list' && tools.value.items.length === 0);
  const system = systemText(agent, object?.place ?? site.place, inputs);
  const isUser = entries.get('use_system_prompt')?.value;
  const role = isUser?.kind === 'scalar' && isUser.value === false ? 'user' : 'system';
  return frameworkRequest({
    sdk: 'crewAi',
    site,
    operation: hasTools ? 'loop' : 'create',
    model: endpointOf(entries.get('llm')?.value),
    options: agent,
    ...(hasTools ? { tools } : {}),
    conversation: [messageOf(role, system), user?.kind === 'text' ? messageOf('user', user) : user],
    ...(hasTools ? { innerLoop: { bound } } : {}),
    // There is no way to set marks that could be seen.
    isMarkedLater: true,
  });
}

/** The framework's own sentence around role, backstory and goal; what it adds about the format of the answer is its own constant. */
function systemText(agent: Options, place: Value['place'], inputs: Inputs): Value | undefined {
  const part = (name: string): Value | undefined => {
    const value = agent.entries.get(name)?.value;
    return value && fillTemplate(value, 'format', inputs);
  };
  const template = part('system_template');
  if (template !== undefined) return template;
  const [role, backstory, goal] = [part('role'), part('backstory'), part('goal')];
  if (role === undefined && backstory === undefined && goal === undefined) return undefined;
  return textOf(['You are ', role ?? '', '. ', backstory ?? '', '\nYour personal goal is: ', goal ?? ''], place);
}

/** The task is a user message; the date that `inject_date` asks for stands at its end. */
function taskText(task: Options, agent: Options, inputs: Inputs, site: CallSite): Value {
  const part = (name: string): Value | string => {
    const value = task.entries.get(name)?.value;
    return value === undefined ? '' : fillTemplate(value, 'format', inputs);
  };
  const date = injectedDate(agent);
  const parts = ['\nCurrent Task: ', part('description'), ...(date === undefined ? [] : ['\n\nCurrent Date: ', date])];
  const expected = '\n\nThis is the expected criteria for your final answer: ';
  return textOf([...parts, expected, part('expected_output')], site.place);
}

function injectedDate(agent: Options): Value | undefined {
  const option = agent.entries.get('inject_date');
  if (option?.value.kind !== 'scalar' || option.value.value !== true) return undefined;
  const volatility = { changes: 'day', varies: 'nobody', sureness: 'sure' } as const;
  const source = { label: 'inject_date', place: option.place, kind: 'date', steps: [] } as const;
  return { kind: 'opaque', volatility, source, chain: [], place: option.place };
}

/** A name, the framework's own class for models, or one of LangChain. */
function endpointOf(llm: Value | undefined): ModelEndpoint {
  const made = lastCall(llm);
  if (made === undefined) return endpointOfNames(literalTexts(llm));
  const { entries } = fieldsOf(namedArguments(made.args, ['model'], (llm as SymbolValue).place));
  const names = literalTexts((entries.get('model') ?? entries.get('model_name'))?.value);
  return made.name === 'LLM' ? endpointOfNames(names) : endpointOfClass(made.name, names);
}

function modelCall(args: Arguments, site: CallSite, made: Options): Request {
  const options = fieldsOf(namedArguments(args, ['messages', 'tools'], site.place));
  const messages = options.entries.get('messages');
  const tools = options.entries.get('tools');
  return frameworkRequest({
    sdk: 'crewAi',
    site,
    operation: 'create',
    model: endpointOfNames(literalTexts(made.entries.get('model')?.value)),
    options,
    ...(tools === undefined ? {} : { tools }),
    conversation: [messages?.value],
    params: requestParams(made, new Set(['model', 'messages', 'tools'])),
  });
}
