// Requests that are sent without an SDK, to the endpoints of Anthropic's and OpenAI's APIs and of those that copy them.
import type { Arguments, Callee, CallSite, Request, Value } from '../model/index.ts';
import type { Match, Recognizer } from './recognizer.ts';
import { bodyRequest } from './shared/bodyRequest.ts';
import { providerOfUrl } from './shared/endpoint.ts';
import { fieldsOf, type Options, optionsOf } from './shared/options.ts';
import { packageMatch } from './shared/packageMatch.ts';
import { plainPath } from './shared/symbolPath.ts';
import { endpointSign, namesEndpoint } from './shared/textSigns.ts';

/** Functions that are called themselves, by package. */
const functions: Readonly<Record<string, readonly string[]>> = {
  global: ['fetch'],
  'node-fetch': ['default'],
  'cross-fetch': ['default', 'fetch'],
  undici: ['fetch', 'request'],
  axios: ['default', 'post', 'request'],
  got: ['default'],
  ky: ['default'],
  requests: ['post'],
  httpx: ['post'],
};

const clients = [...Object.keys(functions), 'aiohttp'];

const methods: readonly string[] = ['post', 'request', 'stream'];

/** Where libraries take the body: as a record that they serialise, or as text. */
const bodies: readonly string[] = ['json', 'body', 'data', 'content'];

const endpoints: readonly (readonly [RegExp, 'messages' | 'chat'])[] = [
  [/\/v1\/messages(?:\?.*)?$/, 'messages'],
  [/\/chat\/completions(?:\?.*)?$/, 'chat'],
];

export const rawHttp: Recognizer = {
  id: 'rawHttp',
  packages: [namesEndpoint],
  mention: endpointSign,
  tails: [...new Set([...Object.values(functions).flat(), ...methods])].map((name) => [name]),
  matches,
  recognize,
};

function matches({ package: own, path }: Callee, imported: readonly string[]): Match | undefined {
  if (!imported.includes(namesEndpoint)) return undefined;
  const plain = plainPath(path);
  const name = plain.at(-1) ?? '';
  // A client that is handed in has its methods; a function is only known by its package.
  if (own === undefined) return methods.includes(name) ? 'likely' : undefined;
  const owner = clients.find((one) => packageMatch(own, [one]));
  if (owner === undefined) return undefined;
  return (plain.length === 1 && functions[owner]?.includes(name)) || methods.includes(name) ? 'likely' : undefined;
}

function recognize(args: Arguments, site: CallSite): Request | undefined {
  if (matches(site.callee, site.packages) === undefined) return undefined;
  const given = optionsOf({ ...args, positional: [] });
  const records = args.positional.filter((value) => value.kind === 'record').map(fieldsOf);
  const url = [
    ...args.positional,
    given.entries.get('url')?.value,
    ...records.map((one) => one.entries.get('url')?.value),
  ]
    .map(urlOf)
    .find((one) => one !== undefined && endpoints.some(([pattern]) => pattern.test(one)));
  const shape = endpoints.find(([pattern]) => pattern.test(url ?? ''))?.[1];
  if (url === undefined || shape === undefined) return undefined;
  const written = [given, ...records].flatMap((one) => bodies.flatMap((name) => one.entries.get(name)?.value ?? []));
  const body = [...written, ...args.positional].map(bodyOf).find((one) => one !== undefined);
  return body && bodyRequest({ sdk: 'rawHttp', host: providerOfUrl(url), shape, options: body, sureness: 'likely' });
}

/** As far as it is written out; what stands in front of the path may be a setting. */
function urlOf(value: Value | undefined): string | undefined {
  if (value?.kind === 'choice') return value.options.map(urlOf).find((one) => one !== undefined);
  if (value?.kind !== 'text') return undefined;
  return value.pieces.map((piece) => (piece.kind === 'literal' ? piece.text : '')).join('');
}

/** A body with a conversation in it, as it is or as JSON. */
function bodyOf(value: Value): Options | undefined {
  const written = value.kind === 'text' ? value.json : value;
  const body = written && (written.kind === 'record' || written.kind === 'choice') ? fieldsOf(written) : undefined;
  return body?.entries.has('messages') && (body.entries.has('model') || body.rest !== undefined) ? body : undefined;
}
