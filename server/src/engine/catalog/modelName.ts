// Reads the many spellings of a model name: gateways, clouds, regions, dates. No family or prefix guessing.
import type { Platform } from './catalogModel.ts';

/** What a name says beside the model: candidates in the order in which they should be tried, most literal first. */
export interface ModelName {
  readonly candidates: readonly string[];
  readonly platform: Platform;
  readonly isRegional: boolean;
}

/** Routing prefixes of gateways and SDK registries, as in `openrouter/anthropic/…`, `bedrock:…`, `azure_ai/…`. */
const routes: Readonly<Record<string, Platform>> = {
  anthropic: 'first-party',
  openai: 'first-party',
  'openai-chat': 'first-party',
  'openai-responses': 'first-party',
  google: 'first-party',
  'google-gla': 'first-party',
  google_genai: 'first-party',
  googleai: 'first-party',
  gemini: 'first-party',
  models: 'first-party',
  xai: 'first-party',
  'x-ai': 'first-party',
  deepseek: 'first-party',
  mistral: 'first-party',
  mistralai: 'first-party',
  amazon: 'bedrock',
  bedrock: 'bedrock',
  bedrock_converse: 'bedrock',
  'amazon-bedrock': 'bedrock',
  converse: 'bedrock',
  invoke: 'bedrock',
  vertex: 'google-cloud',
  vertex_ai: 'google-cloud',
  vertexai: 'google-cloud',
  'google-vertex': 'google-cloud',
  google_vertexai: 'google-cloud',
  google_anthropic_vertex: 'google-cloud',
  azure: 'azure',
  azure_ai: 'azure',
  azure_openai: 'azure',
  openrouter: 'gateway',
  litellm: 'gateway',
  litellm_proxy: 'gateway',
  gateway: 'gateway',
  vercel: 'gateway',
  requesty: 'gateway',
};

const region = /^(global|us|us-gov|eu|apac|jp|au|in|ca|sa)\.(?=anthropic\.|amazon\.)/;
const vendor = /^(anthropic|amazon)\./;
const bedrockVersion = /-v\d+(:\d+(:\w+)?)?$/;
const dateSuffix = /-20\d{2}-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])$/;
/** `:thinking`, `:beta` of routers, `[1m]` of long-context switches. */
const variant = /(:(thinking|beta|nitro|floor|extended|online)|\[1m\])$/;

export function readModelName(asked: string): ModelName {
  let name = asked.trim().toLowerCase();
  const candidates: string[] = [name];
  let platform: Platform = 'first-party';
  const arn = /^arn:aws[\w-]*:bedrock:.*\/([^/]+)$/.exec(name);
  if (arn?.[1] !== undefined) {
    platform = 'bedrock';
    name = arn[1];
  }
  const vertexPath = /^projects\/.*\/models\/([^/]+)$/.exec(name);
  if (vertexPath?.[1] !== undefined) {
    platform = 'google-cloud';
    name = vertexPath[1];
  }
  for (let route = leadingRoute(name); route !== undefined; route = leadingRoute(name)) {
    name = name.slice(route.length);
    if (route.platform !== 'first-party' && platform === 'first-party') platform = route.platform;
  }
  candidates.push(name);
  const regionMatch = region.exec(name);
  if (regionMatch !== null) name = name.slice(regionMatch[0].length);
  if (vendor.test(name)) {
    platform = 'bedrock';
    name = name.replace(vendor, '');
    candidates.push(name);
    name = name.replace(bedrockVersion, '');
  } else if (platform === 'bedrock') {
    candidates.push(name);
    name = name.replace(bedrockVersion, '');
  }
  candidates.push(name);
  name = name.replace(variant, '');
  if (name.includes('@')) {
    if (platform === 'first-party') platform = 'google-cloud';
    name = name.replace(/@(latest|default)$/, '').replace('@', '-');
  }
  candidates.push(name);
  // Routers write `claude-sonnet-4.5` for `claude-sonnet-4-5`; OpenAI's own ids keep their dots.
  if (name.startsWith('claude-')) name = name.replace(/(\d)\.(\d)/g, '$1-$2');
  candidates.push(name, name.replace(dateSuffix, ''));
  return {
    candidates: [...new Set(candidates)],
    platform,
    isRegional: regionMatch !== null && regionMatch[1] !== 'global',
  };
}

function leadingRoute(name: string): { readonly length: number; readonly platform: Platform } | undefined {
  const match = /^([\w-]+)[/:]/.exec(name);
  if (match?.[1] === undefined || !Object.hasOwn(routes, match[1])) return undefined;
  const platform = routes[match[1]];
  return platform === undefined ? undefined : { length: match[0].length, platform };
}
