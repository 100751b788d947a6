// Instructor for Python and TypeScript: structured answers on top of the clients of the providers.
import type { Arguments, CallSite, Request, Value } from '../model/index.ts';
import type { Recognizer } from './recognizer.ts';
import { isStreamed, modelNames, optionOrUnseen, optionsPlaceOf } from './shared/buildRequest.ts';
import { callChain, type MadeCall } from './shared/callChain.ts';
import { fillTemplate } from './shared/fillTemplate.ts';
import { frameworkRequest } from './shared/frameworkRequest.ts';
import { literalTexts } from './shared/literalText.ts';
import { listOf, messageOf, recordOf, textOf } from './shared/makeValue.ts';
import { mapValues } from './shared/mapValues.ts';
import { matchOwn } from './shared/matchOwn.ts';
import { endpointOfClass, endpointOfNames, type ModelEndpoint } from './shared/modelEndpoint.ts';
import { fieldsOf, type Option, type Options, optionsOf } from './shared/options.ts';
import { requestParams } from './shared/requestParams.ts';

const own = {
  packages: ['instructor', '@instructor-ai/instructor'],
  tails: [['create'], ['create_with_completion'], ['create_partial'], ['create_iterable']],
} as const;

const taken: ReadonlySet<string> = new Set([
  ...['model', 'messages', 'system', 'tools', 'stream', 'response_model', 'max_retries', 'context', 'strict', 'hooks'],
  'validation_context',
]);

export const instructor: Recognizer = {
  id: 'instructor',
  packages: own.packages,
  tails: own.tails,
  matches: (callee) => matchOwn(callee, own),
  recognize,
};

function recognize(args: Arguments, site: CallSite): Request | undefined {
  const maker = site.receiver === undefined ? undefined : callChain(site.receiver).at(-1);
  if (maker === undefined || !/^(from_\w+|patch|Instructor|AsyncInstructor|default|createInstructor)$/.test(maker.name))
    return undefined;
  const options = optionsOf(args);
  const { entries } = options;
  const model = endpointOf(maker, options);
  const messages = optionOrUnseen(options, 'messages');
  const system = entries.get('system');
  const tools = toolsOf(options, maker, site);
  return frameworkRequest({
    sdk: 'instructor',
    site,
    operation: site.callee.path.at(-1) === 'create_partial' || isStreamed(options) ? 'stream' : 'parse',
    model,
    options,
    ...(tools === undefined ? {} : { tools }),
    conversation: [
      system && messageOf('system', system.value),
      messages && rendered(messages.value, entries.get('context')),
    ],
    ...(messages === undefined ? {} : { conversationPlace: messages.place }),
    params: requestParams(options, taken),
    ...placeOf(optionsPlaceOf(site, options)),
  });
}

function placeOf(optionsPlace: ReturnType<typeof optionsPlaceOf>): {
  readonly optionsPlace?: NonNullable<typeof optionsPlace>;
} {
  return optionsPlace === undefined ? {} : { optionsPlace };
}

/** `from_anthropic(client)`, `from_provider('anthropic/…')`; a client that is only patched is known by its own class. */
function endpointOf(maker: MadeCall, options: Options): ModelEndpoint {
  const models = modelNames(options);
  const made = optionsOf(maker.args);
  const [first] = maker.args?.positional ?? [];
  const given = models.length > 0 ? models : literalTexts(made.entries.get('model')?.value ?? first);
  if (maker.name === 'from_provider') return endpointOfNames(given);
  const client = made.entries.get('client')?.value ?? first;
  const ofClient = client?.kind === 'symbol' ? `${client.package} ${client.path.join(' ')}` : '';
  const named = endpointOfClass(maker.name, given);
  return named.provider === 'unknown' ? endpointOfClass(ofClient, given) : named;
}

/** The model of the answer is sent as a tool, unless a mode asks for JSON: then it is told in the prompt or apart from it. */
function toolsOf(options: Options, maker: MadeCall, site: CallSite): Option | undefined {
  const answer = options.entries.get('response_model');
  const mode = options.entries.get('mode') ?? optionsOf(maker.args).entries.get('mode');
  const written = mode?.value.kind === 'symbol' ? mode.value.path.at(-1) : mode && literalTexts(mode.value)[0];
  if (answer === undefined || (mode !== undefined && !/tools/i.test(written ?? '')))
    return options.entries.get('tools');
  return { ...answer, value: listOf([tool(answer.value)], site.place) };
}

/** TypeScript hands a schema over with its name. */
function tool(value: Value): Value {
  if (value.kind === 'function')
    return recordOf(
      {
        name: textOf([value.name], value.place),
        description: value.doc === undefined ? undefined : textOf([value.doc], value.place),
        input_schema: value,
      },
      value.place,
    );
  const { entries } = fieldsOf(value);
  const name = entries.get('name')?.value;
  return name === undefined ? value : recordOf({ name, input_schema: entries.get('schema')?.value }, value.place);
}

/** With a context the contents of the messages are Jinja templates. */
function rendered(messages: Value, context: Option | undefined): Value {
  if (context === undefined) return messages;
  const { entries } = fieldsOf(context.value);
  return mapValues(messages, (one) => {
    if (one.kind !== 'record') return one;
    const fields = one.fields.map((field) =>
      field.key === 'content'
        ? { ...field, value: fillTemplate(field.value, 'jinja', (name) => entries.get(name)?.value) }
        : field,
    );
    return { ...one, fields };
  });
}
