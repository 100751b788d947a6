// The Anthropic SDKs for TypeScript and Python, with their Bedrock, Vertex and Foundry clients.
import type { Arguments, CallSite, Mark, ProviderId, RecordValue, Request, Value } from '../model/index.ts';
import type { Recognizer } from './recognizer.ts';
import { gather } from './shared/blockList.ts';
import { buildRequest, isStreamed, modelNames, optionOrUnseen, optionsPlaceOf, partOf } from './shared/buildRequest.ts';
import { constructorArgs } from './shared/constructorArgs.ts';
import { contentBlocks } from './shared/contentBlocks.ts';
import { endpointProvider } from './shared/endpoint.ts';
import { isPlausible } from './shared/isPlausible.ts';
import { literalNumber } from './shared/literalText.ts';
import { matchMethod } from './shared/matchMethod.ts';
import { messageBlocks } from './shared/messageBlocks.ts';
import { fieldsOf, type Options, optionsOf } from './shared/options.ts';
import { packageMatch } from './shared/packageMatch.ts';
import { readMark } from './shared/readMark.ts';
import { requestParams } from './shared/requestParams.ts';
import { rollingMark } from './shared/rollingMark.ts';
import { endsWith, plainPath } from './shared/symbolPath.ts';
import { toolBlocks } from './shared/toolBlocks.ts';

const methods = {
  packages: [
    'anthropic',
    '@anthropic-ai/sdk',
    '@anthropic-ai/bedrock-sdk',
    '@anthropic-ai/vertex-sdk',
    '@anthropic-ai/foundry-sdk',
    '@anthropic-ai/aws-sdk',
  ],
  tails: [
    ['messages', 'create'],
    ['messages', 'stream'],
    ['messages', 'parse'],
    ['messages', 'toolRunner'],
    ['messages', 'tool_runner'],
    ['messages', 'countTokens'],
    ['messages', 'count_tokens'],
    ['messages', 'batches', 'create'],
  ],
  notAfter: ['threads', 'conversations', 'chat'],
} as const;

const taken: ReadonlySet<string> = new Set(['model', 'tools', 'system', 'messages', 'stream', 'max_iterations']);

export const anthropic: Recognizer = {
  id: 'anthropic',
  packages: methods.packages,
  tails: methods.tails,
  matches: (callee) => matchMethod(callee, methods),
  recognize,
};

function recognize(args: Arguments, site: CallSite): Request | undefined {
  const match = matchMethod(site.callee, methods);
  if (match === undefined) return undefined;
  const path = plainPath(site.callee.path);
  const isBatch = endsWith(path, ['batches', 'create']);
  const outer = optionsOf(args);
  const options = isBatch ? batchedOptions(outer) : outer;
  if (options === undefined) return undefined;
  if (match === 'likely') {
    const whole = isBatch ? ['model', 'messages', 'max_tokens'] : wholeShape(path);
    if (!isPlausible(site, options, methods.packages, ['messages'], whole)) return undefined;
  }
  const models = modelNames(options);
  const automatic = automaticMark(options);
  const provider = endpointProvider(usualProvider(site), constructorArgs(site), models);
  const messages = partOf('messages', optionOrUnseen(options, 'messages'), ({ value }) =>
    messageBlocks(value, { markOf }),
  );
  return buildRequest({
    sdk: 'anthropic',
    provider,
    api: 'messages',
    operation: isBatch ? 'batch' : operationOf(path, options),
    sureness: match,
    options,
    models,
    tools: partOf('tools', options.entries.get('tools'), ({ value }) => toolBlocks(value, markOf)),
    system: partOf('system', options.entries.get('system'), ({ value }) => systemBlocks(value)),
    messages: automatic === undefined ? messages : rollingMark(messages, automatic),
    params: requestParams(options, taken),
    cacheMode: automatic === undefined ? 'explicit' : 'rolling',
    ...(isToolRunner(path)
      ? { innerLoop: { bound: literalNumber(options.entries.get('max_iterations')?.value) } }
      : {}),
    optionsPlace: isBatch ? options.record?.place : optionsPlaceOf(site, options),
  });
}

/** Counting takes no output limit; everything else does. */
function wholeShape(path: readonly string[]): readonly string[] {
  const isCount = endsWith(path, ['countTokens']) || endsWith(path, ['count_tokens']);
  return isCount ? ['model', 'messages'] : ['model', 'messages', 'max_tokens'];
}

function operationOf(path: readonly string[], options: Options): Request['operation'] {
  const last = path.at(-1);
  if (isToolRunner(path)) return 'loop';
  if (last === 'countTokens' || last === 'count_tokens') return 'count';
  if (last === 'parse') return 'parse';
  return last === 'stream' || isStreamed(options) ? 'stream' : 'create';
}

function isToolRunner(path: readonly string[]): boolean {
  return path.at(-1) === 'toolRunner' || path.at(-1) === 'tool_runner';
}

/** The requests of a batch share their shape, so the first stands for all of them. */
function batchedOptions(outer: Options): Options | undefined {
  const requests = outer.entries.get('requests')?.value;
  if (requests === undefined) return outer.rest === undefined ? undefined : outer;
  const first = requests.kind === 'list' ? (requests.items[0]?.value ?? requests.rest) : requests;
  if (first === undefined) return undefined;
  const item = fieldsOf(first);
  const params = item.entries.get('params');
  return params === undefined ? { ...item, entries: new Map() } : fieldsOf(params.value);
}

/** Bedrock takes the same body; Vertex and Foundry serve it under the same cache rules. */
function usualProvider(site: CallSite): ProviderId {
  const isBedrock =
    packageMatch(site.callee.package, ['@anthropic-ai/bedrock-sdk']) ||
    site.callee.path.some((element) => /^(Async)?AnthropicBedrock/.test(element));
  return isBedrock ? 'amazon-bedrock' : 'anthropic';
}

function markOf(record: RecordValue): Mark | undefined {
  return readMark(fieldsOf(record).entries.get('cache_control'), '5m');
}

function automaticMark(options: Options): Mark | undefined {
  const body = options.entries.get('extra_body')?.value;
  const option = options.entries.get('cache_control') ?? (body && fieldsOf(body).entries.get('cache_control'));
  const mark = readMark(option, '5m');
  return mark === undefined ? undefined : { ...mark, automatic: true };
}

function systemBlocks(value: Value): ReturnType<typeof gather> {
  const around = { level: 'system', role: 'system', message: -1, markOf } as const;
  return gather(value, {
    item: (item) => contentBlocks(item, around),
    single: (whole) => {
      // A record in the place of the list is refused by the API, but shows what was meant.
      const isBlocks = whole.kind === 'list' || whole.kind === 'choice';
      const isOpen =
        whole.kind === 'symbol' ||
        (whole.kind === 'opaque' && whole.type !== undefined && /\[\]|list|Array/i.test(whole.type));
      return isBlocks || isOpen ? undefined : contentBlocks(whole, around);
    },
    openSide: 'end',
  });
}
