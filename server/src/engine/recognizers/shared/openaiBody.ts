// Makes a request of the body of OpenAI's chat completions or responses API, whoever sends it.
import type { ApiId, CacheMode, Part, ProviderId, Request } from '../../model/index.ts';
import type { BlockList } from './blockList.ts';
import { buildPart } from './buildPart.ts';
import { buildRequest, type Ingredients, modelNames, optionOrUnseen, partOf } from './buildRequest.ts';
import { contentBlocks } from './contentBlocks.ts';
import { keptConversation } from './keptConversation.ts';
import { messageBlocks } from './messageBlocks.ts';
import { openaiCacheMode, openaiMark } from './openaiCache.ts';
import type { Options } from './options.ts';
import type { MarkReader } from './readMark.ts';
import { requestParams } from './requestParams.ts';
import { splitSystem } from './splitSystem.ts';
import { toolBlocks } from './toolBlocks.ts';

export interface OpenaiBody
  extends Pick<
    Ingredients,
    'sdk' | 'operation' | 'sureness' | 'options' | 'optionsPlace' | 'isMarkedLater' | 'isBody'
  > {
  readonly provider: ProviderId;
  /** The API whose shape the body has. */
  readonly shape: 'chat' | 'responses';
  /** The API that the provider is spoken to in the end, where a gateway translates. */
  readonly api?: ApiId;
  readonly innerLoop?: Request['innerLoop'] | undefined;
  readonly cacheMode?: CacheMode;
  /** Options of the SDK that are not sent. */
  readonly unsent?: readonly string[];
  readonly markOf?: MarkReader;
  /** Reads a mark that is set on a whole message. */
  readonly messageMarkOf?: MarkReader;
  /** Changes the conversation before it is sent, as gateways do. */
  readonly edit?: (conversation: BlockList) => BlockList;
}

const bodies = {
  chat: { conversation: 'messages', taken: ['model', 'tools', 'messages', 'stream'] },
  responses: { conversation: 'input', taken: ['model', 'tools', 'instructions', 'input', 'stream'] },
} as const;

export function openaiBody(of: OpenaiBody): Request {
  const { options, provider, shape } = of;
  const { conversation, taken } = bodies[shape];
  const markOf = of.markOf ?? openaiMark;
  const option = optionOrUnseen(options, conversation);
  const readers = { markOf, ...(of.messageMarkOf === undefined ? {} : { messageMarkOf: of.messageMarkOf }) };
  const list = option && messageBlocks(option.value, readers);
  const split = list && splitSystem(of.edit?.(list) ?? list);
  const leading = option && split?.system && buildPart('system', split.system, option);
  const messages = option && split && buildPart('messages', split.messages, option);
  return buildRequest({
    sdk: of.sdk,
    provider,
    api: of.api ?? shape,
    operation: of.operation,
    sureness: of.sureness,
    options,
    models: modelNames(options),
    tools: partOf('tools', options.entries.get('tools'), ({ value }) => toolBlocks(value, markOf)),
    system: shape === 'chat' ? leading : afterInstructions(options, leading),
    messages: shape === 'chat' ? messages : afterKept(options, messages),
    params: requestParams(options, new Set([...taken, ...(of.unsent ?? [])])),
    ...(of.isBody === undefined ? {} : { isBody: of.isBody }),
    cacheMode: of.cacheMode ?? openaiCacheMode(provider, options),
    ...(of.innerLoop === undefined ? {} : { innerLoop: of.innerLoop }),
    optionsPlace: of.optionsPlace,
    ...(of.isMarkedLater === undefined ? {} : { isMarkedLater: of.isMarkedLater }),
  });
}

/** Instructions come before the system and developer messages that the input begins with. They are a text, which takes no mark. */
function afterInstructions(options: Options, leading: Part | undefined): Part | undefined {
  const around = { level: 'system', role: 'system', message: -1, markOf: () => undefined } as const;
  const front = partOf('system', options.entries.get('instructions'), ({ value }) => ({
    blocks: contentBlocks(value, around),
    order: { fixed: true },
    membership: { changes: 'never', varies: 'nobody', sureness: 'sure' },
  }));
  if (front === undefined || leading === undefined) return front ?? leading;
  return { ...front, blocks: [...front.blocks, ...leading.blocks] };
}

function afterKept(options: Options, part: Part | undefined): Part | undefined {
  const kept = options.entries.get('previous_response_id') ?? options.entries.get('conversation');
  return keptConversation(part, kept, 'conversation kept by the provider');
}
