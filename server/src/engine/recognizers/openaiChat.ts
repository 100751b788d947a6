// Chat completions of the OpenAI SDKs, Azure included, and of the SDKs that copy their shape.
import type { Arguments, CallSite, Request } from '../model/index.ts';
import type { Recognizer } from './recognizer.ts';
import { isStreamed, modelNames, optionsPlaceOf } from './shared/buildRequest.ts';
import { isPlausible } from './shared/isPlausible.ts';
import { matchMethod } from './shared/matchMethod.ts';
import { openaiBody } from './shared/openaiBody.ts';
import { openaiProvider } from './shared/openaiCache.ts';
import { type Options, optionsOf } from './shared/options.ts';
import { plainPath } from './shared/symbolPath.ts';

const methods = {
  packages: ['openai', '@azure/openai', 'groq', 'groq-sdk', 'together', 'together-ai'],
  tails: [
    ['chat', 'completions', 'create'],
    ['chat', 'completions', 'parse'],
    ['chat', 'completions', 'stream'],
    ['chat', 'completions', 'runTools'],
  ],
} as const;

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
  return openaiBody({
    sdk: 'openaiChat',
    provider: openaiProvider(site, modelNames(options)),
    shape: 'chat',
    operation: operationOf(plainPath(site.callee.path), options),
    sureness: match,
    options,
    ...(site.callee.path.at(-1) === 'runTools' ? { innerLoop: { bound: undefined } } : {}),
    optionsPlace: optionsPlaceOf(site, options),
    isBody: true,
  });
}

function operationOf(path: readonly string[], options: Options): Request['operation'] {
  const last = path.at(-1);
  if (last === 'runTools') return 'loop';
  if (last === 'parse') return 'parse';
  return last === 'stream' || isStreamed(options) ? 'stream' : 'create';
}
