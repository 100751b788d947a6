// Agno, formerly Phidata: agents that are run with a prompt and put their system prompt together from options.
import type { Arguments, Callee, CallSite, Request, Value } from '../model/index.ts';
import type { Match, Recognizer } from './recognizer.ts';
import { calledBack } from './shared/calledBack.ts';
import { frameworkRequest } from './shared/frameworkRequest.ts';
import { literalTexts } from './shared/literalText.ts';
import { messageOf, textOf } from './shared/makeValue.ts';
import { matchAgent } from './shared/matchAgent.ts';
import { endpointOfClass, endpointOfNames, type ModelEndpoint } from './shared/modelEndpoint.ts';
import { namedOptions } from './shared/namedOptions.ts';
import type { Option, Options } from './shared/options.ts';
import { isCallElement, plainPath } from './shared/symbolPath.ts';

const packages = ['agno', 'phi'] as const;

const methods = ['run', 'arun', 'print_response', 'aprint_response', 'cli_app', 'acli_app'] as const;

/** Parts of the system prompt in the order in which they are written. */
const parts: readonly string[] = ['description', 'role', 'instructions'];

/** Earlier turns of the session are sent along, under the names of the versions. */
const histories: readonly string[] = [
  'add_history_to_context',
  'add_history_to_messages',
  'add_chat_history_to_messages',
];

const clocks: readonly string[] = ['add_datetime_to_context', 'add_datetime_to_instructions'];

export const agno: Recognizer = {
  id: 'agno',
  packages,
  tails: methods.map((method) => ['Agent', '()', method]),
  definitions: [['Agent']],
  matches,
  recognize,
};

function matches(callee: Callee): Match | undefined {
  return matchAgent(callee, packages, methods);
}

function recognize(args: Arguments, site: CallSite): Request | undefined {
  const first = site.receiver?.calls?.[0];
  if (matches(site.callee) === undefined || first === undefined) return undefined;
  const made = namedOptions(first, []);
  const isDefinition = plainPath(site.callee.path).at(-1) === 'Agent';
  const run = namedOptions(isDefinition ? undefined : args, ['input']).entries;
  const prompt = run.get('input') ?? run.get('message');
  const tools = made.entries.get('tools');
  const isCommandLine = /cli_app$/.test(site.callee.path.at(-1) ?? '');
  return frameworkRequest({
    sdk: 'agno',
    site,
    operation: tools === undefined ? 'create' : 'loop',
    model: modelOf(made.entries.get('model')),
    options: made,
    ...(tools === undefined ? {} : { tools }),
    conversation: [messageOf('system', systemOf(made, site)), prompt && messageOf('user', prompt.value)],
    ...(prompt === undefined ? {} : { conversationPlace: prompt.place }),
    remembers: isCommandLine || histories.some((name) => isOn(made.entries.get(name))),
    ...(tools === undefined ? {} : { innerLoop: { bound: undefined } }),
    // The model object has options of its own that set marks.
    isMarkedLater: true,
  });
}

/** A whole system message replaces the parts. A list of instructions becomes a list in the text. */
function systemOf(made: Options, site: CallSite): Value | undefined {
  const whole = made.entries.get('system_message') ?? made.entries.get('system_prompt');
  if (whole !== undefined) return calledBack(whole.value);
  const texts = parts.flatMap((name): readonly (string | Value)[] => {
    const value = made.entries.get(name)?.value;
    if (value === undefined) return [];
    const called = calledBack(value);
    const lines = called.kind === 'list' && called.items.every((item) => !item.repeated) ? called.items : undefined;
    return lines === undefined ? [called, '\n'] : lines.flatMap((item) => ['- ', item.value, '\n']);
  });
  const clock = clocks.map((name) => made.entries.get(name)).find(isOn);
  const time = clock && ['- The current time is ', clockOf(clock), '.\n'];
  const all = [...texts, ...(time ?? [])];
  return all.length === 0 ? undefined : textOf(all, site.receiver?.place ?? site.place);
}

function isOn(option: Option | undefined): boolean {
  return option?.value.kind === 'scalar' && option.value.value === true;
}

/** The framework writes the time of the run to the microsecond. */
function clockOf({ place }: Option): Value {
  const volatility = { changes: 'request', varies: 'nobody', sureness: 'sure' } as const;
  const source = { label: 'add_datetime_to_context', place, kind: 'clock', steps: [] } as const;
  return { kind: 'opaque', volatility, source, chain: [], place };
}

/** A name with its vendor in front, or an object such as `Claude(id=…)`; OpenAI's is used when none is given. */
function modelOf(option: Option | undefined): ModelEndpoint {
  const value = option?.value;
  if (value === undefined) return endpointOfNames([], 'openai');
  if (value.kind !== 'symbol') return endpointOfNames(literalTexts(value));
  const id = namedOptions(value.calls?.at(-1), ['id']).entries.get('id');
  return endpointOfClass(value.path.findLast((element) => !isCallElement(element)) ?? '', literalTexts(id?.value));
}
