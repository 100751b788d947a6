// Puts together what a framework sends: a conversation in the chat format, whose leading system messages are the system prompt.
import {
  type CallSite,
  type OpaqueValue,
  type Part,
  type Request,
  unknownVolatility,
  type Value,
} from '../../model/index.ts';
import type { Place } from '../../text/index.ts';
import { type BlockList, joinBlockLists } from './blockList.ts';
import { buildPart } from './buildPart.ts';
import { buildRequest, partOf } from './buildRequest.ts';
import { cacheModeOf } from './cacheModeOf.ts';
import { fixedInRun } from './fixedInRun.ts';
import { listOf } from './makeValue.ts';
import { messageBlocks } from './messageBlocks.ts';
import type { ModelEndpoint } from './modelEndpoint.ts';
import { fieldsOf, type Option, type Options } from './options.ts';
import { type MarkReader, readMark } from './readMark.ts';
import { splitSystem } from './splitSystem.ts';
import { toolBlocks } from './toolBlocks.ts';

export interface FrameworkCall {
  readonly sdk: string;
  readonly site: CallSite;
  readonly operation: Request['operation'];
  readonly sureness?: Request['sureness'];
  readonly model: ModelEndpoint;
  /** Options that may hold more than is read, for what cannot be seen. */
  readonly options: Options;
  readonly tools?: Option;
  /**
   * Messages, and lists of them, in the order of the wire: records `{ role, content, cache_control }`, or texts for user messages.
   * The system prompt of the framework is a message of the role `system` in front.
   */
  readonly conversation: readonly (Value | undefined)[];
  readonly conversationPlace?: Place;
  /** The framework puts earlier turns between the system prompt and what is given. */
  readonly remembers?: boolean;
  readonly params?: Request['params'];
  readonly innerLoop?: Request['innerLoop'];
  /** The system prompt is given as a function, which the framework calls for each request of a run. */
  readonly isRemade?: boolean;
  /** Something that is not followed may set marks. */
  readonly isMarkedLater?: boolean;
  readonly cacheMode?: Request['cacheMode'];
  /** Only where the options are the provider's own: nothing can be written into those of a framework. */
  readonly optionsPlace?: Place;
}

/** Marks in the form of Anthropic, on blocks and on whole messages. */
const markOf: MarkReader = (record) => readMark(fieldsOf(record).entries.get('cache_control'), '5m');

export function frameworkRequest(of: FrameworkCall): Request {
  const { model, site } = of;
  const values = of.conversation.filter((value) => value !== undefined);
  const whole = joinBlockLists(values.map((value) => messageBlocks(value, { markOf, messageMarkOf: markOf })));
  const split = splitSystem(whole);
  const turns = of.remembers === true ? { ...split.messages, open: earlierTurns(site) } : split.messages;
  const conversation: Option = {
    value: values.length === 1 && values[0] !== undefined ? values[0] : listOf(values, site.place),
    place: of.conversationPlace ?? site.place,
    presence: 'always',
  };
  const built = (list: BlockList): Part => buildPart('system', list, conversation);
  const still = (part: Part): Part => (of.innerLoop === undefined ? part : fixedInRun(part));
  return buildRequest({
    sdk: of.sdk,
    provider: model.provider,
    api: model.api,
    operation: of.operation,
    sureness: of.sureness ?? 'sure',
    options: of.options,
    models: model.names,
    tools: partOf('tools', of.tools, ({ value }) => toolBlocks(value, markOf)),
    system: split.system && (of.isRemade === true ? built(split.system) : still(built(split.system))),
    messages: values.length === 0 ? undefined : still(buildPart('messages', turns, conversation)),
    params: of.params ?? new Map(),
    cacheMode: of.cacheMode ?? cacheModeOf(model.provider),
    ...(of.innerLoop === undefined ? {} : { innerLoop: of.innerLoop }),
    optionsPlace: of.optionsPlace,
    ...(of.isMarkedLater === undefined ? {} : { isMarkedLater: of.isMarkedLater }),
  });
}

function earlierTurns(site: CallSite): { readonly at: 0 } & Pick<OpaqueValue, 'volatility' | 'source'> {
  const source = { label: 'earlier turns', place: site.calleePlace, kind: 'model-output', steps: [] } as const;
  return { at: 0, volatility: unknownVolatility, source };
}
