// Reads the model of a Vercel AI SDK call: a gateway name, or a model made by a provider's factory.
import type { ApiId, ProviderId, SymbolValue, Value } from '../../model/index.ts';
import { apiOfProvider, providerOfRoute } from './endpoint.ts';
import { literalTexts } from './literalText.ts';
import { argumentOf, isCallElement } from './symbolPath.ts';

export interface VercelModel {
  readonly provider: ProviderId;
  readonly api: ApiId;
  /** Literal names, likeliest first. */
  readonly names: readonly string[];
  /** Keys of `providerOptions` that this provider reads. */
  readonly optionKeys: readonly string[];
}

type Endpoint = readonly [ProviderId, ApiId];

const unknown: Endpoint = ['unknown', 'chat'];

const endpoints: Readonly<Record<string, Endpoint>> = {
  '@ai-sdk/anthropic': ['anthropic', 'messages'],
  '@ai-sdk/anthropic-aws': ['anthropic', 'messages'],
  '@ai-sdk/google-vertex/anthropic': ['anthropic', 'messages'],
  '@ai-sdk/google-vertex/anthropic/edge': ['anthropic', 'messages'],
  '@ai-sdk/amazon-bedrock': ['amazon-bedrock', 'converse'],
  '@ai-sdk/amazon-bedrock/anthropic': ['amazon-bedrock', 'messages'],
  '@ai-sdk/openai': ['openai', 'responses'],
  '@ai-sdk/azure': ['openai', 'responses'],
  '@ai-sdk/google': ['google', 'generate-content'],
  '@ai-sdk/google-vertex': ['google', 'generate-content'],
  '@ai-sdk/google-vertex/edge': ['google', 'generate-content'],
};

/** Packages whose models are named `provider/model`. */
const gateways: readonly string[] = ['ai', '@ai-sdk/gateway', '@openrouter/ai-sdk-provider'];

const keys: Readonly<Record<ProviderId, readonly string[]>> = {
  anthropic: ['anthropic', 'vertexAnthropic', 'googleVertexAnthropic'],
  'amazon-bedrock': ['bedrock', 'amazonBedrock', 'anthropic'],
  openai: ['openai', 'azure'],
  google: ['google', 'vertex', 'googleVertex'],
  unknown: [],
};

/** Alternatives of one provider keep it; of several, the provider is unknown. */
export function vercelModel(value: Value | undefined): VercelModel {
  const ways = value?.kind === 'choice' ? value.options : value === undefined ? [] : [value];
  const found = ways.map(oneModel);
  const [first] = found;
  const [provider, api] = first !== undefined && found.every((one) => one.at[0] === first.at[0]) ? first.at : unknown;
  return { provider, api, names: [...new Set(found.flatMap((one) => one.names))], optionKeys: keys[provider] };
}

function oneModel(value: Value): { readonly at: Endpoint; readonly names: readonly string[] } {
  if (value.kind === 'symbol') return symbolModel(value);
  const names = literalTexts(value);
  return { at: names[0] === undefined ? unknown : gatewayEndpoint(names[0]), names };
}

function symbolModel(value: SymbolValue): { readonly at: Endpoint; readonly names: readonly string[] } {
  const name = argumentOf(value.path.findLast(isCallElement));
  const names = name === undefined ? [] : [name];
  if (gateways.includes(value.package)) return { at: name === undefined ? unknown : gatewayEndpoint(name), names };
  const [provider, api] = endpoints[value.package] ?? unknown;
  return { at: [provider, provider === 'openai' && value.path.includes('chat') ? 'chat' : api], names };
}

/** OpenAI's models are spoken to in the responses API. */
function gatewayEndpoint(name: string): Endpoint {
  const provider = providerOfRoute(name) ?? 'unknown';
  return [provider, provider === 'openai' ? 'responses' : apiOfProvider(provider)];
}
