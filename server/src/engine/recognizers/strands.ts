// Strands Agents for Python and TypeScript: agents that are called, and keep their conversation.
import type { Arguments, Callee, CallSite, Request, Value } from '../model/index.ts';
import type { Match, Recognizer } from './recognizer.ts';
import { frameworkRequest } from './shared/frameworkRequest.ts';
import { literalTexts } from './shared/literalText.ts';
import { messageOf } from './shared/makeValue.ts';
import { markLast, markOfSetting } from './shared/markLast.ts';
import { endpointOfClass, type ModelEndpoint } from './shared/modelEndpoint.ts';
import { namedOptions } from './shared/namedOptions.ts';
import { fieldsOf, type Option, type Options, optionsOf } from './shared/options.ts';
import { packageMatch } from './shared/packageMatch.ts';
import { pointedContent } from './shared/pointedContent.ts';
import { isCallElement, plainPath } from './shared/symbolPath.ts';

const packages = ['strands', '@strands-agents/sdk'] as const;

/** Python's agents are called themselves. */
const runs: readonly string[] = ['()', 'invoke_async', 'stream_async', 'structured_output', 'invoke', 'stream'];

export const strands: Recognizer = {
  id: 'strands',
  packages,
  tails: runs.map((run) => (run === '()' ? ['Agent'] : ['Agent', '()', run])),
  definitions: [['Agent']],
  matches,
  recognize,
};

function matches(callee: Callee): Match | undefined {
  if (!packageMatch(callee.package, packages)) return undefined;
  const path = plainPath(callee.path);
  if (path.at(-1) === 'Agent') return 'sure';
  const isRun = runs.includes(path.at(-1) ?? '') && (path.at(-1) === '()' || path.at(-2) === '()');
  return isRun && path.at(path.at(-1) === '()' ? -2 : -3) === 'Agent' ? 'sure' : undefined;
}

function recognize(args: Arguments, site: CallSite): Request | undefined {
  const first = site.receiver?.calls?.[0];
  if (matches(site.callee) === undefined || first === undefined) return undefined;
  const options = site.language === 'python' ? namedOptions(first, ['model']) : optionsOf(first);
  const { entries } = options;
  const isDefinition = plainPath(site.callee.path).at(-1) === 'Agent';
  const prompt = isDefinition ? undefined : namedOptions(args, ['prompt']).entries.get('prompt');
  const system = entries.get('system_prompt') ?? entries.get('systemPrompt');
  const tools = entries.get('tools');
  const made = madeModel(entries.get('model'));
  const auto = made.options.entries.get('cache_config') ?? made.options.entries.get('cacheConfig');
  const isLoop = tools !== undefined;
  const request = frameworkRequest({
    sdk: 'strands',
    site,
    operation: isLoop ? 'loop' : 'create',
    model: made.endpoint,
    options,
    ...(isLoop ? { tools } : {}),
    conversation: [system && messageOf('system', pointedContent(system.value)), promptOf(prompt)],
    ...(prompt === undefined ? {} : { conversationPlace: prompt.place }),
    remembers: true,
    ...(isLoop ? { innerLoop: { bound: undefined } } : {}),
    ...(auto === undefined ? {} : { cacheMode: 'rolling' }),
    isMarkedLater: made.isUnseen,
  });
  const point = (name: string) => {
    const option = made.options.entries.get(name);
    const mark = markOfSetting(option);
    return mark && { ...mark, ttl: '5m' as const };
  };
  const marked = markLast(request.tools, point('cache_tools'));
  const prompted = markLast(request.system, point('cache_prompt'));
  return {
    ...request,
    ...(marked === undefined ? {} : { tools: marked }),
    ...(prompted === undefined ? {} : { system: prompted }),
  };
}

function promptOf(prompt: Option | undefined): Value | undefined {
  return prompt && messageOf('user', pointedContent(prompt.value));
}

interface MadeModel {
  readonly endpoint: ModelEndpoint;
  readonly options: Options;
  /** The object was made where it is not followed, and may set marks. */
  readonly isUnseen: boolean;
}

/** A name is one of Bedrock; so is the model that is used when none is given. */
function madeModel(option: Option | undefined): MadeModel {
  const value = option?.value;
  if (value?.kind === 'symbol' && value.calls !== undefined) {
    const args = value.calls.at(-1);
    const options =
      args?.keywords.fields.length === 0 ? fieldsOf(args.positional[0] ?? args.keywords) : optionsOf(args);
    const name = options.entries.get('model_id') ?? options.entries.get('modelId');
    const maker = value.path.findLast((element) => !isCallElement(element)) ?? '';
    return { endpoint: endpointOfClass(maker, literalTexts(name?.value)), options, isUnseen: false };
  }
  const names = literalTexts(value);
  const isUnseen = value !== undefined && names.length === 0;
  return { endpoint: endpointOfClass(isUnseen ? '' : 'BedrockModel', names), options: optionsOf(undefined), isUnseen };
}
