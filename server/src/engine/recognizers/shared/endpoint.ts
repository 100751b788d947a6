// Tells whose models a client speaks to when its base URL or the model's name says so.
import type { ApiId, Arguments, ProviderId } from '../../model/index.ts';
import { literalText } from './literalText.ts';
import { optionsOf } from './options.ts';

const hosts: readonly (readonly [RegExp, ProviderId])[] = [
  [/(^|\.)anthropic\.com$/, 'anthropic'],
  [/(^|\.)(openai\.com|openai\.azure\.com|cognitiveservices\.azure\.com)$/, 'openai'],
  [/(^|\.)googleapis\.com$/, 'google'],
  [/(^|\.)amazonaws\.com$/, 'amazon-bedrock'],
];

const families: readonly (readonly [RegExp, ProviderId])[] = [
  [/(^|[./-])claude/, 'anthropic'],
  [/^(openai\/)?(gpt-|o\d|chatgpt-|codex-)/, 'openai'],
  [/(^|\/)gemini/, 'google'],
  [/(^|[./])nova-/, 'amazon-bedrock'],
];

/** Provider by the name of a model, where the name is unmistakable. */
export function providerOfModel(model: string): ProviderId | undefined {
  return families.find(([pattern]) => pattern.test(model))?.[1];
}

/** Vendors that gateways and registries write in front of a model's name; all others tell by the name that follows. */
const vendors: Readonly<Record<string, ProviderId>> = {
  anthropic: 'anthropic',
  azure: 'openai',
  azure_openai: 'openai',
  bedrock: 'amazon-bedrock',
  bedrock_converse: 'amazon-bedrock',
  amazon_bedrock: 'amazon-bedrock',
  gemini: 'google',
  google: 'google',
  google_genai: 'google',
  google_gla: 'google',
  openai: 'openai',
  vertexai: 'google',
  vertex_ai: 'google',
};

/** The vendor in front of a name, `anthropic/claude-…` or `openai:gpt-…`. */
export function vendorOf(name: string): ProviderId | undefined {
  const vendor = /^([\w-]+)[/:]/.exec(name)?.[1]?.replaceAll('-', '_');
  return vendor !== undefined && Object.hasOwn(vendors, vendor) ? vendors[vendor] : undefined;
}

/** Provider by a name such as `bedrock/anthropic.claude-…`, `anthropic:claude-…` or a bare model's. */
export function providerOfRoute(name: string): ProviderId | undefined {
  const vendor = vendorOf(name);
  const named = providerOfModel(name);
  // Google serves Claude too, and Bedrock models that cache nothing.
  if (vendor === 'google') return named ?? vendor;
  if (vendor === 'amazon-bedrock' && named === undefined && /[/:]./.test(name)) return undefined;
  return vendor ?? named;
}

/** The one provider that all the names lead to. */
export function providerOfRoutes(names: readonly string[]): ProviderId {
  const [first, ...others] = names.map((name) => providerOfRoute(name) ?? 'unknown');
  return first !== undefined && others.every((other) => other === first) ? first : 'unknown';
}

const apis: Readonly<Record<ProviderId, ApiId>> = {
  anthropic: 'messages',
  openai: 'chat',
  google: 'generate-content',
  'amazon-bedrock': 'converse',
  unknown: 'chat',
};

/** The API that gateways and frameworks speak to a provider in. */
export function apiOfProvider(provider: ProviderId): ApiId {
  return apis[provider];
}

/** `usual` is the SDK's own provider; a base URL that leads elsewhere makes it unknown unless host or model name tell. */
export function endpointProvider(
  usual: ProviderId,
  constructorArgs: Arguments | undefined,
  models: readonly string[],
): ProviderId {
  const { entries } = optionsOf(constructorArgs);
  const base = entries.get('baseURL') ?? entries.get('base_url');
  if (base === undefined) return usual;
  const url = literalText(base.value) ?? '';
  const host = hostOf(url);
  const known = providerOfUrl(url);
  if (known !== undefined) return known;
  const named = models.map(providerOfModel).find((provider) => provider !== undefined);
  if (named !== undefined) return named;
  // A proxy on the same machine, or an address from the environment, may well stand before the usual provider.
  return host === undefined || /^(localhost|127\.|\[::1\]|0\.0\.0\.0)/.test(host) ? usual : 'unknown';
}

/** Whose host it is, when that is one of those that serve their own models. */
export function providerOfUrl(url: string): ProviderId | undefined {
  const host = hostOf(url);
  return host === undefined ? undefined : hosts.find(([pattern]) => pattern.test(host))?.[1];
}

function hostOf(url: string): string | undefined {
  return /^\w+:\/\/([^/:?#]+)/.exec(url)?.[1]?.toLowerCase();
}
