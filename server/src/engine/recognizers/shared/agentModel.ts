// Reads the model of an agent of the OpenAI Agents SDK: a name, an OpenAI model on a client, or an adapter to another provider.
import type { ApiId, ProviderId, SymbolValue, Value } from '../../model/index.ts';
import { endpointProvider, providerOfModel } from './endpoint.ts';
import { literalTexts } from './literalText.ts';
import { namedOptions } from './namedOptions.ts';
import type { Option } from './options.ts';
import { isCallElement } from './symbolPath.ts';
import { vercelModel } from './vercelModel.ts';

export interface AgentModel {
  readonly provider: ProviderId;
  readonly api: ApiId;
  /** Literal names, likeliest first. */
  readonly names: readonly string[];
}

/** OpenAI's, through its responses API, when nothing is said. */
export function agentModel(option: Option | undefined): AgentModel {
  const value = option?.value;
  if (value === undefined) return { provider: 'openai', api: 'responses', names: [] };
  const symbol = value.kind === 'choice' ? value.options.find((one) => one.kind === 'symbol') : value;
  if (symbol?.kind === 'symbol' && symbol.calls !== undefined) return adaptedModel(symbol);
  return named(literalTexts(value), value.kind === 'symbol' ? 'unknown' : undefined);
}

function adaptedModel(value: SymbolValue): AgentModel {
  const maker = value.path.findLast((element) => !isCallElement(element)) ?? '';
  const args = value.calls?.at(-1);
  if (maker === 'aisdk') return vercelModel(args?.positional[0]);
  const options = namedOptions(args, value.package.startsWith('@') ? ['client', 'model'] : ['model', 'openai_client']);
  const names = literalTexts(options.entries.get('model')?.value);
  if (!/^OpenAI/.test(maker)) return named(names, 'unknown');
  const client = (options.entries.get('client') ?? options.entries.get('openai_client'))?.value;
  const made: Value | undefined = client?.kind === 'choice' ? client.options[0] : client;
  const provider = endpointProvider('openai', made?.kind === 'symbol' ? made.calls?.at(-1) : undefined, names);
  return { provider, api: /Chat/.test(maker) ? 'chat' : 'responses', names };
}

/** `litellm/anthropic/claude-…`; names of other providers mean that an adapter stands between. */
function named(given: readonly string[], otherwise?: ProviderId): AgentModel {
  const names = given.map((name) => name.replace(/^(litellm|any-llm)\//, ''));
  const [first] = names;
  const isAdapted = first !== undefined && (first !== given[0] || first.includes('/'));
  const provider =
    (first === undefined ? undefined : providerOfModel(first)) ?? otherwise ?? (isAdapted ? 'unknown' : 'openai');
  return { provider, api: provider === 'openai' && !isAdapted ? 'responses' : 'chat', names };
}
