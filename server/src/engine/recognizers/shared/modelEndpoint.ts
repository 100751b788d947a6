// Tells whose model a framework speaks to, by the name of the model or of the framework's class for it.
import type { ApiId, ProviderId } from '../../model/index.ts';
import { apiOfProvider, providerOfRoute, vendorOf } from './endpoint.ts';

export interface ModelEndpoint {
  readonly provider: ProviderId;
  readonly api: ApiId;
  /** Literal names, likeliest first, without the vendor in front of them. */
  readonly names: readonly string[];
}

/** First fit; a class that only borrows a provider's shape (`OpenAILike`, `OpenRouter`) has none. */
const classes: readonly (readonly [RegExp, ProviderId])[] = [
  [/Like$|Router|Compatible/i, 'unknown'],
  [/bedrock/i, 'amazon-bedrock'],
  [/anthropic|claude/i, 'anthropic'],
  [/openai/i, 'openai'],
  [/gemini|vertex|google/i, 'google'],
];

/** By a model name with or without its vendor; alternatives of several providers have none. */
export function endpointOfNames(names: readonly string[], usual: ProviderId = 'unknown'): ModelEndpoint {
  const found = names.map((name) => providerOfRoute(name) ?? usual);
  const [first = usual] = found;
  const provider = found.every((one) => one === first) ? first : 'unknown';
  return { provider, api: apiOfProvider(provider), names: names.map(withoutVendor) };
}

/** By the framework's class for the model (`ChatAnthropic`, `BedrockConverse`), then by the name. */
export function endpointOfClass(className: string, names: readonly string[]): ModelEndpoint {
  const known = classes.find(([pattern]) => pattern.test(className))?.[1];
  if (known === undefined) return endpointOfNames(names);
  return { provider: known, api: apiOfProvider(known), names: names.map(withoutVendor) };
}

function withoutVendor(name: string): string {
  return vendorOf(name) === undefined ? name : name.replace(/^[\w-]+[/:]/, '');
}
