// Tells whose models a client speaks to when its base URL or the model's name says so.
import type { Arguments, ProviderId } from '../../model/index.ts';
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

/** `usual` is the SDK's own provider; a base URL that leads elsewhere makes it unknown unless host or model name tell. */
export function endpointProvider(
  usual: ProviderId,
  constructorArgs: Arguments | undefined,
  models: readonly string[],
): ProviderId {
  const { entries } = optionsOf(constructorArgs);
  const base = entries.get('baseURL') ?? entries.get('base_url');
  if (base === undefined) return usual;
  const host = hostOf(literalText(base.value) ?? '');
  const known = host === undefined ? undefined : hosts.find(([pattern]) => pattern.test(host))?.[1];
  if (known !== undefined) return known;
  const named = models.map(providerOfModel).find((provider) => provider !== undefined);
  if (named !== undefined) return named;
  // A proxy on the same machine, or an address from the environment, may well stand before the usual provider.
  return host === undefined || /^(localhost|127\.|\[::1\]|0\.0\.0\.0)/.test(host) ? usual : 'unknown';
}

function hostOf(url: string): string | undefined {
  return /^\w+:\/\/([^/:?#]+)/.exec(url)?.[1]?.toLowerCase();
}
