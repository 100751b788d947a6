// LiteLLM: one chat shape for all providers, by function or through a router.
import type { Arguments, Callee, CallSite, Mark, RecordValue, Request } from '../model/index.ts';
import type { Match, Recognizer } from './recognizer.ts';
import { isStreamed, modelNames, optionOrUnseen, optionsPlaceOf } from './shared/buildRequest.ts';
import { apiOfProvider, providerOfRoutes } from './shared/endpoint.ts';
import { injectionOf } from './shared/injectionPoints.ts';
import { messageBlocks } from './shared/messageBlocks.ts';
import { namedOptions } from './shared/namedOptions.ts';
import { openaiBody } from './shared/openaiBody.ts';
import { openaiCacheMode } from './shared/openaiCache.ts';
import { fieldsOf } from './shared/options.ts';
import { packageMatch } from './shared/packageMatch.ts';
import { readMark } from './shared/readMark.ts';
import { plainPath } from './shared/symbolPath.ts';

const packages = ['litellm'] as const;

/** Parameters that are given by position. */
const functions: Readonly<Record<string, readonly string[]>> = {
  completion: ['model', 'messages'],
  acompletion: ['model', 'messages'],
  responses: ['input', 'model'],
  aresponses: ['input', 'model'],
};

/** Steer LiteLLM itself and are not sent. */
const unsent = [
  ...['cache_control_injection_points', 'api_key', 'api_base', 'base_url', 'api_version', 'custom_llm_provider'],
  ...['num_retries', 'max_retries', 'fallbacks', 'metadata', 'caching', 'mock_response', 'drop_params', 'timeout'],
  ...['input_cost_per_token', 'output_cost_per_token', 'aws_region_name', 'vertex_project', 'vertex_location'],
];

export const litellm: Recognizer = {
  id: 'litellm',
  packages,
  tails: Object.keys(functions).map((name) => [name]),
  matches,
  recognize,
};

/** A router that is handed in is known by a name that nothing else has. */
function matches(callee: Callee, imported: readonly string[]): Match | undefined {
  const path = plainPath(callee.path);
  const name = path.at(-1);
  if (name === undefined || functions[name] === undefined) return undefined;
  if (callee.package === undefined) {
    const isImported = imported.some((one) => packageMatch(one, packages));
    return isImported && name === 'acompletion' ? 'likely' : undefined;
  }
  if (!packageMatch(callee.package, packages)) return undefined;
  const isRouter = path.length === 3 && path[0] === 'Router' && path[1] === '()';
  return path.length === 1 || isRouter || path[0] === 'main' ? 'sure' : undefined;
}

function recognize(args: Arguments, site: CallSite): Request | undefined {
  const match = matches(site.callee, site.packages);
  const name = plainPath(site.callee.path).at(-1) ?? '';
  const parameters = functions[name];
  if (match === undefined || parameters === undefined) return undefined;
  const options = namedOptions(args, parameters);
  const shape = parameters[0] === 'input' ? 'responses' : 'chat';
  const isGiven = options.entries.has(shape === 'chat' ? 'messages' : 'input');
  if (!isGiven && (match === 'likely' || options.rest === undefined)) return undefined;
  const provider = providerOfRoutes(modelNames(options));
  const markOf = provider === 'openai' ? openaiMarkOf : anyMarkOf;
  const points = provider === 'openai' ? undefined : options.entries.get('cache_control_injection_points');
  const conversation = optionOrUnseen(options, 'messages');
  const injection = injectionOf(points, conversation && messageBlocks(conversation.value, { markOf }));
  return openaiBody({
    sdk: 'litellm',
    provider,
    shape,
    api: shape === 'responses' && provider === 'openai' ? 'responses' : apiOfProvider(provider),
    operation: isStreamed(options) ? 'stream' : 'create',
    sureness: match,
    options,
    optionsPlace: optionsPlaceOf(site, options),
    cacheMode: openaiCacheMode(provider, options),
    unsent,
    markOf,
    messageMarkOf: markOf,
    ...(injection === undefined ? {} : { edit: injection.edit, isMarkedLater: injection.isPartly }),
  });
}

function openaiMarkOf(record: RecordValue): Mark | undefined {
  return readMark(fieldsOf(record).entries.get('prompt_cache_breakpoint'), '30m');
}

/** LiteLLM takes Anthropic's mark for every provider that knows marks; on a tool it may stand inside the function. */
function anyMarkOf(record: RecordValue): Mark | undefined {
  const { entries } = fieldsOf(record);
  const inner = entries.get('function')?.value;
  return (
    readMark(entries.get('cache_control'), '5m') ??
    (inner === undefined ? undefined : readMark(fieldsOf(inner).entries.get('cache_control'), '5m')) ??
    openaiMarkOf(record)
  );
}
