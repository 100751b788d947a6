// The responses API of the OpenAI SDKs.
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
  packages: ['openai', '@azure/openai'],
  tails: [
    ['responses', 'create'],
    ['responses', 'parse'],
    ['responses', 'stream'],
    ['responses', 'inputTokens', 'count'],
    ['responses', 'input_tokens', 'count'],
  ],
} as const;

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
  return openaiBody({
    sdk: 'openaiResponses',
    provider: openaiProvider(site, modelNames(options)),
    shape: 'responses',
    operation: operationOf(plainPath(site.callee.path), options),
    sureness: match,
    options,
    optionsPlace: optionsPlaceOf(site, options),
    isBody: true,
  });
}

function operationOf(path: readonly string[], options: Options): Request['operation'] {
  const last = path.at(-1);
  if (last === 'count') return 'count';
  if (last === 'parse') return 'parse';
  return last === 'stream' || isStreamed(options) ? 'stream' : 'create';
}
