// Chat completions of the OpenAI SDKs, Azure included, and of the SDKs that copy their shape.
import type { Arguments, CallSite, Request } from '../model/index.ts';
import type { Recognizer } from './recognizer.ts';
import { buildPart } from './shared/buildPart.ts';
import { buildRequest, isStreamed, modelNames, optionOrUnseen, optionsPlaceOf, partOf } from './shared/buildRequest.ts';
import { isPlausible } from './shared/isPlausible.ts';
import { matchMethod } from './shared/matchMethod.ts';
import { messageBlocks } from './shared/messageBlocks.ts';
import { openaiCacheMode, openaiMark, openaiProvider } from './shared/openaiCache.ts';
import { type Options, optionsOf } from './shared/options.ts';
import { requestParams } from './shared/requestParams.ts';
import { splitSystem } from './shared/splitSystem.ts';
import { plainPath } from './shared/symbolPath.ts';
import { toolBlocks } from './shared/toolBlocks.ts';

const methods = {
  packages: ['openai', '@azure/openai', 'groq', 'groq-sdk', 'together', 'together-ai'],
  tails: [
    ['chat', 'completions', 'create'],
    ['chat', 'completions', 'parse'],
    ['chat', 'completions', 'stream'],
    ['chat', 'completions', 'runTools'],
  ],
} as const;

const taken: ReadonlySet<string> = new Set(['model', 'tools', 'messages', 'stream']);

export const openaiChat: Recognizer = {
  id: 'openaiChat',
  packages: methods.packages,
  tails: methods.tails,
  matches: (callee) => matchMethod(callee, methods),
  recognize,
};

function recognize(args: Arguments, site: CallSite): Request | undefined {
  const match = matchMethod(site.callee, methods);
  if (match === undefined) return undefined;
  const options = optionsOf(args);
  if (match === 'likely' && !isPlausible(site, options, methods.packages, ['messages'], ['model', 'messages'])) {
    return undefined;
  }
  const models = modelNames(options);
  const provider = openaiProvider(site, models);
  const option = optionOrUnseen(options, 'messages');
  const split = option && splitSystem(messageBlocks(option.value, { markOf: openaiMark }));
  return buildRequest({
    sdk: 'openaiChat',
    provider,
    api: 'chat',
    operation: operationOf(plainPath(site.callee.path), options),
    sureness: match,
    options,
    models,
    tools: partOf('tools', options.entries.get('tools'), ({ value }) => toolBlocks(value, openaiMark)),
    system: option && split?.system && buildPart('system', split.system, option),
    messages: option && split && buildPart('messages', split.messages, option),
    params: requestParams(options, taken),
    cacheMode: openaiCacheMode(provider, options),
    ...(site.callee.path.at(-1) === 'runTools' ? { innerLoop: { bound: undefined } } : {}),
    optionsPlace: optionsPlaceOf(site, options),
  });
}

function operationOf(path: readonly string[], options: Options): Request['operation'] {
  const last = path.at(-1);
  if (last === 'runTools') return 'loop';
  if (last === 'parse') return 'parse';
  return last === 'stream' || isStreamed(options) ? 'stream' : 'create';
}
