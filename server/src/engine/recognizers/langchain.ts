// LangChain and LangGraph: chat models, chains that end in one, and agents.
import type { Arguments, Callee, CallSite, Mark, RecordValue, Request, Value } from '../model/index.ts';
import type { Match, Recognizer } from './recognizer.ts';
import { buildPart } from './shared/buildPart.ts';
import { buildRequest, partOf } from './shared/buildRequest.ts';
import { cacheModeOf } from './shared/cacheModeOf.ts';
import { cachePointMark } from './shared/cachePoints.ts';
import { apiOfProvider } from './shared/endpoint.ts';
import { agentForms, agentOf } from './shared/langchainAgent.ts';
import { chainOf, filledPrompt } from './shared/langchainChain.ts';
import { asMessages, isMessages } from './shared/langchainMessages.ts';
import { isModelName, type LangchainModel, langchainModel } from './shared/langchainModel.ts';
import { langchainTools } from './shared/langchainTools.ts';
import { before } from './shared/madeOf.ts';
import { messageBlocks } from './shared/messageBlocks.ts';
import { fieldsOf, type Option, type Options, optionsOf } from './shared/options.ts';
import { packageMatch } from './shared/packageMatch.ts';
import { readMark } from './shared/readMark.ts';
import { requestParams } from './shared/requestParams.ts';
import { rollingMark } from './shared/rollingMark.ts';
import { splitSystem } from './shared/splitSystem.ts';
import { plainPath } from './shared/symbolPath.ts';
import { toolBlocks } from './shared/toolBlocks.ts';

const packages = [
  ...['langchain', 'langchain_core', 'langchain_community', 'langchain_classic', 'langgraph', 'deepagents'],
  ...[
    'langchain_anthropic',
    'langchain_openai',
    'langchain_aws',
    'langchain_google_genai',
    'langchain_google_vertexai',
  ],
  ...['langchain_groq', 'langchain_mistralai', 'langchain_ollama', 'langchain_deepseek', 'langchain_xai'],
  ...['langchain_fireworks', 'langchain_together', 'langchain_litellm', 'langchain_openrouter', 'langchain_google'],
  '@langchain',
];

const methods: Readonly<Record<string, Request['operation']>> = {
  ...{ invoke: 'create', ainvoke: 'create', batch: 'create', abatch: 'create', predict: 'create', apredict: 'create' },
  ...{ stream: 'stream', astream: 'stream', streamEvents: 'stream', astream_events: 'stream' },
};

/** Configuration of the client or of the run: nothing of it is sent. */
const unsent: ReadonlySet<string> = new Set([
  ...['model', 'model_name', 'tools', 'cache_control', 'callbacks', 'config', 'stop', 'timeout', 'max_retries'],
  ...['api_key', 'apiKey', 'anthropic_api_key', 'openai_api_key', 'base_url', 'baseURL', 'baseUrl', 'configuration'],
  ...['anthropicApiKey', 'openAIApiKey', 'maxRetries', 'streaming', 'verbose', 'model_provider', 'modelProvider'],
  ...['region', 'region_name', 'credentials', 'clientOptions', 'name', 'tags', 'metadata', 'signal', 'max_concurrency'],
]);

const wireNames: Readonly<Record<string, string>> = {
  maxTokens: 'max_tokens',
  topP: 'top_p',
  topK: 'top_k',
  stopSequences: 'stop_sequences',
  promptCacheKey: 'prompt_cache_key',
  reasoningEffort: 'reasoning_effort',
};

export const langchain: Recognizer = {
  id: 'langchain',
  packages,
  tails: [...Object.keys(methods), ...Object.keys(agentForms)].map((name) => [name]),
  matches,
  recognize,
};

/** Many things of LangChain are invoked. A model by name is sure; of chains and unknown receivers the arguments have to tell. */
function matches(callee: Callee, imported: readonly string[]): Match | undefined {
  const path = plainPath(callee.path);
  const name = path.at(-1) ?? '';
  const isOwn = packageMatch(callee.package, packages);
  if (Object.hasOwn(agentForms, name)) return isOwn ? 'sure' : undefined;
  if (!Object.hasOwn(methods, name)) return undefined;
  if (callee.package === undefined) return imported.some((one) => packageMatch(one, packages)) ? 'likely' : undefined;
  if (!isOwn && path[0] !== '|') return undefined;
  const isModel = path.some((element, index) => isModelName(element) && path[index + 1] === '()');
  return isModel && path[0] !== '|' && !path.includes('pipe') ? 'sure' : 'likely';
}

function recognize(args: Arguments, site: CallSite): Request | undefined {
  const match = matches(site.callee, site.packages);
  const name = plainPath(site.callee.path).at(-1) ?? '';
  if (match === undefined) return undefined;
  return Object.hasOwn(agentForms, name) ? agentRequest(name, args) : modelRequest(name, args, site);
}

function modelRequest(name: string, args: Arguments, site: CallSite): Request | undefined {
  const given = optionsOf({ ...args, positional: [] });
  const written = args.positional[0] ?? (given.entries.get('input') ?? given.entries.get('messages'))?.value;
  const input = /batch$/.test(name) ? firstOf(written) : written;
  const { receiver } = site;
  const chain = receiver && chainOf(before(receiver, receiver.path.length - 1), input);
  if (chain === undefined) {
    const isPlain = site.callee.package === undefined && input !== undefined;
    const messages = isPlain ? (filledPrompt(input) ?? (isMessages(input) ? asMessages(input) : undefined)) : undefined;
    return (
      messages && request({ operation: methods[name] ?? 'create', sureness: 'likely', messages: optionOf(messages) })
    );
  }
  const [, second] = args.positional;
  const options = second?.kind === 'record' ? fieldsOf(second) : given;
  const model = langchainModel(chain.model);
  return request({
    operation: methods[name] ?? 'create',
    sureness: 'sure',
    model: model && { ...model, bound: new Map([...model.bound, ...options.entries]) },
    messages: chain.messages && optionOf(chain.messages),
  });
}

function agentRequest(name: string, args: Arguments): Request | undefined {
  const agent = agentOf(name, args);
  if (agent === undefined) return undefined;
  const found = agent.model && langchainModel(agent.model.value);
  const bound = new Map(found?.bound);
  if (agent.tools !== undefined) bound.set('tools', agent.tools);
  const model: LangchainModel = { ...(found ?? { provider: 'unknown', names: [], nameOption: agent.model }), bound };
  return request({
    operation: 'loop',
    sureness: 'sure',
    model: model.nameOption === undefined && agent.model ? { ...model, nameOption: agent.model } : model,
    messages: agent.prompt,
    rolling: agent.rolling,
    isMarkedLater: agent.isMarkedLater,
    innerLoop: { bound: agent.bound },
  });
}

interface Spoken {
  readonly operation: Request['operation'];
  readonly sureness: Request['sureness'];
  readonly model?: LangchainModel | undefined;
  readonly messages?: Option | undefined;
  readonly rolling?: Mark | undefined;
  readonly isMarkedLater?: boolean;
  readonly innerLoop?: Request['innerLoop'];
}

function request({ operation, sureness, model, messages, ...more }: Spoken): Request {
  const provider = model?.provider ?? 'unknown';
  const bound = model?.bound ?? new Map<string, Option>();
  const entries = new Map(bound);
  if (model?.nameOption !== undefined) entries.set('model', model.nameOption);
  const options: Options = { entries, rest: undefined, record: undefined };
  const split =
    messages && splitSystem(messageBlocks(messages.value, { markOf: cachePointMark, messageMarkOf: extraMark }));
  const system = messages && split?.system && buildPart('system', split.system, messages);
  const isAgent = operation === 'loop';
  const isEmpty = split === undefined || (split.messages.blocks.length === 0 && split.messages.open === undefined);
  const turns =
    messages && split && !(isAgent && isEmpty) ? buildPart('messages', split.messages, messages) : undefined;
  const tools = partOf('tools', toolsOf(bound.get('tools')), ({ value }) => toolBlocks(value, toolMark));
  const isClaude = provider === 'anthropic' || provider === 'amazon-bedrock';
  const asked = readMark(bound.get('cache_control'), '5m');
  const automatic = isClaude ? (more.rolling ?? asked) : undefined;
  const mark = automatic && { ...automatic, automatic: true };
  return buildRequest({
    sdk: 'langchain',
    provider,
    api: apiOfProvider(provider),
    operation,
    sureness,
    options,
    models: model?.names ?? [],
    tools,
    system,
    messages: mark === undefined ? turns : rollingMark(turns, mark),
    params: requestParams(options, unsent, wireNames),
    cacheMode: mark === undefined ? cacheModeOf(provider, [tools, system, turns]) : 'rolling',
    ...(more.innerLoop === undefined ? {} : { innerLoop: more.innerLoop }),
    optionsPlace: undefined,
    ...(more.isMarkedLater === undefined ? {} : { isMarkedLater: more.isMarkedLater }),
  });
}

function toolsOf(option: Option | undefined): Option | undefined {
  return option && { ...option, value: langchainTools(option.value) };
}

function optionOf(value: Value): Option {
  return { value, place: value.place, presence: 'always' };
}

function firstOf(value: Value | undefined): Value | undefined {
  if (value?.kind !== 'list') return value;
  return value.items[0]?.value ?? value.rest;
}

/** Provider fields of a whole message stand among its additional arguments. */
function extraMark(record: RecordValue): Mark | undefined {
  const extra = fieldsOf(record).entries.get('additional_kwargs')?.value;
  return extra === undefined ? undefined : readMark(fieldsOf(extra).entries.get('cache_control'), '5m');
}

function toolMark(record: RecordValue): Mark | undefined {
  const extras = fieldsOf(record).entries.get('extras')?.value;
  const inner = extras === undefined ? undefined : readMark(fieldsOf(extras).entries.get('cache_control'), '5m');
  return inner ?? cachePointMark(record);
}
