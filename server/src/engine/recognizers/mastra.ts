// Mastra: agents with instructions, tools and a memory, and their runs.
import {
  type Arguments,
  type Block,
  type CallSite,
  type Part,
  type Request,
  unknownVolatility,
  type Value,
} from '../model/index.ts';
import type { Recognizer } from './recognizer.ts';
import { buildPart } from './shared/buildPart.ts';
import { buildRequest, partOf } from './shared/buildRequest.ts';
import { cacheModeOf } from './shared/cacheModeOf.ts';
import { calledBack } from './shared/calledBack.ts';
import { keptConversation } from './shared/keptConversation.ts';
import { literalNumber } from './shared/literalText.ts';
import { recordOf } from './shared/makeValue.ts';
import { matchAgent } from './shared/matchAgent.ts';
import { messageBlocks } from './shared/messageBlocks.ts';
import { namedOptions } from './shared/namedOptions.ts';
import { fieldsOf, type Option, type Options, optionsOf } from './shared/options.ts';
import { plainPath } from './shared/symbolPath.ts';
import { isTextLike } from './shared/textPieces.ts';
import { vercelMark } from './shared/vercelCache.ts';
import { vercelModel } from './shared/vercelModel.ts';
import { vercelTools } from './shared/vercelTools.ts';

const packages = ['@mastra/core'] as const;

const methods: readonly string[] = [
  'generate',
  'stream',
  'generateLegacy',
  'streamLegacy',
  'generateVNext',
  'streamVNext',
];

/** Steps of one run when nothing is said. */
const usualSteps = 5;

export const mastra: Recognizer = {
  id: 'mastra',
  packages,
  tails: methods.map((method) => ['Agent', '()', method]),
  definitions: [['Agent']],
  matches: (callee) => matchAgent(callee, packages, methods),
  recognize,
};

function recognize(args: Arguments, site: CallSite): Request | undefined {
  const first = site.receiver?.calls?.[0];
  if (matchAgent(site.callee, packages, methods) === undefined || first === undefined) return undefined;
  const options = optionsOf(first);
  const isDefinition = plainPath(site.callee.path).at(-1) === 'Agent';
  const run = isDefinition ? namedOptions(undefined, []).entries : namedOptions(args, ['messages', 'options']).entries;
  const settings = settingsOf(run.get('options'));
  const instructions = settings.entries.get('instructions') ?? options.entries.get('instructions');
  if (instructions === undefined && options.rest === undefined) return undefined;
  const model = vercelModel(options.entries.get('model')?.value);
  const markOf = (record: Parameters<typeof vercelMark>[0]) => vercelMark(record, model.provider);
  const readers = { markOf, messageMarkOf: markOf };
  const system = withMemory(systemOf(instructions, readers), options, site);
  const tools = vercelTools(withTools(options), markOf);
  const given = run.get('messages');
  const kept = options.entries.get('memory');
  const messages = keptConversation(
    given && buildPart('messages', messageBlocks(given.value, readers), given),
    kept,
    'messages kept in the memory',
  );
  const steps = settings.entries.get('maxSteps');
  const isLoop = tools !== undefined || ['agents', 'workflows'].some((name) => options.entries.has(name));
  return buildRequest({
    sdk: 'mastra',
    provider: model.provider,
    api: model.api,
    operation: isLoop ? 'loop' : /^stream/.test(site.callee.path.at(-1) ?? '') ? 'stream' : 'create',
    sureness: 'sure',
    options,
    models: model.names,
    tools,
    system,
    messages,
    params: new Map(),
    cacheMode: cacheModeOf(model.provider, [tools, system, messages]),
    ...(isLoop ? { innerLoop: { bound: steps === undefined ? usualSteps : literalNumber(steps.value) } } : {}),
    optionsPlace: undefined,
    isMarkedLater: ['inputProcessors', 'defaultOptions'].some((name) => options.entries.has(name)),
  });
}

function settingsOf(option: Option | undefined): Options {
  return option === undefined ? optionsOf(undefined) : fieldsOf(option.value);
}

/** A text, system messages, or a function that gives one of them for each run. */
function systemOf(option: Option | undefined, readers: Parameters<typeof messageBlocks>[1]): Part | undefined {
  return partOf('system', option && { ...option, value: calledBack(option.value) }, ({ value }) => {
    const asMessage = isTextLike(value) || value.kind === 'opaque' || value.kind === 'symbol';
    const list = messageBlocks(asMessage ? recordOf({ content: value }, value.place) : value, readers);
    return { ...list, blocks: list.blocks.map((block) => ({ ...block, role: 'system' as const })) };
  });
}

/** Tools that a function chooses for each run are not known. */
function withTools(options: Options): Options {
  const tools = options.entries.get('tools');
  if (tools?.value.kind !== 'function') return options;
  const { place, name } = tools.value;
  const source = { label: name === '' ? 'tools' : name, place, kind: 'unresolved', steps: [] } as const;
  const unknown = { kind: 'opaque', volatility: unknownVolatility, source, chain: [], place } as const;
  return { ...options, entries: new Map(options.entries).set('tools', { ...tools, value: unknown }) };
}

/** Working memory is a part of the system prompt, and the agent rewrites it while it talks. */
function withMemory(system: Part | undefined, options: Options, site: CallSite): Part | undefined {
  const memory = options.entries.get('memory')?.value;
  if (system === undefined || memory?.kind !== 'symbol') return system;
  const made = optionsOf(memory.calls?.[0]).entries.get('options');
  const working = made && fieldsOf(made.value).entries.get('workingMemory');
  const enabled = working && fieldsOf(working.value).entries.get('enabled')?.value;
  if (working === undefined || enabled?.kind !== 'scalar' || enabled.value !== true) return system;
  const { place } = working;
  const source = { label: 'workingMemory', place, kind: 'mutable-state', steps: [] } as const;
  const volatility = { changes: 'request', varies: 'session', sureness: 'likely' } as const;
  const value: Value = { kind: 'opaque', volatility, source, type: 'string', chain: [], place };
  const block: Block = {
    level: 'system',
    role: 'system',
    type: 'text',
    pieces: [{ kind: 'hole', place, volatility, source }],
    presence: 'always',
    repeated: false,
    place: place.path === '' ? site.place : place,
    value,
    message: -1,
  };
  return { ...system, blocks: [...system.blocks, block] };
}
