// DSPy: predictors made from signatures, and its model class called directly.
import type { Arguments, CallSite, Request, Value } from '../model/index.ts';
import type { Recognizer } from './recognizer.ts';
import { callChain, lastCall, type MadeCall, namedArguments } from './shared/callChain.ts';
import { frameworkRequest } from './shared/frameworkRequest.ts';
import { literalNumber, literalText, literalTexts } from './shared/literalText.ts';
import { messageOf, textOf } from './shared/makeValue.ts';
import { matchOwn } from './shared/matchOwn.ts';
import { endpointOfNames } from './shared/modelEndpoint.ts';
import { fieldsOf, type Option, type Options } from './shared/options.ts';

const predictors = ['Predict', 'ChainOfThought', 'ReAct', 'ProgramOfThought', 'CodeAct'] as const;

/** Predictors and models are called themselves, or by a method for it. */
const own = {
  packages: ['dspy'],
  tails: [...predictors, 'LM'].flatMap((name) => [
    [name, '()'],
    ...['acall', 'forward', 'aforward'].map((method) => [name, '()', method]),
  ]),
};

export const dspy: Recognizer = {
  id: 'dspy',
  packages: own.packages,
  tails: own.tails,
  matches: (callee) => matchOwn(callee, own),
  recognize,
};

function recognize(args: Arguments, site: CallSite): Request | undefined {
  const maker = site.receiver && callChain(site.receiver).at(-1);
  if (maker === undefined) return undefined;
  return maker.name === 'LM' ? modelCall(args, site, maker) : prediction(args, site, maker);
}

/** A signature is sent as the system prompt, the inputs as the user message. */
function prediction(args: Arguments, site: CallSite, maker: MadeCall): Request {
  const made = fieldsOf(namedArguments(maker.args, ['signature', 'tools', 'max_iters'], site.place));
  const given = fieldsOf(args.keywords);
  const lm = given.entries.get('lm') ?? made.entries.get('lm');
  const options = modelOptions(lm?.value);
  const tools = made.entries.get('tools');
  const loops = maker.name === 'ReAct' || maker.name === 'CodeAct';
  return frameworkRequest({
    sdk: 'dspy',
    site,
    operation: loops ? 'loop' : 'create',
    model: endpointOfNames(literalTexts(options?.entries.get('model')?.value)),
    options: given,
    ...(tools === undefined ? {} : { tools }),
    conversation: [messageOf('system', instructionsOf(made.entries.get('signature'))), inputsOf(given, site)],
    ...(loops ? { innerLoop: { bound: literalNumber(made.entries.get('max_iters')?.value) } } : {}),
    // The model is set elsewhere, with its marks; examples that an optimizer has found stand in front of the inputs.
    isMarkedLater: true,
  });
}

function modelOptions(lm: Value | undefined): Options | undefined {
  const made = lastCall(lm);
  if (made?.name !== 'LM' || lm === undefined) return undefined;
  return fieldsOf(namedArguments(made.args, ['model'], lm.place));
}

/** A class tells its instructions in its documentation, a text names the fields alone. */
function instructionsOf(option: Option | undefined): Value | undefined {
  if (option === undefined) return undefined;
  const { value } = option;
  if (value.kind === 'function') return value.doc === undefined ? undefined : textOf([value.doc], value.place);
  const made = lastCall(value);
  const isSignature = made?.name === 'Signature' || made?.name === 'with_instructions';
  const names = made?.name === 'Signature' ? ['signature', 'instructions'] : ['instructions'];
  const { entries } = fieldsOf(namedArguments(isSignature ? made?.args : undefined, names, value.place));
  const instructions = entries.get('instructions')?.value;
  const fields = literalText(entries.get('signature')?.value) ?? literalText(value);
  const told = fields === undefined ? '' : fieldsText(fields);
  if (instructions !== undefined) return textOf([told, '\nyour objective is: ', instructions], value.place);
  return fields === undefined ? undefined : textOf([told, `\nyour objective is: ${objective(fields)}`], value.place);
}

function namesIn(list: string | undefined): readonly string[] {
  return (list ?? '').split(',').flatMap((part) => part.split(':')[0]?.trim() || []);
}

function fieldsText(signature: string): string {
  const [inputs, outputs] = signature.split('->').map(namesIn);
  const listed = (names: readonly string[] = []): string =>
    names.map((name, at) => `${at + 1}. \`${name}\``).join('\n');
  return `Your input fields are:\n${listed(inputs)}\nYour output fields are:\n${listed(outputs)}`;
}

function objective(signature: string): string {
  const [inputs, outputs] = signature.split('->').map(namesIn);
  const quoted = (names: readonly string[] = []): string => names.map((name) => `\`${name}\``).join(', ');
  return `Given the fields ${quoted(inputs)}, produce the fields ${quoted(outputs)}.`;
}

const notInputs: ReadonlySet<string> = new Set(['lm', 'config', 'demos', 'signature', 'traces']);

function inputsOf({ entries }: Options, site: CallSite): Value | undefined {
  const inputs = [...entries].filter(([name]) => !notInputs.has(name));
  if (inputs.length === 0) return undefined;
  const parts = inputs.flatMap(([name, { value }]) => [`[[ ## ${name} ## ]]\n`, value, '\n\n']);
  return messageOf('user', textOf(parts, site.place));
}

function modelCall(args: Arguments, site: CallSite, maker: MadeCall): Request {
  const made = fieldsOf(namedArguments(maker.args, ['model'], site.place));
  const given = fieldsOf(namedArguments(args, ['prompt'], site.place));
  const prompt = given.entries.get('prompt');
  const messages = given.entries.get('messages');
  return frameworkRequest({
    sdk: 'dspy',
    site,
    operation: 'create',
    model: endpointOfNames(literalTexts(made.entries.get('model')?.value)),
    options: given,
    conversation: [prompt && messageOf('user', prompt.value), messages?.value],
    ...(messages === undefined ? {} : { conversationPlace: messages.place }),
    isMarkedLater: made.entries.has('cache_control_injection_points'),
  });
}
