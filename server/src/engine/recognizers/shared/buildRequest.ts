// Puts a request together, and answers for all SDKs what the missing options and unseen helpers mean.
import type { ApiId, CacheMode, CallSite, Part, ProviderId, Request } from '../../model/index.ts';
import type { Place } from '../../text/index.ts';
import type { BlockList } from './blockList.ts';
import { buildPart } from './buildPart.ts';
import { hidesMarks, optionsHideMarks } from './hidesMarks.ts';
import { literalTexts } from './literalText.ts';
import type { Option, Options } from './options.ts';

export interface Ingredients {
  readonly sdk: string;
  readonly provider: ProviderId;
  readonly api: ApiId;
  readonly operation: Request['operation'];
  readonly sureness: Request['sureness'];
  readonly options: Options;
  readonly models: readonly string[];
  readonly tools: Part | undefined;
  readonly system: Part | undefined;
  readonly messages: Part | undefined;
  readonly params: Request['params'];
  readonly cacheMode: CacheMode;
  readonly innerLoop?: Request['innerLoop'];
  readonly optionsPlace: Place | undefined;
  /** The options are the body: the SDK adds nothing to them. */
  readonly isBody?: boolean;
  /** A callback that is not followed may set marks on the request. */
  readonly isMarkedLater?: boolean;
}

/**
 * `hiddenMarks` is true when options were passed on unseen, or when a level shows no mark and holds something that came out of code
 * which was not followed. Automatic caching of the whole request is a mark that is seen.
 */
export function buildRequest(of: Ingredients): Request {
  const model = of.options.entries.get('model');
  const parts = [of.tools, of.system, of.messages];
  const hiddenMarks =
    of.cacheMode !== 'rolling' && (of.isMarkedLater === true || optionsHideMarks(of.options) || parts.some(hidesMarks));
  return {
    sdk: of.sdk,
    provider: of.provider,
    api: of.api,
    operation: of.operation,
    sureness: of.sureness,
    models: of.models,
    ...(model === undefined ? {} : { modelPlace: model.place, modelValue: model.value }),
    ...(of.tools === undefined ? {} : { tools: of.tools }),
    ...(of.system === undefined ? {} : { system: of.system }),
    ...(of.messages === undefined ? {} : { messages: of.messages }),
    params: of.params,
    ...(of.isBody === true && of.options.rest === undefined ? { isWhole: true } : {}),
    cacheMode: of.cacheMode,
    hiddenMarks,
    ...(of.innerLoop === undefined ? {} : { innerLoop: of.innerLoop }),
    ...(of.optionsPlace === undefined ? {} : { optionsPlace: of.optionsPlace }),
  };
}

/** The option named `name`; when it may be among options passed on unseen, a stand-in that is wholly unknown. */
export function optionOrUnseen(options: Options, name: string): Option | undefined {
  const { rest } = options;
  const unseen = rest === undefined ? undefined : ({ value: rest, place: rest.place, presence: 'always' } as const);
  return options.entries.get(name) ?? unseen;
}

export function modelNames(options: Options): readonly string[] {
  return literalTexts(options.entries.get('model')?.value);
}

/** Keywords can be added at the call; a record of options only where it was written as a literal. */
export function optionsPlaceOf(site: CallSite, options: Options): Place | undefined {
  const isKeywords = site.args.keywords.fields.length > 0 || site.args.keywords.rest !== undefined;
  return isKeywords ? site.place : options.record?.place;
}

/** Part made of an option, when there is one. */
export function partOf(
  level: Part['level'],
  option: Option | undefined,
  read: (option: Option) => BlockList,
): Part | undefined {
  return option === undefined ? undefined : buildPart(level, read(option), option);
}

/** `stream: true` makes a plain call a streamed one. */
export function isStreamed(options: Options): boolean {
  const stream = options.entries.get('stream')?.value;
  return stream?.kind === 'scalar' && stream.value === true;
}
