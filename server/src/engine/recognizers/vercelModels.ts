// Models of the Vercel AI SDK's providers that are called themselves, as middleware and models that wrap others do.
import type { Arguments, Callee, CallSite, Request } from '../model/index.ts';
import type { Match, Recognizer } from './recognizer.ts';
import { buildPart } from './shared/buildPart.ts';
import { buildRequest, optionOrUnseen, partOf } from './shared/buildRequest.ts';
import { cacheModeOf } from './shared/cacheModeOf.ts';
import { messageBlocks } from './shared/messageBlocks.ts';
import { optionsOf } from './shared/options.ts';
import { packageMatch } from './shared/packageMatch.ts';
import { requestParams } from './shared/requestParams.ts';
import { splitSystem } from './shared/splitSystem.ts';
import { plainPath } from './shared/symbolPath.ts';
import { toolBlocks } from './shared/toolBlocks.ts';
import { vercelMark } from './shared/vercelCache.ts';
import { vercelModel } from './shared/vercelModel.ts';

const packages = [
  ...['@ai-sdk/provider', '@ai-sdk/anthropic', '@ai-sdk/openai', '@ai-sdk/google', '@ai-sdk/amazon-bedrock'],
  ...['@ai-sdk/mistral', '@ai-sdk/azure', '@ai-sdk/openai-compatible', 'ai'],
] as const;

const methods: Readonly<Record<string, Request['operation']>> = { doGenerate: 'create', doStream: 'stream' };

const wireNames: Readonly<Record<string, string>> = { maxOutputTokens: 'max_tokens', toolChoice: 'tool_choice' };

const taken: ReadonlySet<string> = new Set(['prompt', 'tools', 'includeRawChunks', 'providerOptions']);

export const vercelModels: Recognizer = {
  id: 'vercelModels',
  packages,
  tails: Object.keys(methods).map((name) => [name]),
  matches,
  recognize,
};

/** Nothing else has methods of these names. */
function matches({ package: own, path }: Callee, imported: readonly string[]): Match | undefined {
  if (!Object.hasOwn(methods, plainPath(path).at(-1) ?? '')) return undefined;
  if (own !== undefined) return packageMatch(own, packages) ? 'sure' : undefined;
  return imported.some((name) => packageMatch(name, packages)) ? 'likely' : undefined;
}

function recognize(args: Arguments, site: CallSite): Request | undefined {
  const match = matches(site.callee, site.packages);
  const options = optionsOf(args);
  const prompt = optionOrUnseen(options, 'prompt');
  if (match === undefined || prompt === undefined) return undefined;
  const { receiver } = site;
  const model = vercelModel(receiver && { ...receiver, path: receiver.path.slice(0, -1) });
  const markOf = (record: Parameters<typeof vercelMark>[0]) => vercelMark(record, model.provider);
  const split = splitSystem(messageBlocks(prompt.value, { markOf, messageMarkOf: markOf }));
  const system = split.system && buildPart('system', split.system, prompt);
  const messages = buildPart('messages', split.messages, prompt);
  const tools = partOf('tools', options.entries.get('tools'), ({ value }) => toolBlocks(value, markOf));
  return buildRequest({
    sdk: 'vercelModels',
    provider: model.provider,
    api: model.api,
    operation: methods[plainPath(site.callee.path).at(-1) ?? ''] ?? 'create',
    sureness: match,
    options,
    models: model.names,
    tools,
    system,
    messages,
    params: requestParams(options, taken, wireNames),
    cacheMode: cacheModeOf(model.provider, [tools, system, messages]),
    optionsPlace: options.record?.place,
  });
}
