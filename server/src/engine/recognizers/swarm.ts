// OpenAI Swarm: agents with functions, run by a client or by the demo loop.
import type { Arguments, Callee, CallSite, Request, SymbolValue } from '../model/index.ts';
import type { Match, Recognizer } from './recognizer.ts';
import { calledBack } from './shared/calledBack.ts';
import { frameworkRequest } from './shared/frameworkRequest.ts';
import { literalNumber, literalTexts } from './shared/literalText.ts';
import { madeObject } from './shared/madeObject.ts';
import { messageOf } from './shared/makeValue.ts';
import { endpointOfNames } from './shared/modelEndpoint.ts';
import { namedOptions } from './shared/namedOptions.ts';
import type { Options } from './shared/options.ts';
import { packageMatch } from './shared/packageMatch.ts';
import { requestParams } from './shared/requestParams.ts';
import { endsWith, plainPath } from './shared/symbolPath.ts';

const packages = ['swarm'] as const;

const runs: readonly (readonly string[])[] = [
  ['Swarm', '()', 'run'],
  ['Swarm', '()', 'run_and_stream'],
  ['run_demo_loop'],
];

/** The package has a name that others have too: a class with other parameters is somebody else's. */
const fields: ReadonlySet<string> = new Set([
  ...['name', 'model', 'instructions', 'functions', 'tool_choice', 'parallel_tool_calls'],
]);

const taken: ReadonlySet<string> = new Set(['name', 'model', 'instructions', 'functions']);

export const swarm: Recognizer = {
  id: 'swarm',
  packages,
  tails: runs,
  definitions: [['Agent']],
  matches,
  recognize,
};

function matches(callee: Callee): Match | undefined {
  if (!packageMatch(callee.package, packages)) return undefined;
  const path = plainPath(callee.path);
  return endsWith(path, ['Agent']) || runs.some((tail) => endsWith(path, tail)) ? 'sure' : undefined;
}

function recognize(args: Arguments, site: CallSite): Request | undefined {
  if (matches(site.callee) === undefined) return undefined;
  const path = plainPath(site.callee.path);
  const isDefinition = endsWith(path, ['Agent']);
  const run = isDefinition ? undefined : namedOptions(args, ['agent', 'messages']).entries;
  const agent = isDefinition
    ? site.receiver
    : madeObject((run?.get('agent') ?? run?.get('starting_agent'))?.value, isAgent);
  const options = agent && agentOptions(agent);
  if (options === undefined) return undefined;
  const { entries } = options;
  const tools = entries.get('functions');
  const instructions = entries.get('instructions');
  const messages = endsWith(path, ['run_demo_loop']) ? undefined : run?.get('messages');
  const model = run?.get('model_override') ?? entries.get('model');
  return frameworkRequest({
    sdk: 'swarm',
    site,
    operation: 'loop',
    model: { ...endpointOfNames(literalTexts(model?.value), 'openai'), api: 'chat' },
    options,
    ...(tools === undefined ? {} : { tools }),
    conversation: [instructions && messageOf('system', calledBack(instructions.value)), messages?.value],
    ...(messages === undefined ? {} : { conversationPlace: messages.place }),
    remembers: endsWith(path, ['run_demo_loop']),
    isRemade: instructions?.value.kind === 'function',
    params: requestParams(options, taken),
    // A run goes on until the model calls no more functions: no number of turns is the default.
    innerLoop: { bound: literalNumber(run?.get('max_turns')?.value) },
  });
}

function isAgent({ package: name, path, calls }: SymbolValue): boolean {
  const plain = plainPath(path);
  return packageMatch(name, packages) && calls !== undefined && endsWith(plain, ['Agent', '()']);
}

function agentOptions({ calls }: SymbolValue): Options | undefined {
  const first = calls?.[0];
  const options = namedOptions(first, []);
  const names = [...options.entries.keys()];
  const isOther = names.length === 0 || names.some((name) => !fields.has(name)) || first?.positional.length !== 0;
  return isOther ? undefined : options;
}
