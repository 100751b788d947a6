// The Vercel AI SDK: its text and object functions, and its agents.
import type { Arguments, Callee, CallSite, Part, Request } from '../model/index.ts';
import type { Match, Recognizer } from './recognizer.ts';
import type { BlockList } from './shared/blockList.ts';
import { buildPart } from './shared/buildPart.ts';
import { buildRequest, optionOrUnseen, partOf } from './shared/buildRequest.ts';
import { cacheModeOf } from './shared/cacheModeOf.ts';
import { constructorArgs } from './shared/constructorArgs.ts';
import { isPlausible } from './shared/isPlausible.ts';
import { messageBlocks } from './shared/messageBlocks.ts';
import { fieldsOf, type Option, type Options, optionsOf, overlay } from './shared/options.ts';
import { packageMatch } from './shared/packageMatch.ts';
import { requestParams } from './shared/requestParams.ts';
import { rollingMark } from './shared/rollingMark.ts';
import { splitSystem } from './shared/splitSystem.ts';
import { plainPath } from './shared/symbolPath.ts';
import { vercelMark, vercelRequestMark } from './shared/vercelCache.ts';
import { vercelLoop } from './shared/vercelLoop.ts';
import { type VercelModel, vercelModel } from './shared/vercelModel.ts';
import { vercelTools } from './shared/vercelTools.ts';

const packages = ['ai'] as const;
/** Hand the SDK's functions back, traced. */
const wrappers = ['wrapAISDK', 'wrapAiSdk'];

const functions: Readonly<Record<string, Request['operation']>> = {
  generateText: 'create',
  streamText: 'stream',
  generateObject: 'parse',
  streamObject: 'stream',
};
const agents: readonly string[] = ['ToolLoopAgent', 'Experimental_Agent'];

const taken: ReadonlySet<string> = new Set([
  ...[
    'model',
    'tools',
    'toolOrder',
    'activeTools',
    'instructions',
    'system',
    'prompt',
    'messages',
    'stopWhen',
    'maxSteps',
  ],
  ...['allowSystemInMessages', 'maxRetries', 'experimental_telemetry', 'telemetry', 'id'],
]);

/** Rewrite messages, tools or provider options before each step. */
const callbacks: readonly string[] = ['prepareStep', 'experimental_prepareStep', 'prepareCall'];

/** Wire names of the call settings; provider options are read apart. */
const wireNames: Readonly<Record<string, string>> = {
  maxOutputTokens: 'max_tokens',
  maxTokens: 'max_tokens',
  toolChoice: 'tool_choice',
  topP: 'top_p',
  topK: 'top_k',
  stopSequences: 'stop_sequences',
  frequencyPenalty: 'frequency_penalty',
  presencePenalty: 'presence_penalty',
  schema: 'output_config',
  output: 'output_config',
  experimental_output: 'output_config',
  thinking: 'thinking',
  effort: 'output_config',
  promptCacheKey: 'prompt_cache_key',
  promptCacheOptions: 'prompt_cache_options',
  promptCacheRetention: 'prompt_cache_retention',
  reasoningEffort: 'reasoning_effort',
  textVerbosity: 'verbosity',
  parallelToolCalls: 'parallel_tool_calls',
  disableParallelToolUse: 'disable_parallel_tool_use',
  cachedContent: 'cached_content',
};

export const vercelAi: Recognizer = {
  id: 'vercelAi',
  packages,
  tails: [
    ...Object.keys(functions).map((name) => [name]),
    ...agents.flatMap((name) => [[name], [name, '()', 'generate'], [name, '()', 'stream']]),
  ],
  matches,
  recognize,
};

/** Only the functions of the package itself: a local function of the same name is somebody's wrapper. */
function matches(callee: Callee): Match | undefined {
  if (callee.package === undefined) return undefined;
  const call = called(callee);
  if (call === undefined) return undefined;
  if (packageMatch(callee.package, packages)) return 'sure';
  return callee.path.some((element) => wrappers.includes(element)) ? 'likely' : undefined;
}

type Called = { readonly form: 'function' | 'agent' | 'agentCall'; readonly operation: Request['operation'] };

function called(callee: Callee): Called | undefined {
  const path = plainPath(callee.path);
  const wrapped = path.findLastIndex((element) => wrappers.includes(element));
  const own = wrapped === -1 ? path.filter((element) => element !== 'default') : path.slice(wrapped + 2);
  const [name, call, method] = own;
  if (name === undefined) return undefined;
  const operation = functions[name];
  if (operation !== undefined) return own.length === 1 ? { form: 'function', operation } : undefined;
  if (!agents.includes(name)) return undefined;
  if (own.length === 1) return { form: 'agent', operation: 'loop' };
  const isCall = own.length === 3 && call === '()' && (method === 'generate' || method === 'stream');
  return isCall ? { form: 'agentCall', operation: 'loop' } : undefined;
}

function recognize(args: Arguments, site: CallSite): Request | undefined {
  const match = matches(site.callee);
  const call = called(site.callee);
  if (match === undefined || call === undefined) return undefined;
  const own = optionsOf(args);
  const options = call.form === 'agentCall' ? overlay(optionsOf(constructorArgs(site)), own) : own;
  if (match === 'likely' && !isPlausible(site, options, packages, ['model'], ['model', 'messages'])) return undefined;
  const model = vercelModel(options.entries.get('model')?.value);
  const readers = {
    markOf: (record: Parameters<typeof vercelMark>[0]) => vercelMark(record, model.provider),
    messageMarkOf: (record: Parameters<typeof vercelMark>[0]) => vercelMark(record, model.provider),
  };
  const conversation = conversationOf(options, call);
  const split = conversation && splitSystem(messageBlocks(conversation.value, readers));
  const system = systemPart(options, conversation, split?.system, readers);
  const messages = conversation && split && buildPart('messages', split.messages, conversation);
  const tools = vercelTools(options, readers.markOf);
  const automatic = vercelRequestMark(options, model.provider);
  const innerLoop = vercelLoop(options, call.form === 'function' ? 1 : 20);
  return buildRequest({
    sdk: 'vercelAi',
    provider: model.provider,
    api: model.api,
    operation: call.operation,
    sureness: match,
    options,
    models: model.names,
    tools,
    system,
    messages: automatic === undefined ? messages : rollingMark(messages, automatic),
    params: vercelParams(options, model),
    cacheMode: automatic === undefined ? cacheModeOf(model.provider, [tools, system, messages]) : 'rolling',
    ...(innerLoop === undefined ? {} : { innerLoop }),
    optionsPlace: options.record?.place,
    isMarkedLater: callbacks.some((name) => options.entries.has(name)),
  });
}

/** An agent is given its conversation by its later calls: where it is made there is none. */
function conversationOf(options: Options, call: Called): Option | undefined {
  const given = options.entries.get('messages') ?? options.entries.get('prompt');
  if (given !== undefined || call.form !== 'agent') return given ?? optionOrUnseen(options, 'messages');
  return undefined;
}

/** `instructions` (or `system`) is a text, a system message or a list of them; leading system messages follow it. */
function systemPart(
  options: Options,
  conversation: Option | undefined,
  leading: BlockList | undefined,
  readers: Parameters<typeof messageBlocks>[1],
): Part | undefined {
  const option = options.entries.get('instructions') ?? options.entries.get('system');
  const front = partOf('system', option, ({ value }) => {
    const list = messageBlocks(value, readers);
    // A prompt that is not a list is one text, whatever its static type says.
    const asText = list.open !== undefined && value.kind !== 'list' && list.blocks.length === 0;
    const { open: _, ...closed } = list;
    const blocks = asText ? messageBlocks({ ...wrapped(value) }, readers).blocks : list.blocks;
    return { ...(asText ? closed : list), blocks: blocks.map((block) => ({ ...block, role: 'system' as const })) };
  });
  const back = conversation && leading && buildPart('system', leading, conversation);
  if (front === undefined || back === undefined) return front ?? back;
  return { ...front, blocks: [...front.blocks, ...back.blocks] };
}

function wrapped(value: Option['value']): Extract<Option['value'], { kind: 'record' }> {
  const field = { key: 'content', value, presence: 'always', place: value.place } as const;
  return { kind: 'record', fields: [field], place: value.place };
}

/** Provider options are sent as request fields of their own. */
function vercelParams(options: Options, model: VercelModel): Request['params'] {
  const params = new Map(requestParams(options, taken, wireNames));
  const provided = params.get('providerOptions');
  params.delete('providerOptions');
  if (provided === undefined) return params;
  for (const [provider, fields] of fieldsOf(provided.value).entries) {
    if (model.provider !== 'unknown' && !model.optionKeys.includes(provider)) continue;
    for (const [name, option] of fieldsOf(fields.value).entries) {
      if (name !== 'cacheControl' && name !== 'cache_control') params.set(wireNames[name] ?? name, option);
    }
  }
  return params;
}
