// The responses API of the OpenAI SDKs.
import {
  type Arguments,
  type CallSite,
  joinVolatility,
  type Part,
  type Request,
  unknownVolatility,
} from '../model/index.ts';
import type { Recognizer } from './recognizer.ts';
import type { BlockList } from './shared/blockList.ts';
import { buildPart } from './shared/buildPart.ts';
import { buildRequest, isStreamed, modelNames, optionOrUnseen, optionsPlaceOf, partOf } from './shared/buildRequest.ts';
import { contentBlocks } from './shared/contentBlocks.ts';
import { isPlausible } from './shared/isPlausible.ts';
import { matchMethod } from './shared/matchMethod.ts';
import { messageBlocks } from './shared/messageBlocks.ts';
import { openaiCacheMode, openaiMark, openaiProvider } from './shared/openaiCache.ts';
import { type Option, type Options, optionsOf } from './shared/options.ts';
import { requestParams } from './shared/requestParams.ts';
import { splitSystem } from './shared/splitSystem.ts';
import { plainPath } from './shared/symbolPath.ts';
import { toolBlocks } from './shared/toolBlocks.ts';

const methods = {
  packages: ['openai', '@azure/openai'],
  tails: [
    ['responses', 'create'],
    ['responses', 'parse'],
    ['responses', 'stream'],
    ['responses', 'inputTokens', 'count'],
    ['responses', 'input_tokens', 'count'],
  ],
} as const;

const taken: ReadonlySet<string> = new Set(['model', 'tools', 'instructions', 'input', 'stream']);

export const openaiResponses: Recognizer = {
  id: 'openaiResponses',
  packages: methods.packages,
  tails: methods.tails,
  matches: (callee) => matchMethod(callee, methods),
  recognize,
};

function recognize(args: Arguments, site: CallSite): Request | undefined {
  const match = matchMethod(site.callee, methods);
  if (match === undefined) return undefined;
  const options = optionsOf(args);
  if (match === 'likely' && !isPlausible(site, options, methods.packages, ['input', 'prompt'], ['model', 'input'])) {
    return undefined;
  }
  const models = modelNames(options);
  const provider = openaiProvider(site, models);
  const input = optionOrUnseen(options, 'input');
  const split = input && splitSystem(messageBlocks(input.value, { markOf: openaiMark }));
  return buildRequest({
    sdk: 'openaiResponses',
    provider,
    api: 'responses',
    operation: operationOf(plainPath(site.callee.path), options),
    sureness: match,
    options,
    models,
    tools: partOf('tools', options.entries.get('tools'), ({ value }) => toolBlocks(value, openaiMark)),
    system: systemPart(options, input, split?.system),
    messages: messagesPart(options, input, split?.messages),
    params: requestParams(options, taken),
    cacheMode: openaiCacheMode(provider, options),
    optionsPlace: optionsPlaceOf(site, options),
  });
}

function operationOf(path: readonly string[], options: Options): Request['operation'] {
  const last = path.at(-1);
  if (last === 'count') return 'count';
  if (last === 'parse') return 'parse';
  return last === 'stream' || isStreamed(options) ? 'stream' : 'create';
}

/** Instructions come before the system and developer messages that the input begins with. */
function systemPart(options: Options, input: Option | undefined, leading: BlockList | undefined): Part | undefined {
  const instructions = options.entries.get('instructions');
  const around = { level: 'system', role: 'system', message: -1, markOf: openaiMark } as const;
  const front = partOf('system', instructions, ({ value }) => ({
    blocks: contentBlocks(value, around),
    order: { fixed: true },
    membership: { changes: 'never', varies: 'nobody', sureness: 'sure' },
  }));
  const back = input && leading && buildPart('system', leading, input);
  if (front === undefined || back === undefined) return front ?? back;
  return { ...front, blocks: [...front.blocks, ...back.blocks] };
}

/** A conversation kept by the provider stands before the input; it is not in the source. */
function messagesPart(options: Options, input: Option | undefined, list: BlockList | undefined): Part | undefined {
  const kept = options.entries.get('previous_response_id') ?? options.entries.get('conversation');
  const part = input && list && buildPart('messages', list, input);
  if (kept === undefined) return part;
  const source = {
    label: 'conversation kept by the provider',
    place: kept.place,
    kind: 'model-output',
    steps: [],
  } as const;
  const open = {
    open: true,
    openAt: 0,
    openVolatility: part?.openVolatility ? joinVolatility(part.openVolatility, unknownVolatility) : unknownVolatility,
    openSource: source,
  };
  if (part !== undefined) return { ...part, ...open };
  const empty: BlockList = { blocks: [], order: { fixed: true }, membership: unknownVolatility };
  return { ...buildPart('messages', empty, kept), ...open };
}
