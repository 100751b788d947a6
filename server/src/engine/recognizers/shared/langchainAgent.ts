// Reads LangChain's agents: the model, tools and system prompt that they are made with, and what sets their marks.
import type { Arguments, FunctionValue, Mark, Value } from '../../model/index.ts';
import { filledPrompt, unfilledPrompt } from './langchainChain.ts';
import { asMessages, isMessages } from './langchainMessages.ts';
import { callsOn, isSymbol, nameOfMade } from './madeOf.ts';
import { namedOptions } from './namedOptions.ts';
import { fieldsOf, type Option, type Options, optionsOf } from './options.ts';
import { readMark } from './readMark.ts';

interface Form {
  /** Python's parameters in order; JavaScript passes a record. */
  readonly parameters: readonly string[];
  /** The framework itself marks the conversation of Claude. */
  readonly marks?: true;
  /** Most model calls of one run. */
  readonly bound: number | undefined;
}

/** The recursion limit of a graph counts steps, of which a model call and its tools are two; it is set where the agent is run. */
const graph: Form = { parameters: ['model', 'tools'], bound: undefined };
const executed: Form = { parameters: ['llm', 'tools', 'prompt'], bound: 15 };

export const agentForms: Readonly<Record<string, Form>> = {
  create_agent: graph,
  createAgent: graph,
  create_deep_agent: { ...graph, marks: true },
  createDeepAgent: { ...graph, marks: true },
  create_react_agent: graph,
  createReactAgent: graph,
  create_tool_calling_agent: executed,
  createToolCallingAgent: executed,
  create_openai_tools_agent: executed,
  createOpenAIToolsAgent: executed,
  create_openai_functions_agent: executed,
  createOpenAIFunctionsAgent: executed,
  create_structured_chat_agent: executed,
  createStructuredChatAgent: executed,
};

export interface LangchainAgent {
  readonly options: Options;
  readonly model: Option | undefined;
  readonly tools: Option | undefined;
  /** Messages in front of the conversation. */
  readonly prompt: Option | undefined;
  /** The conversation is marked as it grows. */
  readonly rolling: Mark | undefined;
  /** Middleware that was not followed may set marks. */
  readonly isMarkedLater: boolean;
  readonly bound: number | undefined;
}

export function agentOf(name: string, args: Arguments): LangchainAgent | undefined {
  const form = agentForms[name];
  if (form === undefined) return undefined;
  const options = args.positional[0]?.kind === 'record' ? optionsOf(args) : namedOptions(args, form.parameters);
  const get = (...names: readonly string[]): Option | undefined =>
    names.flatMap((one) => options.entries.get(one) ?? [])[0];
  const model = get('model', 'llm');
  if (model === undefined && get('tools') === undefined && form.marks === undefined) return undefined;
  const middleware = middlewareOf(get('middleware'));
  const written = get(
    'system_prompt',
    'systemPrompt',
    'prompt',
    'state_modifier',
    'stateModifier',
    'messages_modifier',
    'messageModifier',
    'instructions',
  );
  const prompt = written ?? middleware.prompt;
  return {
    options,
    model,
    tools: get('tools'),
    prompt: prompt && { ...prompt, value: systemMessages(prompt.value) },
    rolling:
      middleware.rolling ??
      (form.marks && { ttl: '5m', presence: 'always', place: args.keywords.place, automatic: true }),
    isMarkedLater: middleware.isUnknown || get('pre_model_hook', 'preModelHook') !== undefined,
    bound: form.bound,
  };
}

/** A text is the system prompt; a template or a function gives messages. */
function systemMessages(value: Value): Value {
  const given = value.kind === 'function' && value.returns !== undefined ? value.returns : value;
  if (given.kind === 'choice') return { ...given, options: given.options.map(systemMessages) };
  const filled = filledPrompt(given) ?? unfilledPrompt(given) ?? (isMessages(given) ? asMessages(given) : undefined);
  if (filled !== undefined) return filled;
  const { place } = given;
  const role = { kind: 'text', pieces: [{ kind: 'literal', text: 'system', place }], place } as const;
  return {
    kind: 'record',
    fields: [
      { key: 'role', value: role, presence: 'always', place },
      { key: 'content', value: given, presence: 'always', place },
    ],
    place,
  };
}

interface Middleware {
  readonly rolling: Mark | undefined;
  readonly prompt: Option | undefined;
  readonly isUnknown: boolean;
}

function middlewareOf(option: Option | undefined): Middleware {
  if (option === undefined) return { rolling: undefined, prompt: undefined, isUnknown: false };
  const items = option.value.kind === 'list' ? option.value.items.map((item) => item.value) : [option.value];
  const isOpen = option.value.kind !== 'list' || option.value.rest !== undefined;
  const caching = items.find((item) => isSymbol(item) && /PromptCachingMiddleware$/i.test(nameOfMade(item) ?? ''));
  const prompts = items.flatMap((item) => promptFunction(item) ?? []);
  const [prompt] = prompts;
  const value = prompt?.returns;
  return {
    rolling: caching === undefined ? undefined : cachingMark(caching, option),
    prompt:
      prompt === undefined || value === undefined ? undefined : { value, place: prompt.place, presence: 'always' },
    isUnknown: isOpen || items.some((item) => item !== caching && !prompts.some((one) => one === promptFunction(item))),
  };
}

/** `dynamicSystemPromptMiddleware(fn)`, or a function decorated to be one, gives back the system prompt. */
function promptFunction(value: Value): FunctionValue | undefined {
  const isMade = isSymbol(value) && /^dynamicSystemPromptMiddleware$|^dynamic_prompt$/.test(nameOfMade(value) ?? '');
  const fn = isMade ? callsOn(value).at(-1)?.args.positional[0] : value;
  if (fn?.kind !== 'function' || fn.returns === undefined) return undefined;
  return isMade || fn.returns.kind === 'text' ? fn : undefined;
}

function cachingMark(value: Value, { place, presence }: Option): Mark {
  const args = isSymbol(value) ? callsOn(value).at(-1)?.args : undefined;
  const options = args === undefined ? undefined : optionsOf(args);
  const record: Value = options?.record ?? (args ? args.keywords : value);
  const read = fieldsOf(record).record === undefined ? undefined : readMark({ value: record, place, presence }, '5m');
  return { ttl: read?.ttl ?? '5m', presence, place, automatic: true };
}
