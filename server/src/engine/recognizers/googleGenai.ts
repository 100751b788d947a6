// Google's Gemini: the Gen AI SDKs with their chats, and the older SDKs of models that are made with their prompt.
import {
  type Arguments,
  type Callee,
  type CallSite,
  type Request,
  unknownVolatility,
  type Value,
} from '../model/index.ts';
import type { Match, Recognizer } from './recognizer.ts';
import type { BlockList } from './shared/blockList.ts';
import { buildPart } from './shared/buildPart.ts';
import { buildRequest, optionsPlaceOf, partOf } from './shared/buildRequest.ts';
import { contentBlocks } from './shared/contentBlocks.ts';
import { geminiContents, geminiParts, geminiTools } from './shared/geminiContents.ts';
import { literalNumber, literalTexts } from './shared/literalText.ts';
import { callsOn } from './shared/madeOf.ts';
import { messageBlocks } from './shared/messageBlocks.ts';
import { namedOptions } from './shared/namedOptions.ts';
import { fieldsOf, type Option, type Options, optionsOf, overlay } from './shared/options.ts';
import { packageMatch } from './shared/packageMatch.ts';
import { requestParams } from './shared/requestParams.ts';
import { plainPath } from './shared/symbolPath.ts';
import { toolBlocks } from './shared/toolBlocks.ts';

const packages = ['google', '@google/genai', '@google/generative-ai', 'vertexai', '@google-cloud/vertexai'] as const;

interface Method {
  readonly operation: Request['operation'];
  /** The turn is added to a conversation that the SDK keeps. */
  readonly isChat: boolean;
}

const create: Method = { operation: 'create', isChat: false };
const stream: Method = { operation: 'stream', isChat: false };
const methods: Readonly<Record<string, Method>> = {
  generate_content: create,
  generate_content_async: create,
  generateContent: create,
  generate_content_stream: stream,
  generateContentStream: stream,
  send_message: { ...create, isChat: true },
  send_message_async: { ...create, isChat: true },
  sendMessage: { ...create, isChat: true },
  send_message_stream: { ...stream, isChat: true },
  sendMessageStream: { ...stream, isChat: true },
};

const taken: ReadonlySet<string> = new Set([
  ...['model', 'model_name', 'contents', 'message', 'content', 'config', 'history', 'tools', 'stream'],
  ...['system_instruction', 'systemInstruction', 'generation_config', 'generationConfig'],
  ...['automatic_function_calling', 'automaticFunctionCalling', 'safety_settings', 'safetySettings', 'http_options'],
]);

const wireNames: Readonly<Record<string, string>> = {
  max_output_tokens: 'max_tokens',
  maxOutputTokens: 'max_tokens',
  tool_config: 'tool_choice',
  toolConfig: 'tool_choice',
  cachedContent: 'cached_content',
  response_schema: 'output_config',
  responseSchema: 'output_config',
};

export const googleGenai: Recognizer = {
  id: 'googleGenai',
  packages,
  tails: Object.keys(methods).map((name) => [name]),
  matches,
  recognize,
};

/** Many things send messages; only Gemini generates content. */
function matches({ package: own, path }: Callee, imported: readonly string[]): Match | undefined {
  const method = methods[plainPath(path).at(-1) ?? ''];
  if (method === undefined) return undefined;
  if (own !== undefined) return packageMatch(own, packages) && isGenerative(own, path) ? 'sure' : undefined;
  const isImported = imported.some((name) => packageMatch(name, packages));
  return isImported && !method.isChat ? 'likely' : undefined;
}

/** Google has many packages for Python below one root. */
function isGenerative(own: string, path: readonly string[]): boolean {
  return own !== 'google' || /^(genai|generativeai)$/.test(path[0] ?? '');
}

function recognize(args: Arguments, site: CallSite): Request | undefined {
  const match = matches(site.callee, site.packages);
  const method = methods[plainPath(site.callee.path).at(-1) ?? ''];
  if (match === undefined || method === undefined) return undefined;
  const options = optionsFor(args, site, method);
  const turn = optionOf(options, method.isChat ? ['message', 'content'] : ['contents']);
  if (turn === undefined && (match === 'likely' || options.rest === undefined)) return undefined;
  const models = literalTexts(optionOf(options, ['model', 'model_name'])?.value).map((name) =>
    name.replace(/^models\//, ''),
  );
  const system = optionOf(options, ['system_instruction', 'systemInstruction']);
  const tools = options.entries.get('tools');
  const given = tools && geminiTools(tools.value);
  const bound = given && functionCalls(given, options);
  const conversation =
    turn && (method.isChat ? keptConversation(options, turn) : messageBlocks(geminiContents(turn.value), unmarked));
  return buildRequest({
    sdk: 'googleGenai',
    provider: 'google',
    api: 'generate-content',
    operation: method.operation,
    sureness: match,
    options,
    models,
    tools:
      tools && given && partOf('tools', { ...tools, value: given }, ({ value }) => toolBlocks(value, unmarked.markOf)),
    system: partOf('system', system, ({ value }) => systemBlocks(value)),
    messages: turn && conversation && buildPart('messages', conversation, turn),
    params: requestParams(options, taken, wireNames),
    isBody: true,
    cacheMode: 'automatic',
    ...(bound === undefined ? {} : { innerLoop: { bound } }),
    optionsPlace: optionsPlaceOf(site, options),
  });
}

const unmarked = { markOf: () => undefined } as const;

function optionOf({ entries }: Options, names: readonly string[]): Option | undefined {
  return names.flatMap((name) => entries.get(name) ?? [])[0];
}

/** What the model or the chat was made with, under what the call itself says; settings stand in a record of their own. */
function optionsFor(args: Arguments, site: CallSite, method: Method): Options {
  const turn = method.isChat ? 'message' : 'contents';
  const [first] = args.positional;
  const isOptions =
    first?.kind === 'record' && (fieldsOf(first).entries.has(turn) || site.callee.path.includes('models'));
  const own = isOptions ? optionsOf(args) : namedOptions(args, [turn]);
  const made = site.receiver === undefined ? [] : callsOn(site.receiver);
  const makers = made.filter(({ name }) =>
    /^(create|GenerativeModel|getGenerativeModel|start_chat|startChat)$/.test(name),
  );
  const layers = makers.map((call) =>
    call.args.positional[0]?.kind === 'record'
      ? optionsOf(call.args)
      : namedOptions(call.args, [call.name === 'GenerativeModel' ? 'model' : 'history']),
  );
  return [...layers, own].map(withConfig).reduce(overlay);
}

function withConfig(options: Options): Options {
  const configs = ['generation_config', 'generationConfig', 'config'].flatMap(
    (name) => options.entries.get(name) ?? [],
  );
  return configs.map(({ value }) => fieldsOf(configRecord(value))).reduce(overlay, options);
}

/** `types.GenerateContentConfig(…)` is a record of its keywords. */
function configRecord(value: Value): Value {
  const call = value.kind === 'symbol' ? callsOn(value).at(-1) : undefined;
  return call === undefined || !/Config$/.test(call.name) ? value : call.args.keywords;
}

function systemBlocks(value: Value): BlockList {
  const around = { level: 'system', role: 'system', message: -1, markOf: unmarked.markOf } as const;
  const membership = { changes: 'never', varies: 'nobody', sureness: 'sure' } as const;
  return { blocks: contentBlocks(geminiParts(value), around), order: { fixed: true }, membership };
}

/** The history that the chat was made with, the turns that it has kept since, and the new one. */
function keptConversation(options: Options, turn: Option): BlockList {
  const history = options.entries.get('history');
  const before = history && messageBlocks(geminiContents(history.value), unmarked);
  const front = before?.blocks ?? [];
  const after = messageBlocks(geminiContents(turn.value), unmarked);
  const shifted = after.blocks.map((block) => ({ ...block, message: block.message + front.length }));
  const source = {
    label: 'conversation kept by the chat',
    place: turn.place,
    kind: 'model-output',
    steps: [],
  } as const;
  return {
    ...after,
    blocks: [...front, ...shifted],
    open: { at: front.length, volatility: unknownVolatility, source },
  };
}

/** Python functions are called by the SDK itself, ten times at most unless told. */
function functionCalls(tools: Value, options: Options): number | undefined {
  const isCallable = tools.kind === 'list' && tools.items.some((item) => item.value.kind === 'function');
  if (!isCallable) return undefined;
  const automatic = optionOf(options, ['automatic_function_calling', 'automaticFunctionCalling']);
  const settings = automatic && fieldsOf(configRecord(automatic.value)).entries;
  const disabled = settings?.get('disable')?.value;
  if (disabled?.kind === 'scalar' && disabled.value === true) return undefined;
  return literalNumber((settings?.get('maximum_remote_calls') ?? settings?.get('maximumRemoteCalls'))?.value) ?? 10;
}
