// The OpenAI Agents SDK for TypeScript and Python: agents, and the runs that loop over them.
import type { Arguments, Callee, CallSite, Part, Request, SymbolValue, Value } from '../model/index.ts';
import { stable } from '../model/index.ts';
import type { Match, Recognizer } from './recognizer.ts';
import { agentModel } from './shared/agentModel.ts';
import { buildPart } from './shared/buildPart.ts';
import { buildRequest, isStreamed, partOf } from './shared/buildRequest.ts';
import { calledBack } from './shared/calledBack.ts';
import { contentBlocks } from './shared/contentBlocks.ts';
import { handoffBlocks } from './shared/handoffBlocks.ts';
import { keptConversation } from './shared/keptConversation.ts';
import { literalNumber, literalText } from './shared/literalText.ts';
import { madeObject } from './shared/madeObject.ts';
import { messageBlocks } from './shared/messageBlocks.ts';
import { namedOptions } from './shared/namedOptions.ts';
import { openaiCacheMode, openaiMark } from './shared/openaiCache.ts';
import { fieldsOf, type Option, type Options, optionsOf, overlay } from './shared/options.ts';
import { packageMatch } from './shared/packageMatch.ts';
import { requestParams } from './shared/requestParams.ts';
import { endsWith, plainPath } from './shared/symbolPath.ts';
import { toolBlocks } from './shared/toolBlocks.ts';

const packages = ['@openai/agents', '@openai/agents-core', 'agents'] as const;

const runs: readonly (readonly string[])[] = [
  ['Runner', 'run'],
  ['Runner', 'run_sync'],
  ['Runner', 'run_streamed'],
  ['Runner', '()', 'run'],
];

/** Turns of one run when nothing is said. */
const usualTurns = 10;

/** Python's package has a name that others have too: a class with other parameters is somebody else's. */
const pythonFields: ReadonlySet<string> = new Set([
  ...['name', 'instructions', 'prompt', 'tools', 'handoffs', 'handoff_description', 'model', 'model_settings'],
  ...['mcp_servers', 'mcp_config', 'input_guardrails', 'output_guardrails', 'output_type', 'hooks'],
  ...['tool_use_behavior', 'reset_tool_choice'],
]);

/** Wire names of the model settings. */
const wireNames: Readonly<Record<string, string>> = {
  toolChoice: 'tool_choice',
  topP: 'top_p',
  maxTokens: 'max_output_tokens',
  max_tokens: 'max_output_tokens',
  parallelToolCalls: 'parallel_tool_calls',
  promptCacheKey: 'prompt_cache_key',
  promptCacheRetention: 'prompt_cache_retention',
  promptCacheOptions: 'prompt_cache_options',
  extra_args: 'extra_body',
};

export const openaiAgents: Recognizer = {
  id: 'openaiAgents',
  packages,
  tails: [['run'], ...runs],
  definitions: [['Agent'], ['Agent', 'create']],
  matches,
  recognize,
};

function matches(callee: Callee): Match | undefined {
  if (!packageMatch(callee.package, packages)) return undefined;
  const path = plainPath(callee.path);
  // `run` is a function in TypeScript and a module in Python.
  const isFunction = path.length === 1 && path[0] === 'run' && callee.package !== 'agents';
  return isFunction || isRun(path) || isAgentMaker(path) ? 'sure' : undefined;
}

function isRun(path: readonly string[]): boolean {
  return runs.some((tail) => endsWith(path, tail));
}

function isAgentMaker(path: readonly string[]): boolean {
  return endsWith(path, ['Agent']) || endsWith(path, ['Agent', 'create']);
}

function recognize(args: Arguments, site: CallSite): Request | undefined {
  if (matches(site.callee) === undefined) return undefined;
  const isDefinition = isAgentMaker(plainPath(site.callee.path));
  const run = isDefinition ? runOptions(undefined) : runOptions(args);
  const agent = isDefinition ? site.receiver : madeObject(run.entries.get('agent')?.value, isAgent);
  const options = agent && agentOptions(agent);
  if (options === undefined) return undefined;
  const config = runConfig(run, site);
  const settings = settingsOf(options, config);
  const model = agentModel(config.entries.get('model') ?? options.entries.get('model'));
  const tools = toolsPart(options);
  const turns = run.entries.get('max_turns') ?? run.entries.get('maxTurns');
  const input = run.entries.get('input');
  return buildRequest({
    sdk: 'openaiAgents',
    provider: model.provider,
    api: model.api,
    operation: tools !== undefined ? 'loop' : isStreamed(run) || isStreamedRun(site) ? 'stream' : 'create',
    sureness: 'sure',
    options,
    models: model.names,
    tools,
    system: partOf('system', options.entries.get('instructions'), instructionBlocks),
    messages: keptConversation(input && messagesOf(input), keptBy(run), 'conversation kept in the session'),
    params: paramsOf(options, settings),
    cacheMode: openaiCacheMode(model.provider, { ...settings, entries: wired(settings) }),
    ...(tools === undefined
      ? {}
      : { innerLoop: { bound: turns === undefined ? usualTurns : literalNumber(turns.value) } }),
    optionsPlace: undefined,
    // Other providers are reached through adapters, which may set marks of their own.
    isMarkedLater: model.provider !== 'openai',
  });
}

function isAgent(value: SymbolValue): boolean {
  if (!packageMatch(value.package, packages) || value.calls === undefined) return false;
  const path = plainPath(value.path);
  const made = path.indexOf('()');
  return made > 0 && isAgentMaker(path.slice(0, made));
}

/** What the agent was made with, with later clones laid over it. Undefined when it is some other class. */
function agentOptions(agent: SymbolValue): Options | undefined {
  const [first, ...later] = agent.calls ?? [];
  const isPython = agent.package === 'agents' || agent.package.startsWith('agents.');
  const made = isPython ? namedOptions(first, ['name']) : optionsOf(first);
  const isOther =
    [...made.entries.keys()].some((name) => !pythonFields.has(name)) || (first?.positional.length ?? 0) > 1;
  if (isPython && isOther) return undefined;
  if (!['name', 'instructions'].some((name) => made.entries.has(name)) && made.rest === undefined) return undefined;
  const path = plainPath(agent.path);
  const steps = path.filter((_, index) => path[index + 1] === '()');
  return later.reduce((options, args, index) => {
    return steps[index + 1] === 'clone' ? overlay(options, optionsOf(args)) : options;
  }, made);
}

/** `run(agent, input, { … })`, `Runner.run(agent, input, max_turns=…)`. */
function runOptions(args: Arguments | undefined): Options {
  const named = namedOptions(args, ['agent', 'input']);
  const agent = named.entries.get('agent') ?? named.entries.get('starting_agent');
  const entries = new Map(named.entries);
  if (agent !== undefined) entries.set('agent', agent);
  const third = args?.positional[2];
  const options = third === undefined ? undefined : fieldsOf(third);
  for (const [name, option] of options?.entries ?? []) entries.set(name, option);
  return { entries, rest: named.rest ?? options?.rest, record: undefined };
}

/** What a runner was made with, and `run_config=RunConfig(…)`: their model and settings win over the agent's. */
function runConfig(run: Options, site: CallSite): Options {
  const runner = optionsOf(site.receiver?.path.includes('Runner') ? site.receiver.calls?.[0] : undefined);
  return overlay(runner, recordOf(run.entries.get('run_config')));
}

function settingsOf(options: Options, config: Options): Options {
  const of = (from: Options) => recordOf(from.entries.get('model_settings') ?? from.entries.get('modelSettings'));
  return overlay(of(options), of(config));
}

/** A record, or the keywords that `ModelSettings(…)` and `RunConfig(…)` were made with. */
function recordOf(option: Option | undefined): Options {
  if (option?.value.kind === 'symbol' && option.value.calls !== undefined) return optionsOf(option.value.calls[0]);
  return fieldsOf(option?.value ?? { kind: 'scalar', value: undefined, place: { path: '', start: 0, end: 0 } });
}

function wired(settings: Options): Options['entries'] {
  return new Map([...settings.entries].map(([name, option]) => [wireNames[name] ?? name, option]));
}

function paramsOf(options: Options, settings: Options): Request['params'] {
  const params = new Map(requestParams({ ...settings, entries: wired(settings) }, new Set()));
  const output = options.entries.get('output_type') ?? options.entries.get('outputType');
  if (output !== undefined) params.set('text', output);
  return params;
}

function instructionBlocks({ value }: Option) {
  const around = { level: 'system', role: 'system', message: -1, markOf: openaiMark } as const;
  return {
    blocks: contentBlocks(withoutPrefix(calledBack(value)), around),
    order: { fixed: true },
    membership: stable,
  } as const;
}

/** The SDK's helper puts a constant text in front of the instructions. */
function withoutPrefix(value: Value): Value {
  if (value.kind !== 'symbol' || !/^prompt_?with_?handoff_?instructions$/i.test(value.path.at(-2) ?? '')) return value;
  return value.calls?.at(-1)?.positional[0] ?? value;
}

/** Tools of MCP servers stand first, handoffs are tools behind the others. */
function toolsPart(options: Options): Part | undefined {
  const servers = options.entries.get('mcp_servers') ?? options.entries.get('mcpServers');
  const tools = options.entries.get('tools');
  const handoffs = options.entries.get('handoffs');
  const option = tools ?? handoffs ?? servers;
  if (option === undefined) return undefined;
  const own = tools === undefined ? undefined : toolBlocks(steadyTools(tools.value), openaiMark);
  const over = handoffs === undefined ? undefined : handoffBlocks(handoffs.value);
  const list = own ?? { blocks: [], order: { fixed: true }, membership: stable };
  const part = buildPart('tools', { ...list, blocks: [...list.blocks, ...(over?.blocks ?? [])] }, option);
  const isEmpty = part.blocks.length === 0 && !part.open;
  const served = serversOf(servers);
  if (isEmpty && served === undefined) return undefined;
  return served === undefined ? part : { ...part, ...served };
}

/** Settings of hosted tools (a container, a store of files) are no part of the prompt, however they change. */
function steadyTools(value: Value): Value {
  if (value.kind === 'choice') return { ...value, options: value.options.map(steadyTools) };
  if (value.kind === 'list') {
    return { ...value, items: value.items.map((item) => ({ ...item, value: steadyTools(item.value) })) };
  }
  if (value.kind !== 'symbol' || !packageMatch(value.package, packages)) return value;
  const made = optionsOf(value.calls?.at(-1));
  const name = literalText((made.entries.get('toolName') ?? made.entries.get('tool_name'))?.value);
  return { ...value, path: name === undefined ? value.path : [name], volatility: { ...stable, sureness: 'likely' } };
}

function serversOf(
  servers: Option | undefined,
): Pick<Part, 'open' | 'openAt' | 'openVolatility' | 'openSource'> | undefined {
  if (servers === undefined) return undefined;
  const { value, place } = servers;
  if (value.kind === 'list' && value.items.length === 0 && value.rest === undefined) return undefined;
  const source = { label: 'tools of MCP servers', place, kind: 'external', steps: [] } as const;
  return { open: true, openAt: 0, openVolatility: { ...stable, sureness: 'unknown' }, openSource: source };
}

function messagesOf(input: Option): Part {
  return buildPart('messages', messageBlocks(input.value, { markOf: openaiMark }), input);
}

function keptBy(run: Options): Option | undefined {
  const names = ['session', 'previous_response_id', 'previousResponseId', 'conversation_id', 'conversationId'];
  return names.flatMap((name) => run.entries.get(name) ?? [])[0];
}

function isStreamedRun(site: CallSite): boolean {
  return site.callee.path.at(-1) === 'run_streamed';
}
