// Takes LangChain's chains apart: templates, inputs and the model that `|`, `pipe` and its classes join.
import { joinVolatility, type SymbolValue, stable, type Value, type Volatility } from '../../model/index.ts';
import { asMessages, type Template } from './langchainMessages.ts';
import { isModel } from './langchainModel.ts';
import { literalText } from './literalText.ts';
import { before, callsOn, isSymbol, nameOfMade } from './madeOf.ts';
import { namedOptions } from './namedOptions.ts';
import { fieldsOf, type Option, type Options, optionsOf } from './options.ts';

export interface Chain {
  readonly model: Value;
  /** The conversation that the model is sent; undefined when it is not known at all. */
  readonly messages: Value | undefined;
}

/** Methods that only set up how a chain is run. */
const transparent: readonly string[] = ['with_config', 'withConfig', 'with_retry', 'withRetry', 'with_listeners'];

const legacy: readonly string[] = ['LLMChain', 'ConversationChain'];

/** What the model of `runnable` is sent for `input`. Undefined when no model is in sight. */
export function chainOf(runnable: Value, input: Value | undefined): Chain | undefined {
  const steps = stepsOf(runnable);
  const at = steps.findIndex((step) => isModelStep(step));
  const model = steps[at];
  if (model === undefined) return undefined;
  return { model, messages: sentBy(steps.slice(0, at), input) };
}

/** Messages made by a template that was filled where it is used: `prompt.invoke({ … })`, `prompt.format_messages(…)`. */
export function filledPrompt(value: Value): Value | undefined {
  if (!isSymbol(value) || templateHead(value) === undefined) return undefined;
  const last = callsOn(value).at(-1);
  if (last === undefined || !/^(a?invoke|a?format_(messages|prompt)|format(Messages|PromptValue)?)$/.test(last.name))
    return undefined;
  const [first] = last.args.positional;
  const inputs = first === undefined ? optionsOf(last.args) : fieldsOf(first);
  return templateMessages(before(value, last.end - 2), inputs);
}

/** Messages of a template that is filled by others later. */
export function unfilledPrompt(value: Value): Value | undefined {
  if (!isSymbol(value) || templateHead(value) === undefined) return undefined;
  return templateMessages(value, { entries: new Map(), rest: undefined, record: undefined });
}

function isModelStep(value: Value): boolean {
  return value.kind === 'choice' ? value.options.length > 0 && value.options.every(isModelStep) : isModel(value);
}

function stepsOf(value: Value, depth = 0): readonly Value[] {
  if (!isSymbol(value) || depth > 12) return [value];
  const deeper = (one: Value): readonly Value[] => stepsOf(one, depth + 1);
  const calls = callsOn(value);
  if (value.path[0] === '|') return (calls[0]?.args.positional ?? []).flatMap(deeper);
  const pipe = calls.find((call) => call.name === 'pipe');
  if (pipe !== undefined) {
    const later = calls.filter((call) => call.name === 'pipe').flatMap(({ args }) => args.positional.flatMap(deeper));
    return [...deeper(before(value, pipe.end - 2)), ...later];
  }
  const last = calls.at(-1);
  if (last !== undefined && transparent.includes(last.name)) return deeper(before(value, last.end - 2));
  const [made] = calls;
  if (made === undefined) return [value];
  if (made.members.includes('RunnableSequence')) return sequence(made.args.positional).flatMap(deeper);
  if (made.name === 'RunnableWithMessageHistory') {
    const inner = made.args.positional[0] ?? optionsOf(made.args).entries.get('runnable')?.value;
    return inner === undefined ? [value] : deeper(inner);
  }
  if (legacy.includes(made.name)) {
    const { entries } = optionsOf(made.args);
    const parts = [entries.get('prompt')?.value, entries.get('llm')?.value];
    return parts.flatMap((part) => (part === undefined ? [] : deeper(part)));
  }
  return [value];
}

function sequence(given: readonly Value[]): readonly Value[] {
  const [first] = given;
  return given.length === 1 && first?.kind === 'list' ? first.items.map((item) => item.value) : given;
}

function sentBy(steps: readonly Value[], input: Value | undefined): Value | undefined {
  const last = steps.at(-1);
  if (last === undefined) return input && (filledPrompt(input) ?? asMessages(input));
  const inputs = inputsOf(steps.slice(0, -1), input);
  if (isSymbol(last) && templateHead(last) !== undefined) return templateMessages(last, inputs);
  // A function between template and model gives back what is sent.
  return last.kind === 'function' && last.returns !== undefined ? asMessages(last.returns) : undefined;
}

const heads: readonly string[] = ['ChatPromptTemplate', 'PromptTemplate', 'ChatMessagePromptTemplate'];

function templateHead({ path }: SymbolValue): string | undefined {
  const head = path.find((element) => heads.includes(element));
  return path.includes('pipe') ? undefined : head;
}

function templateMessages(symbol: SymbolValue, given: Options): Value | undefined {
  const calls = callsOn(symbol);
  const made = calls.find(({ name }) =>
    /^(from_?(messages|template)|fromMessages|fromTemplate|(Chat)?PromptTemplate)$/.test(name),
  );
  if (made === undefined) return undefined;
  const isChat = symbol.path.includes('ChatPromptTemplate');
  const [first, second] = made.args.positional;
  const isRecord = first?.kind === 'record';
  const options = isRecord ? optionsOf(made.args) : namedOptions(made.args, [isChat ? 'messages' : 'template']);
  const more = second?.kind === 'record' ? fieldsOf(second).entries : options.entries;
  const content = ['messages', 'template', 'promptMessages'].flatMap((name) => options.entries.get(name) ?? [])[0];
  if (content === undefined) return undefined;
  const style = literalText((more.get('template_format') ?? more.get('templateFormat'))?.value);
  if (style === 'jinja2') return undefined;
  const entries = new Map<string, Option>(
    fieldsOfOption(options.entries.get('partial_variables') ?? options.entries.get('partialVariables')),
  );
  for (const { name, args } of calls) {
    if (name === 'partial') for (const [key, option] of optionsOf(args).entries) entries.set(key, option);
  }
  for (const [key, option] of given.entries) entries.set(key, option);
  const template: Template = {
    inputs: { ...given, entries },
    syntax: style === 'mustache' ? 'jinja' : 'format',
  };
  return asMessages(content.value, template);
}

function fieldsOfOption(option: Option | undefined): Options['entries'] {
  return option === undefined ? new Map() : fieldsOf(option.value).entries;
}

/** A record in front of a template gives it one input for each field; each is run on the input of the chain. */
function inputsOf(steps: readonly Value[], input: Value | undefined): Options {
  const none: Options = { entries: new Map(), rest: undefined, record: undefined };
  const own = input === undefined ? none : fieldsOf(input);
  const step = steps.at(-1);
  if (step === undefined) return own;
  const assigned = isSymbol(step) && nameOfMade(step) === 'assign' ? callsOn(step).at(-1) : undefined;
  const record = step.kind === 'record' ? fieldsOf(step) : assigned && optionsOf(assigned.args);
  if (record === undefined) return none;
  const entries = new Map(assigned === undefined ? [] : own.entries);
  for (const [key, option] of record.entries)
    entries.set(key, { ...option, value: stepResult(option.value, own, input) });
  return { ...record, entries };
}

function stepResult(value: Value, own: Options, input: Value | undefined): Value {
  if (value.kind === 'function') return value.returns ?? value;
  if (!isSymbol(value)) return value;
  const name = nameOfMade(value);
  if (name === 'RunnablePassthrough' && input !== undefined) return input;
  const key = name === 'itemgetter' ? literalText(callsOn(value).at(-1)?.args.positional[0]) : undefined;
  const picked = key === undefined ? undefined : own.entries.get(key)?.value;
  if (picked !== undefined) return picked;
  const isRetrieval = stepsOf(value).some(isRetriever);
  if (!isRetrieval) return value;
  const volatility: Volatility = joinVolatility(stable, { changes: 'request', varies: 'nobody', sureness: 'likely' });
  return { kind: 'opaque', volatility, source: { ...value.source, kind: 'retrieval' }, chain: [], place: value.place };
}

function isRetriever(step: Value): boolean {
  return isSymbol(step) && step.path.some((element) => /^as_?retriever$|Retriever$/i.test(element));
}
