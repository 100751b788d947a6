// The Mistral SDKs for TypeScript and Python, the older Python client included.
import type { Arguments, Callee, CallSite, Request } from '../model/index.ts';
import type { Match, Recognizer } from './recognizer.ts';
import { optionsPlaceOf } from './shared/buildRequest.ts';
import { openaiBody } from './shared/openaiBody.ts';
import { optionsOf } from './shared/options.ts';
import { packageMatch } from './shared/packageMatch.ts';
import { endsWith, plainPath } from './shared/symbolPath.ts';

const packages = [
  ...['mistralai', '@mistralai/mistralai', '@mistralai/mistralai-azure', '@mistralai/mistralai-gcp'],
] as const;

/** Ends of paths by what they do. The last two are those of the older client. */
const calls: readonly (readonly [tail: readonly string[], operation: Request['operation']])[] = [
  [['chat', 'complete'], 'create'],
  [['chat', 'complete_async'], 'create'],
  [['chat', 'parse'], 'parse'],
  [['chat', 'parse_async'], 'parse'],
  [['chat', 'parse_stream'], 'stream'],
  [['chat', 'stream'], 'stream'],
  [['chat', 'stream_async'], 'stream'],
  [['MistralClient', '()', 'chat'], 'create'],
  [['MistralClient', '()', 'chat_stream'], 'stream'],
];

/** Steer the SDK and are not sent. */
const unsent = ['retries', 'server_url', 'timeout_ms', 'http_headers'];

export const mistral: Recognizer = {
  id: 'mistral',
  packages,
  tails: calls.map(([tail]) => tail),
  matches: (callee, imported) => called(callee, imported)?.match,
  recognize,
};

function called(callee: Callee, imported: readonly string[]) {
  const path = plainPath(callee.path);
  const operation = calls.find(([tail]) => endsWith(path, tail))?.[1];
  if (operation === undefined) return undefined;
  const isOwn = packageMatch(callee.package, packages);
  // Clients are mostly handed in: where the SDK is imported, the name of the method is enough.
  const isLikely = callee.package === undefined && imported.some((name) => packageMatch(name, packages));
  const match: Match | undefined = isOwn ? 'sure' : isLikely ? 'likely' : undefined;
  return match && { match, operation };
}

function recognize(args: Arguments, site: CallSite): Request | undefined {
  const call = called(site.callee, site.packages);
  const options = optionsOf(args);
  const isPassedOn = call?.match === 'sure' ? options.rest !== undefined : args.keywords.rest !== undefined;
  if (call === undefined || (!options.entries.has('messages') && !isPassedOn)) return undefined;
  return openaiBody({
    sdk: 'mistral',
    provider: 'unknown',
    shape: 'chat',
    operation: call.operation,
    sureness: call.match,
    options,
    unsent,
    optionsPlace: optionsPlaceOf(site, options),
  });
}
