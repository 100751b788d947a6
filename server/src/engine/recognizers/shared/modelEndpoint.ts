// Tells whose model a framework speaks to, by the name of the model or of the framework's class for it.
import type { ApiId, CacheMode, ProviderId } from '../../model/index.ts';
import { providerOfModel } from './endpoint.ts';

export interface ModelEndpoint {
  readonly provider: ProviderId;
  readonly api: ApiId;
  /** Literal names, likeliest first, without the vendor in front of them. */
  readonly names: readonly string[];
}

const apis: Readonly<Record<ProviderId, ApiId>> = {
  anthropic: 'messages',
  openai: 'chat',
  google: 'generate-content',
  'amazon-bedrock': 'converse',
  unknown: 'chat',
};

/** `anthropic/claude-…`, `openai:gpt-…`: what frameworks and gateways put in front of a name. */
const vendors: Readonly<Record<string, ProviderId>> = {
  anthropic: 'anthropic',
  openai: 'openai',
  azure: 'openai',
  azure_openai: 'openai',
  google: 'google',
  gemini: 'google',
  vertexai: 'google',
  vertex_ai: 'google',
  'google-gla': 'google',
  bedrock: 'amazon-bedrock',
  bedrock_converse: 'amazon-bedrock',
};

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
  const found = names.map((name) => vendorOf(name) ?? providerOfModel(name) ?? usual);
  const [first = usual] = found;
  const provider = found.every((one) => one === first) ? first : 'unknown';
  return { provider, api: apis[provider], names: names.map(withoutVendor) };
}

/** By the framework's class for the model (`ChatAnthropic`, `BedrockConverse`), then by the name. */
export function endpointOfClass(className: string, names: readonly string[]): ModelEndpoint {
  const known = classes.find(([pattern]) => pattern.test(className))?.[1];
  if (known === undefined) return endpointOfNames(names);
  return { provider: known, api: apis[known], names: names.map(withoutVendor) };
}

/** Claude caches what is marked; OpenAI and Gemini cache by themselves. */
export function cacheModeOf(provider: ProviderId): CacheMode {
  if (provider === 'unknown') return 'unknown';
  return provider === 'anthropic' || provider === 'amazon-bedrock' ? 'explicit' : 'automatic';
}

function vendorOf(name: string): ProviderId | undefined {
  const vendor = /^([\w-]+)[/:]/.exec(name)?.[1];
  return vendor !== undefined && Object.hasOwn(vendors, vendor) ? vendors[vendor] : undefined;
}

function withoutVendor(name: string): string {
  return vendorOf(name) === undefined ? name : name.replace(/^[\w-]+[/:]/, '');
}
