// AutoGen: agents and teams of AgentChat, its model clients, and the agents of the older package that talk with each other.
import type { Arguments, CallSite, ListItem, Request, SymbolValue, Value } from '../model/index.ts';
import type { Recognizer } from './recognizer.ts';
import { lastCall, namedArguments, objectOf } from './shared/callChain.ts';
import { frameworkRequest } from './shared/frameworkRequest.ts';
import { literalNumber, literalTexts } from './shared/literalText.ts';
import { listOf, messageOf, recordOf, textOf } from './shared/makeValue.ts';
import { mapValues } from './shared/mapValues.ts';
import { matchOwn } from './shared/matchOwn.ts';
import { endpointOfClass, endpointOfNames, type ModelEndpoint } from './shared/modelEndpoint.ts';
import { fieldsOf, type Option, type Options } from './shared/options.ts';

const own = {
  packages: ['autogen_agentchat', 'autogen_ext', 'autogen_core', 'autogen', 'pyautogen', 'ag2'],
  tails: [
    ...['run', 'run_stream', 'on_messages', 'on_messages_stream', 'initiate_chat', 'a_initiate_chat', 'generate_reply'],
    ...['create', 'create_stream'],
  ].map((name) => [name]),
} as const;

export const autoGen: Recognizer = {
  id: 'autoGen',
  packages: own.packages,
  tails: own.tails,
  matches: (callee) => matchOwn(callee, own),
  recognize: (args, site) => recognizeAll(args, site)[0],
  recognizeAll,
};

/** Agents that have a model and a prompt of their own. */
const agentClass = /^(AssistantAgent|ConversableAgent|GPTAssistantAgent|CodeExecutorAgent|LLMAgent)$/;
const teamClass = /^(RoundRobinGroupChat|SelectorGroupChat|Swarm|MagenticOneGroupChat|GraphFlow|GroupChat)$/;

function recognizeAll(args: Arguments, site: CallSite): readonly Request[] {
  const receiver = objectOf(site.receiver);
  const maker = lastCall(receiver);
  if (maker === undefined || receiver === undefined) return [];
  const method = site.callee.path.at(-1) ?? '';
  if (method === 'create' || method === 'create_stream') {
    return /ChatCompletionClient$/.test(maker.name) ? [clientCall(args, site, receiver)] : [];
  }
  const old = method === 'initiate_chat' || method === 'a_initiate_chat';
  const given = fieldsOf(namedArguments(args, old ? ['recipient'] : [taskName(method)], site.place));
  const object = old ? given.entries.get('recipient')?.value : receiver;
  if (object?.kind !== 'symbol') return [];
  const turns = turnsOf(
    given.entries.get(old ? 'message' : taskName(method))?.value ?? given.entries.get('message')?.value,
  );
  const made = madeOptions(object);
  const rounds = literalNumber((given.entries.get('max_turns') ?? made.entries.get('max_turns'))?.value);
  const team = teamOf(object);
  if (team !== undefined) {
    const bound = rounds ?? literalNumber(team.entries.get('max_round')?.value);
    return membersOf(team).map((member) => agentRequest(site, member, turns, { bound }));
  }
  if (!agentClass.test(lastCall(object)?.name ?? '')) return [];
  const steps = literalNumber(made.entries.get('max_tool_iterations')?.value);
  // The two sides of a chat answer each other until one of them ends it.
  const loop = old ? { bound: rounds } : steps !== undefined && steps > 1 ? { bound: steps } : undefined;
  return [agentRequest(site, object, turns, loop)];
}

function taskName(method: string): string {
  return method === 'on_messages' || method === 'on_messages_stream' || method === 'generate_reply'
    ? 'messages'
    : 'task';
}

const positions: Readonly<Record<string, readonly string[]>> = {
  AssistantAgent: ['name', 'model_client'],
  ConversableAgent: ['name', 'system_message'],
};

function madeOptions(object: SymbolValue): Options {
  const made = lastCall(object);
  const isTeam = teamClass.test(made?.name ?? '');
  const names = isTeam ? ['participants', 'model_client'] : (positions[made?.name ?? ''] ?? []);
  // The older assistant is told its prompt where the newer one is given its model.
  const older = object.path.includes('AssistantAgent') && /^(autogen|pyautogen|ag2)$/.test(object.package);
  return fieldsOf(namedArguments(made?.args, older ? ['name', 'system_message'] : names, object.place));
}

/** A team, or the group chat that a manager was given. */
function teamOf(object: SymbolValue): Options | undefined {
  const name = lastCall(object)?.name ?? '';
  if (name === 'GroupChatManager') {
    const chat = madeOptions(object).entries.get('groupchat')?.value ?? lastCall(object)?.args?.positional[0];
    return chat?.kind === 'symbol' ? madeOptions(chat) : undefined;
  }
  return teamClass.test(name) ? madeOptions(object) : undefined;
}

function membersOf(team: Options): readonly SymbolValue[] {
  const list = (team.entries.get('participants') ?? team.entries.get('agents'))?.value;
  if (list?.kind !== 'list') return [];
  return list.items.flatMap(({ value }) =>
    value.kind === 'symbol' && agentClass.test(lastCall(value)?.name ?? '') ? [value] : [],
  );
}

function agentRequest(
  site: CallSite,
  object: SymbolValue,
  turns: Value | undefined,
  innerLoop: Request['innerLoop'],
): Request {
  const made = madeOptions(object);
  const { entries } = made;
  const system = (updated(object) ?? entries.get('system_message'))?.value;
  const tools = toolsOf(entries.get('tools'), object);
  return frameworkRequest({
    sdk: 'autoGen',
    site,
    operation: innerLoop === undefined ? 'create' : 'loop',
    model: endpointOf(made),
    options: made,
    ...(tools === undefined ? {} : { tools }),
    conversation: [isText(system) ? messageOf('system', system) : undefined, turns],
    remembers: innerLoop !== undefined && teamOf(object) !== undefined,
    ...(innerLoop === undefined ? {} : { innerLoop }),
    // There is no way to set marks that could be seen.
    isMarkedLater: true,
  });
}

/** `system_message=None` leaves it out. */
function isText(value: Value | undefined): boolean {
  return value !== undefined && value.kind !== 'scalar';
}

function updated({ uses = [], place }: SymbolValue): Option | undefined {
  const last = uses.findLast(({ path }) => path[0] === 'update_system_message');
  return last && fieldsOf(namedArguments(last.args, ['system_message'], place)).entries.get('system_message');
}

/** What is handed over, and the functions that were decorated for the model. */
function toolsOf(option: Option | undefined, { uses = [], place }: SymbolValue): Option | undefined {
  const given = option && { ...option, value: mapValues(option.value, tool) };
  const registered = uses.flatMap((use): readonly ListItem[] => {
    const [fn] = use.args.positional;
    const isTool = use.path[0] === 'register_for_llm' && fn?.kind === 'function';
    return isTool ? [{ value: tool(fn), presence: 'always', repeated: false, place: use.place }] : [];
  });
  if (registered.length === 0) return given;
  const list = given?.value.kind === 'list' ? given.value : listOf([], place);
  return { place, presence: 'always', ...given, value: { ...list, items: [...list.items, ...registered] } };
}

/** `FunctionTool(fn, description=…)`. */
function tool(value: Value): Value {
  const made = lastCall(value);
  if (value.kind !== 'symbol' || made?.name !== 'FunctionTool') return value;
  const { entries } = fieldsOf(namedArguments(made.args, ['func', 'description', 'name'], value.place));
  const fn = entries.get('func')?.value;
  const name = entries.get('name')?.value ?? (fn?.kind === 'function' ? textOf([fn.name], value.place) : undefined);
  return name === undefined ? value : recordOf({ name, description: entries.get('description')?.value }, value.place);
}

/** The class of the client, or the model of the older configuration. */
function endpointOf({ entries }: Options): ModelEndpoint {
  const client = entries.get('model_client')?.value;
  if (client?.kind === 'symbol') return endpointOfClient(client);
  const config = entries.get('llm_config')?.value;
  const inner = config?.kind === 'symbol' ? lastCall(config)?.args?.positional[0] : config;
  const options = inner && fieldsOf(inner).entries;
  const list = options?.get('config_list')?.value;
  const first = list?.kind === 'list' ? list.items[0]?.value : undefined;
  const chosen = options?.get('model') ?? (first && fieldsOf(first).entries.get('model'));
  return endpointOfNames(literalTexts(chosen?.value));
}

function endpointOfClient(client: SymbolValue): ModelEndpoint {
  const made = lastCall(client);
  const { entries } = fieldsOf(namedArguments(made?.args, ['model'], client.place));
  return endpointOfClass(made?.name ?? '', literalTexts(entries.get('model')?.value));
}

const roles: Readonly<Record<string, string>> = {
  SystemMessage: 'system',
  UserMessage: 'user',
  TextMessage: 'user',
  MultiModalMessage: 'user',
  AssistantMessage: 'assistant',
  FunctionExecutionResultMessage: 'tool',
};

function turnsOf(value: Value | undefined): Value | undefined {
  if (value === undefined) return undefined;
  const messages = mapValues(value, message);
  return messages.kind === 'text' || messages.kind === 'opaque' ? messageOf('user', messages) : messages;
}

function message(value: Value): Value {
  const made = lastCall(value);
  const role = made === undefined ? undefined : roles[made.name];
  if (role === undefined) return value;
  const { entries } = fieldsOf(namedArguments(made?.args, ['content', 'source'], value.place));
  return recordOf({ role: textOf([role], value.place), content: entries.get('content')?.value }, value.place);
}

function clientCall(args: Arguments, site: CallSite, client: SymbolValue): Request {
  const options = fieldsOf(namedArguments(args, ['messages'], site.place));
  const tools = options.entries.get('tools');
  return frameworkRequest({
    sdk: 'autoGen',
    site,
    operation: site.callee.path.at(-1) === 'create' ? 'create' : 'stream',
    model: endpointOfClient(client),
    options,
    ...(tools === undefined ? {} : { tools: { ...tools, value: mapValues(tools.value, tool) } }),
    conversation: [turnsOf(options.entries.get('messages')?.value)],
    isMarkedLater: true,
  });
}
