// Reads a pipeline of Haystack: its components, what connects them, and what a generator in it is given.
import { type Arguments, type SymbolValue, stable, type Value, type Volatility } from '../../model/index.ts';
import { lastCall, namedArguments } from './callChain.ts';
import { fillTemplate } from './fillTemplate.ts';
import { haystackMessages } from './haystackMessages.ts';
import { literalText } from './literalText.ts';
import { fieldsOf, type Option, type Options } from './options.ts';

export interface HaystackComponent {
  readonly name: string;
  readonly value: SymbolValue;
}

interface Connection {
  readonly from: string;
  readonly to: string;
  /** Name of the input that is fed; undefined when it is left to the pipeline. */
  readonly input: string | undefined;
  readonly place: Value['place'];
}

export interface HaystackPipeline {
  readonly components: readonly HaystackComponent[];
  readonly connections: readonly Connection[];
  /** What the run gives to each component by name. */
  readonly data: ReadonlyMap<string, Options['entries']>;
}

export function haystackPipeline({ uses = [] }: SymbolValue, args: Arguments): HaystackPipeline {
  const components: HaystackComponent[] = [];
  const connections: Connection[] = [];
  for (const use of uses) {
    const given = (names: readonly string[]) => {
      const { entries } = fieldsOf(namedArguments(use.args, names, use.place));
      return names.map((name) => entries.get(name)?.value);
    };
    if (use.path[0] === 'add_component') {
      const [name, value] = given(['name', 'instance']);
      const text = literalText(name);
      if (text !== undefined && value?.kind === 'symbol') components.push({ name: text, value });
    } else if (use.path[0] === 'connect') {
      const [sender, receiver] = given(['sender', 'receiver']);
      const [from = ''] = literalText(sender)?.split('.') ?? [];
      const [to = '', input] = literalText(receiver)?.split('.') ?? [];
      connections.push({ from, to, input, place: use.place });
    }
  }
  const place = args.keywords.place;
  const run = fieldsOf(namedArguments(args, ['data'], place)).entries.get('data')?.value;
  const data = new Map(
    run === undefined ? [] : [...fieldsOf(run).entries].map(([name, { value }]) => [name, fieldsOf(value).entries]),
  );
  return { components, connections, data };
}

/** Inputs from the run itself, and those that other components feed: a prompt builder with its template filled. */
export function generatorInputs(pipeline: HaystackPipeline, generator: HaystackComponent): Options['entries'] {
  const inputs = new Map(pipeline.data.get(generator.name) ?? []);
  for (const connection of pipeline.connections.filter(({ to }) => to === generator.name)) {
    const from = pipeline.components.find(({ name }) => name === connection.from);
    const built = from === undefined ? undefined : builtPrompt(pipeline, from);
    const isChat = lastCall(from?.value)?.name === 'ChatPromptBuilder';
    const input = connection.input ?? (isChat ? 'messages' : 'prompt');
    const value = built ?? fed(connection, from);
    if (!inputs.has(input)) inputs.set(input, { value, place: connection.place, presence: 'always' });
  }
  return inputs;
}

function builtPrompt(pipeline: HaystackPipeline, builder: HaystackComponent): Value | undefined {
  const made = lastCall(builder.value);
  if (made?.name !== 'PromptBuilder' && made?.name !== 'ChatPromptBuilder') return undefined;
  const { entries } = fieldsOf(namedArguments(made.args, ['template'], builder.value.place));
  const given = pipeline.data.get(builder.name);
  const template = (given?.get('template') ?? entries.get('template'))?.value;
  if (template === undefined) return undefined;
  const variables = given?.get('template_variables')?.value;
  const late = variables && fieldsOf(variables).entries;
  const lookup = (name: string): Value | undefined => {
    const direct: Option | undefined = late?.get(name) ?? given?.get(name);
    if (direct !== undefined) return direct.value;
    const connection = pipeline.connections.find(({ to, input }) => to === builder.name && input === name);
    const from = pipeline.components.find((one) => one.name === connection?.from);
    return connection && fed(connection, from);
  };
  return made.name === 'PromptBuilder' ? fillTemplate(template, 'jinja', lookup) : haystackMessages(template, lookup);
}

/** What a retriever finds is another text for another question; of anything else nothing is known. */
function fed({ from, place }: Connection, component: HaystackComponent | undefined): Value {
  const isRetriever = /Retriever$|WebSearch$/.test(lastCall(component?.value)?.name ?? '');
  const volatility: Volatility = isRetriever
    ? { changes: 'request', varies: 'nobody', sureness: 'likely' }
    : { ...stable, sureness: 'unknown' };
  const source = { label: from, place, kind: isRetriever ? 'retrieval' : 'external', steps: [] } as const;
  return { kind: 'opaque', volatility, source, chain: [], place };
}
