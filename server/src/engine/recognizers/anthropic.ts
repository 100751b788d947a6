// The Anthropic SDKs for TypeScript and Python, with their Bedrock, Vertex and Foundry clients.
import type { Arguments, CallSite, ProviderId, Request } from '../model/index.ts';
import type { Recognizer } from './recognizer.ts';
import { anthropicBody } from './shared/anthropicBody.ts';
import { isStreamed, modelNames, optionsPlaceOf } from './shared/buildRequest.ts';
import { constructorArgs } from './shared/constructorArgs.ts';
import { endpointProvider } from './shared/endpoint.ts';
import { isPlausible } from './shared/isPlausible.ts';
import { literalNumber } from './shared/literalText.ts';
import { matchMethod } from './shared/matchMethod.ts';
import { fieldsOf, type Options, optionsOf } from './shared/options.ts';
import { packageMatch } from './shared/packageMatch.ts';
import { endsWith, plainPath } from './shared/symbolPath.ts';

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
  return anthropicBody({
    sdk: 'anthropic',
    provider: endpointProvider(usualProvider(site), constructorArgs(site), models),
    operation: isBatch ? 'batch' : operationOf(path, options),
    sureness: match,
    options,
    models,
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
