// Pydantic AI: agents with instructions from texts and decorated functions, and the runs that loop over them.
import type { Arguments, CallSite, Mark, Request, SymbolValue, Use, Value } from '../model/index.ts';
import type { Recognizer } from './recognizer.ts';
import { calledBack } from './shared/calledBack.ts';
import { frameworkRequest } from './shared/frameworkRequest.ts';
import { literalNumber, literalTexts } from './shared/literalText.ts';
import { listOf, messageOf } from './shared/makeValue.ts';
import { markLast, markOfSetting } from './shared/markLast.ts';
import { matchAgent } from './shared/matchAgent.ts';
import { endpointOfClass, endpointOfNames, type ModelEndpoint } from './shared/modelEndpoint.ts';
import { namedOptions } from './shared/namedOptions.ts';
import { fieldsOf, type Option, type Options, optionsOf, overlay } from './shared/options.ts';
import { pointedContent } from './shared/pointedContent.ts';
import { requestParams } from './shared/requestParams.ts';
import { isCallElement, plainPath } from './shared/symbolPath.ts';

const packages = ['pydantic_ai'] as const;

const methods = ['run', 'run_sync', 'run_stream', 'run_stream_sync', 'run_stream_events', 'iter'] as const;

/** Requests of one run when no limit is said. */
const usualRequests = 50;

export const pydanticAi: Recognizer = {
  id: 'pydanticAi',
  packages,
  tails: methods.map((method) => ['Agent', '()', method]),
  definitions: [['Agent']],
  matches: (callee) => matchAgent(callee, packages, methods),
  recognize,
};

function recognize(args: Arguments, site: CallSite): Request | undefined {
  const agent = site.receiver;
  if (matchAgent(site.callee, packages, methods) === undefined || agent?.calls === undefined) return undefined;
  const made = namedOptions(agent.calls[0], ['model']);
  const isDefinition = plainPath(site.callee.path).at(-1) === 'Agent';
  const run = isDefinition ? namedOptions(undefined, []) : namedOptions(args, ['user_prompt']);
  const model = modelOf(run.entries.get('model') ?? made.entries.get('model'));
  const settings = settingsOf(made, run);
  const prompt = run.entries.get('user_prompt');
  const history = run.entries.get('message_history');
  const tools = toolsOf(made, agent);
  const isLoop =
    tools !== undefined || ['toolsets', 'builtin_tools', 'capabilities'].some((name) => made.entries.has(name));
  const marks = marksOf(settings, model);
  const request = frameworkRequest({
    sdk: 'pydanticAi',
    site,
    operation: isLoop ? 'loop' : /stream/.test(site.callee.path.at(-1) ?? '') ? 'stream' : 'create',
    model,
    options: made,
    ...(tools === undefined ? {} : { tools }),
    conversation: [
      ...systemOf(made, run, agent, marks.instructions),
      prompt && messageOf('user', pointedContent(prompt.value)),
    ],
    ...(prompt === undefined ? {} : { conversationPlace: prompt.place }),
    remembers: history !== undefined,
    isRemade: partsOfSystem(made, run, agent).some((value) => value.kind === 'function'),
    params: requestParams(settings, new Set(settingNames)),
    ...(isLoop ? { innerLoop: { bound: boundOf(run) } } : {}),
    ...(marks.rolling === undefined ? {} : { cacheMode: 'rolling' }),
    // Settings may come from the model object, where they are not read.
    isMarkedLater: made.rest !== undefined || run.rest !== undefined || settings.rest !== undefined,
  });
  const marked = markLast(request.tools, marks.tools);
  return marked === undefined ? request : { ...request, tools: marked };
}

/** Texts before functions: what stays stands in front of what is made for each request. */
function systemOf(
  made: Options,
  run: Options,
  agent: SymbolValue,
  mark: Mark | undefined,
): readonly (Value | undefined)[] {
  const all = partsOfSystem(made, run, agent);
  const constant = all.filter((value) => value.kind !== 'function');
  const remade = all.filter((value) => value.kind === 'function');
  const ordered = [...constant, ...remade];
  const last = constant.length > 0 ? constant.length - 1 : ordered.length - 1;
  return ordered.map((value, index) => {
    const content = calledBack(value);
    return messageOf('system', content, mark !== undefined && index === last ? markValue(mark) : undefined);
  });
}

function partsOfSystem(made: Options, run: Options, agent: SymbolValue): readonly Value[] {
  const given = [made.entries.get('system_prompt'), made.entries.get('instructions'), run.entries.get('instructions')];
  const written = given.flatMap((option) => (option === undefined ? [] : partsOf(option.value)));
  const decorated = ['system_prompt', 'instructions'].flatMap((name) => functionsOf(agent.uses ?? [], name));
  return [...written, ...decorated];
}

function markValue({ ttl, place }: Mark): Value {
  const text = { kind: 'text', pieces: [{ kind: 'literal', text: ttl, place }], place } as const;
  return { kind: 'record', fields: [{ key: 'ttl', value: text, presence: 'always', place }], place };
}

function partsOf(value: Value): readonly Value[] {
  return value.kind === 'list' ? value.items.map((item) => item.value) : [value];
}

/** `@agent.instructions`, with or without arguments of the decorator. */
function functionsOf(uses: readonly Use[], name: string): readonly Value[] {
  const own = uses.filter(({ path }) => path[0] === name && path.slice(1).every(isCallElement));
  return own.flatMap(({ args }) => args.positional.filter((value) => value.kind === 'function'));
}

function toolsOf(made: Options, agent: SymbolValue): Option | undefined {
  const given = made.entries.get('tools');
  const decorated = ['tool', 'tool_plain'].flatMap((name) => functionsOf(agent.uses ?? [], name));
  if (decorated.length === 0) return given?.value.kind === 'list' && given.value.items.length === 0 ? undefined : given;
  const place = given?.place ?? agent.place;
  const own = given?.value.kind === 'list' ? given.value.items : [];
  const items = decorated.map((value) => ({ value, presence: 'always', repeated: false, place: value.place }) as const);
  const base = given?.value.kind === 'list' ? given.value : listOf([], place);
  return { value: { ...base, items: [...own, ...items] }, place, presence: 'always' };
}

/** `'anthropic:claude-…'`, or an object such as `AnthropicModel('claude-…')`. */
function modelOf(option: Option | undefined): ModelEndpoint {
  const value = option?.value;
  if (value?.kind !== 'symbol') {
    return endpointOfNames(literalTexts(value).map((name) => name.replace(/^gateway\//, '')));
  }
  const name = namedOptions(value.calls?.at(-1), ['model_name']).entries.get('model_name');
  return endpointOfClass(value.path.findLast((element) => !isCallElement(element)) ?? '', literalTexts(name?.value));
}

const settingNames = ['cache', 'cache_messages', 'cache_instructions', 'cache_tool_definitions'].flatMap((name) => [
  `anthropic_${name}`,
  `bedrock_${name}`,
]);

/** Settings of the run win over those of the agent. A record, or the keywords of `AnthropicModelSettings(…)`. */
function settingsOf(made: Options, run: Options): Options {
  const of = ({ entries }: Options): Options => {
    const value = entries.get('model_settings')?.value;
    if (value === undefined) return optionsOf(undefined);
    return value.kind === 'symbol' && value.calls !== undefined ? optionsOf(value.calls.at(-1)) : fieldsOf(value);
  };
  return overlay(of(made), of(run));
}

interface Marks {
  readonly tools: Mark | undefined;
  readonly instructions: Mark | undefined;
  readonly rolling: Mark | undefined;
}

/** Each provider reads the settings with its own name in front. */
function marksOf({ entries }: Options, { provider }: ModelEndpoint): Marks {
  const prefix = provider === 'anthropic' ? 'anthropic' : provider === 'amazon-bedrock' ? 'bedrock' : undefined;
  const of = (name: string): Mark | undefined =>
    prefix === undefined ? undefined : markOfSetting(entries.get(`${prefix}_${name}`));
  return {
    tools: of('cache_tool_definitions'),
    instructions: of('cache_instructions'),
    rolling: of('cache') ?? of('cache_messages'),
  };
}

function boundOf(run: Options): number | undefined {
  const limits = run.entries.get('usage_limits')?.value;
  if (limits === undefined) return usualRequests;
  const made = limits.kind === 'symbol' ? optionsOf(limits.calls?.at(-1)).entries : undefined;
  if (made === undefined) return undefined;
  const limit = made.get('request_limit');
  return limit === undefined ? usualRequests : literalNumber(limit.value);
}
