// LlamaIndex for Python and TypeScript: its model classes, agents, and chat and query engines.
import type { Arguments, CallSite, Request, Value } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import type { Recognizer } from './recognizer.ts';
import { callChain, lastCall, type MadeCall, namedArguments } from './shared/callChain.ts';
import { frameworkRequest } from './shared/frameworkRequest.ts';
import { literalNumber, literalText, literalTexts } from './shared/literalText.ts';
import { llamaMessages, llamaText } from './shared/llamaMessages.ts';
import { messageOf, recordOf, textOf } from './shared/makeValue.ts';
import { mapValues } from './shared/mapValues.ts';
import { matchOwn } from './shared/matchOwn.ts';
import { endpointOfClass, type ModelEndpoint } from './shared/modelEndpoint.ts';
import { fieldsOf, type Option, type Options, overlay } from './shared/options.ts';
import { requestParams } from './shared/requestParams.ts';

/** Parameters of the methods, in the order of Python. */
const methods: Readonly<Record<string, readonly string[]>> = {
  chat: ['messages'],
  achat: ['messages'],
  stream_chat: ['messages'],
  astream_chat: ['messages'],
  complete: ['prompt'],
  acomplete: ['prompt'],
  stream_complete: ['prompt'],
  astream_complete: ['prompt'],
  predict: ['prompt'],
  apredict: ['prompt'],
  stream: ['prompt'],
  astream: ['prompt'],
  structured_predict: ['output_cls', 'prompt'],
  astructured_predict: ['output_cls', 'prompt'],
  chat_with_tools: ['tools', 'user_msg', 'chat_history'],
  achat_with_tools: ['tools', 'user_msg', 'chat_history'],
  predict_and_call: ['tools', 'user_msg', 'chat_history'],
  apredict_and_call: ['tools', 'user_msg', 'chat_history'],
  run: ['user_msg', 'chat_history', 'memory', 'ctx', 'max_iterations'],
  query: ['query'],
  aquery: ['query'],
};

/** What is made to speak with a model, by the class or function that makes it. */
const agents: ReadonlySet<string> = new Set([
  ...['FunctionAgent', 'ReActAgent', 'CodeActAgent', 'FunctionCallingAgent', 'OpenAIAgent', 'AgentWorkflow'],
  ...['from_tools', 'from_tools_or_functions', 'agent', 'multiAgent'],
]);
const engines: ReadonlySet<string> = new Set([
  ...['as_chat_engine', 'as_query_engine', 'asChatEngine', 'asQueryEngine', 'ContextChatEngine', 'SimpleChatEngine'],
  'CondensePlusContextChatEngine',
]);
const engineClass = /(ContextChatEngine|SimpleChatEngine)$/;

const own = {
  packages: ['llama_index', 'llamaindex', '@llamaindex'],
  tails: Object.keys(methods).map((name) => [name]),
} as const;

export const llamaIndex: Recognizer = {
  id: 'llamaIndex',
  packages: own.packages,
  tails: own.tails,
  matches: (callee) => matchOwn(callee, own),
  recognize,
};

function recognize(args: Arguments, site: CallSite): Request | undefined {
  const method = site.callee.path.at(-1) ?? '';
  const names = methods[method];
  if (names === undefined || site.callee.path.at(-2)?.startsWith('(') !== true) {
    return names !== undefined && isSettings(site) ? modelCall(args, site, method, undefined) : undefined;
  }
  const chain = site.receiver === undefined ? [] : callChain(site.receiver);
  const maker = chain.findLast((one) => isAgent(one) || isEngine(one) || isModel(site, one));
  if (maker === undefined) return undefined;
  if (isAgent(maker)) return method === 'query' || method === 'aquery' ? undefined : agentRun(args, site, maker);
  if (isEngine(maker)) return engineCall(args, site, maker);
  return method === 'run' || /query/.test(method) ? undefined : modelCall(args, site, method, maker);
}

function isAgent({ name, members }: MadeCall): boolean {
  if (name !== 'from_tools' && name !== 'from_tools_or_functions') return agents.has(name);
  return members.length > 1 && agents.has(members.at(-2) ?? '');
}

function isEngine({ name, members }: MadeCall): boolean {
  return engines.has(name) || (name === 'from_defaults' && engineClass.test(members.at(-2) ?? ''));
}

/** A class of a package of models: `llama_index.llms.anthropic`, `@llamaindex/anthropic`; and their base class as a type. */
function isModel({ receiver }: CallSite, { name, members }: MadeCall): boolean {
  const isPackage = members.includes('llms') || /^@llamaindex\/|\.llms/.test(receiver?.package ?? '');
  return (
    (isPackage || receiver?.package === 'llamaindex') && /^[A-Z]|^(openai|anthropic|gemini|bedrock|mistral)$/.test(name)
  );
}

/** `Settings.llm.chat(…)`: a model that is set elsewhere. */
function isSettings({ callee: { path } }: CallSite): boolean {
  return path.at(-2) === 'llm' && path.at(-3) === 'Settings';
}

function given(args: Arguments, names: readonly string[], site: CallSite): Options {
  const [first] = args.positional;
  // TypeScript hands one record of options over.
  const isRecord = site.language !== 'python' && first?.kind === 'record' && args.positional.length === 1;
  return fieldsOf(isRecord ? first : namedArguments(args, names, site.place));
}

function endpointOf(maker: MadeCall | undefined, value?: Value): ModelEndpoint {
  if (maker === undefined) return endpointOfClass('', []);
  const { entries } = optionsOfMade(maker, ['model']);
  const option = entries.get('model') ?? entries.get('model_name') ?? entries.get('deployment');
  const { name, members } = maker;
  const hint = /^[a-z]/.test(name) && value?.kind === 'symbol' ? value.package : `${members.at(-2) ?? ''} ${name}`;
  return endpointOfClass(/^[A-Z]/.test(name) ? name : hint, literalTexts(option?.value));
}

function optionsOfMade({ args }: MadeCall, names: readonly string[]): Options {
  const place = args?.keywords.place ?? { path: '', start: 0, end: 0 };
  const [first] = args?.positional ?? [];
  return fieldsOf(first?.kind === 'record' ? first : namedArguments(args, names, place));
}

const taken: ReadonlySet<string> = new Set(['messages', 'prompt', 'tools', 'user_msg', 'chat_history', 'output_cls']);

function modelCall(args: Arguments, site: CallSite, method: string, maker: MadeCall | undefined): Request {
  const options = given(args, methods[method] ?? [], site);
  const { entries } = options;
  const prompt = entries.get('prompt');
  const messages = entries.get('messages');
  const lookup = (name: string): Value | undefined => entries.get(name)?.value;
  const turns =
    prompt !== undefined
      ? [messageOf('user', llamaText(prompt.value, lookup))]
      : messages !== undefined
        ? [llamaMessages(messages.value)]
        : turnsOf(entries);
  const made = maker === undefined ? undefined : optionsOfMade(maker, ['model']);
  return frameworkRequest({
    sdk: 'llamaIndex',
    site,
    operation: /stream/.test(method) ? 'stream' : /structured/.test(method) ? 'parse' : 'create',
    model: endpointOf(maker, site.receiver),
    options,
    ...toolsOf(entries.get('tools')),
    // The system prompt that a model was made with stands in front of every conversation.
    conversation: [systemOf(made?.entries.get('system_prompt')), ...turns],
    ...placeOf(messages ?? prompt),
    params: prompt === undefined ? requestParams(options, taken) : new Map(),
    isMarkedLater: made !== undefined && marksItself(made),
  });
}

/** Options of a model class that set marks: by the number of a message, on system prompt and tools, or in the request as it is. */
function marksItself({ entries }: Options): boolean {
  return ['cache_idx', 'system_prompt_caching', 'tool_caching', 'additional_kwargs'].some((name) => entries.has(name));
}

function systemOf(option: Option | undefined): Value | undefined {
  return option && messageOf('system', llamaText(option.value));
}

function placeOf(option: Option | undefined): { readonly conversationPlace?: Place } {
  return option === undefined ? {} : { conversationPlace: option.place };
}

function toolsOf(option: Option | undefined): { readonly tools?: Option } {
  return option === undefined ? {} : { tools: { ...option, value: mapValues(option.value, tool) } };
}

/** `FunctionTool.from_defaults(fn, name=…)`, `tool({ name, … })`: the definition as far as it is written. */
function tool(value: Value): Value {
  const made = lastCall(value);
  if (made === undefined || value.kind !== 'symbol') return value;
  const { entries } = optionsOfMade(made, ['fn', 'name']);
  const fn = (entries.get('fn') ?? entries.get('async_fn'))?.value;
  const name = entries.get('name')?.value ?? (fn?.kind === 'function' ? textOf([fn.name], fn.place) : undefined);
  if (name === undefined) return value;
  const doc = fn?.kind === 'function' && fn.doc !== undefined ? textOf([fn.doc], fn.place) : undefined;
  const parameters = entries.get('parameters')?.value;
  return recordOf({ name, description: entries.get('description')?.value ?? doc, parameters }, value.place);
}

/** The turns that are given, and the newest one. */
function turnsOf(entries: Options['entries']): readonly (Value | undefined)[] {
  const user = entries.get('user_msg') ?? entries.get('message') ?? entries.get('query');
  const earlier = entries.get('chat_history') ?? entries.get('chatHistory');
  const newest = user && llamaMessages(user.value);
  return [earlier && llamaMessages(earlier.value), newest?.kind === 'record' ? newest : messageOf('user', newest)];
}

const positions: Readonly<Record<string, readonly string[]>> = {
  from_tools_or_functions: ['tools_or_functions', 'llm', 'system_prompt'],
  from_tools: ['tools'],
};

/** A team runs its agents one after the other; the one it starts with stands for it where only one request can be told. */
function agentRun(args: Arguments, site: CallSite, maker: MadeCall): Request | undefined {
  const options = given(args, methods.run ?? [], site);
  const names = positions[maker.name] ?? [];
  const made = optionsOfMade(maker, names);
  const team = made.entries.get('agents')?.value;
  const agent =
    team === undefined ? made : rootOf(team, made.entries.get('root_agent') ?? made.entries.get('rootAgent'));
  if (agent === undefined) return undefined;
  const { entries } = agent;
  const llm = entries.get('llm')?.value;
  const system = entries.get('system_prompt') ?? entries.get('systemPrompt');
  const tools = entries.get('tools') ?? entries.get('tools_or_functions');
  const isReAct = maker.name === 'ReActAgent' || maker.members.at(-2) === 'ReActAgent';
  const memory = ['ctx', 'memory', 'state'].some((name) => options.entries.has(name)) || entries.has('memory');
  const bound = literalNumber(options.entries.get('max_iterations')?.value);
  return frameworkRequest({
    sdk: 'llamaIndex',
    site,
    operation: 'loop',
    model: endpointOf(lastCall(llm), llm),
    options,
    ...toolsOf(tools),
    conversation: [systemOf(system), ...turnsOf(options.entries)],
    // The header of a ReAct agent is the framework's own text, with the tools in it.
    remembers: memory || isReAct,
    // A prompt given as a text takes no mark of its own; what the model class does about it is not seen.
    isMarkedLater: true,
    innerLoop: { bound: bound ?? (options.entries.has('max_iterations') ? undefined : 20) },
  });
}

function rootOf(team: Value, root: Option | undefined): Options | undefined {
  if (team.kind !== 'list') return undefined;
  const name = literalText(root?.value);
  const all = team.items.flatMap(({ value }) => {
    const made = lastCall(value);
    return made === undefined ? [] : [{ value, options: optionsOfMade(made, []) }];
  });
  const named = all.find(
    ({ options }) => name !== undefined && literalText(options.entries.get('name')?.value) === name,
  );
  const same = all.find(({ value }) => root?.value.kind === 'symbol' && value.place === root.value.place);
  return (named ?? same ?? all[0])?.options;
}

/** Engines in these modes write what they have retrieved for the newest question into the system prompt. */
const retrieving = /^(?:context|condense_plus_context)$/;

function engineCall(args: Arguments, site: CallSite, maker: MadeCall): Request {
  const options = given(args, ['message', 'chat_history'], site);
  const { entries } = optionsOfMade(maker, []);
  const llm = (entries.get('llm') ?? entries.get('chatModel'))?.value;
  const isQuery = /query/i.test(maker.name);
  const mode = entries.get('chat_mode');
  const isByClass = /ContextChatEngine/.test(`${maker.members.at(-2) ?? ''} ${maker.name}`);
  const isRetrieving = isByClass || retrieving.test(literalText(mode?.value) ?? '');
  const prompt = entries.get('system_prompt') ?? entries.get('systemPrompt');
  const system = isRetrieving ? withContext(prompt, mode, site) : prompt;
  return frameworkRequest({
    sdk: 'llamaIndex',
    site,
    operation: /stream/.test(site.callee.path.at(-1) ?? '') ? 'stream' : 'create',
    model: endpointOf(lastCall(llm), llm),
    options,
    conversation: [systemOf(system), ...turnsOf(withMessage(options, args, site))],
    remembers: !isQuery,
    isMarkedLater: true,
    params: new Map(),
  });
}

/** TypeScript names the newest question in a record, Python hands it over first. */
function withMessage(options: Options, args: Arguments, site: CallSite): Options['entries'] {
  const query = options.entries.get('query') ?? options.entries.get('str_or_query_bundle');
  if (options.entries.has('message') || query === undefined) return options.entries;
  return overlay(options, given(args, ['message'], site)).entries;
}

function withContext(prompt: Option | undefined, mode: Option | undefined, site: CallSite): Option {
  const place = mode?.place ?? site.calleePlace;
  const volatility = { changes: 'request', varies: 'nobody', sureness: 'sure' } as const;
  const source = { label: 'retrieved context', place, kind: 'retrieval', steps: [] } as const;
  const context: Value = { kind: 'opaque', volatility, source, chain: [], place };
  const parts = prompt === undefined ? [context] : [prompt.value, '\n', context];
  return { value: textOf(parts, prompt?.place ?? place), place: prompt?.place ?? place, presence: 'always' };
}
