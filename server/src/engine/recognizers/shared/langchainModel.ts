// Reads a chat model of LangChain: whose it is, its name, and what was bound to it.
import type { ProviderId, SymbolValue, Value } from '../../model/index.ts';
import { endpointProvider, providerOfRoutes } from './endpoint.ts';
import { literalText, literalTexts } from './literalText.ts';
import { callsOn, isSymbol, type SeenCall } from './madeOf.ts';
import { namedOptions } from './namedOptions.ts';
import { fieldsOf, type Option, type Options, optionsOf } from './options.ts';
import { isCallElement } from './symbolPath.ts';

export interface LangchainModel {
  readonly provider: ProviderId;
  readonly names: readonly string[];
  readonly nameOption: Option | undefined;
  /** Bound tools, request parameters and marks, later ones on top. */
  readonly bound: ReadonlyMap<string, Option>;
}

const classes: readonly (readonly [RegExp, ProviderId])[] = [
  [/^ChatAnthropic/, 'anthropic'],
  [/^(Azure)?ChatOpenAI/, 'openai'],
  [/^(ChatBedrock|BedrockChat)/, 'amazon-bedrock'],
  [/^Chat(Google|VertexAI)/, 'google'],
];

const factories: readonly string[] = ['init_chat_model', 'initChatModel'];

/** Classes whose name begins like a model's. */
const others = /^Chat(PromptTemplate|Message|MessagePromptTemplate|PromptValue|Generation|Result)/;

const modelNames: readonly string[] = ['model', 'model_name', 'modelName', 'model_id', 'modelId', 'deployment_name'];

/** True for `ChatAnthropic`, `ChatOpenAI`, …, and the factories that make one by name. */
export function isModelName(name: string): boolean {
  return factories.includes(name) || (/^(Azure)?Chat[A-Z]/.test(name) && !others.test(name));
}

/** Where on the path the model was made; undefined when the symbol is no model, or not surely. */
function constructionOf({ path }: SymbolValue): number | undefined {
  const at = path.findIndex((element, index) => isModelName(element) && isCallElement(path[index + 1] ?? ''));
  const isPiped = at === -1 || path.includes('pipe') || path[0] === '|';
  return isPiped ? undefined : at;
}

export function isModel(value: Value): value is SymbolValue {
  return isSymbol(value) && constructionOf(value) !== undefined;
}

/** A symbol of the class, the factory's name for a model, or either of several. */
export function langchainModel(value: Value): LangchainModel | undefined {
  if (value.kind === 'choice') return oneOf(value.options.flatMap((option) => langchainModel(option) ?? []));
  const names = literalTexts(value);
  if (names.length > 0) return { provider: providerOfRoutes(names), names, nameOption: undefined, bound: new Map() };
  return isModel(value) ? symbolModel(value) : undefined;
}

function oneOf(models: readonly LangchainModel[]): LangchainModel | undefined {
  const [first, ...rest] = models;
  if (first === undefined) return undefined;
  const provider = rest.every((model) => model.provider === first.provider) ? first.provider : 'unknown';
  return { ...first, provider, names: [...new Set(models.flatMap((model) => model.names))] };
}

function symbolModel(symbol: SymbolValue): LangchainModel {
  const at = constructionOf(symbol) ?? 0;
  const name = symbol.path[at] ?? '';
  const calls = callsOn(symbol);
  const made = calls.find((call) => call.end === at + 2);
  const options = made === undefined ? undefined : constructorOptions(made);
  const nameOption = modelNames.flatMap((key) => options?.entries.get(key) ?? [])[0];
  const names = literalTexts(nameOption?.value);
  const usual = classes.find(([pattern]) => pattern.test(name))?.[1];
  const provider = usual === undefined ? routedProvider(names, options) : endpointProvider(usual, made?.args, names);
  const bound = new Map<string, Option>();
  for (const [key, option] of options?.entries ?? []) {
    if (key === 'model_kwargs' || key === 'modelKwargs' || key === 'invocationKwargs') merge(bound, option);
    else if (!modelNames.includes(key)) bound.set(key, option);
  }
  for (const call of calls.filter(({ end }) => end > at + 2)) bind(bound, call);
  return { provider, names, nameOption, bound };
}

/** `init_chat_model('gpt-6', model_provider='openai')`; in JavaScript the name comes before the options. */
function constructorOptions({ name, args }: SeenCall): Options {
  if (!factories.includes(name) && args.positional[0]?.kind === 'record') return optionsOf(args);
  const options = namedOptions(args, ['model']);
  const [, second] = args.positional;
  if (second?.kind !== 'record') return options;
  return { ...options, entries: new Map([...options.entries, ...fieldsOf(second).entries]) };
}

function routedProvider(names: readonly string[], options: Options | undefined): ProviderId {
  const given = options?.entries.get('model_provider') ?? options?.entries.get('modelProvider');
  const vendor = literalText(given?.value);
  return providerOfRoutes(vendor === undefined ? names : [`${vendor}/`]);
}

function bind(bound: Map<string, Option>, { name, args }: SeenCall): void {
  const [first] = args.positional;
  if (name === 'bind_tools' || name === 'bindTools') {
    const tools = first ?? optionsOf(args).entries.get('tools')?.value;
    if (tools !== undefined) bound.set('tools', { value: tools, place: tools.place, presence: 'always' });
    const more =
      args.positional[1]?.kind === 'record' ? fieldsOf(args.positional[1]) : optionsOf({ ...args, positional: [] });
    for (const [key, option] of more.entries) if (key !== 'tools') bound.set(key, option);
  } else if (name === 'bind') {
    for (const [key, option] of optionsOf(args).entries) bound.set(key, option);
  } else if (name === 'with_structured_output' || name === 'withStructuredOutput') {
    if (first !== undefined) bound.set('output_config', { value: first, place: first.place, presence: 'always' });
  }
}

function merge(bound: Map<string, Option>, option: Option): void {
  for (const [key, inner] of fieldsOf(option.value).entries) bound.set(key, inner);
}
