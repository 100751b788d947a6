// Reads the tools that are bound to a model of LangChain or given to its agents.
import type { ListItem, RecordValue, Value } from '../../model/index.ts';
import { foldCachePoints } from './cachePoints.ts';
import { callsOn, isSymbol } from './madeOf.ts';
import { fieldsOf, optionsOf } from './options.ts';

/** Tools made by a helper (`tool(fn, { name, description, schema })`) become records of their definition. */
export function langchainTools(value: Value): Value {
  if (value.kind === 'choice') return { ...value, options: value.options.map(langchainTools) };
  if (value.kind !== 'list') return value;
  const items = value.items.map((item): ListItem => ({ ...item, value: definitionOf(item.value) ?? item.value }));
  return foldCachePoints({ ...value, items });
}

const sent: Readonly<Record<string, string>> = {
  name: 'name',
  description: 'description',
  schema: 'input_schema',
  args_schema: 'input_schema',
  extras: 'extras',
};

function definitionOf(value: Value): RecordValue | undefined {
  if (!isSymbol(value)) return undefined;
  const call = callsOn(value).at(-1);
  const given = call && [...call.args.positional.map(fieldsOf), optionsOf({ ...call.args, positional: [] })];
  const options = given?.find(
    ({ entries, record }) => entries.has('name') && (record !== undefined || entries.size > 0),
  );
  if (options === undefined) return undefined;
  const fields = [...options.entries].flatMap(([key, option]) => {
    const name = sent[key];
    return name === undefined
      ? []
      : [{ key: name, value: option.value, presence: option.presence, place: option.place }];
  });
  return { kind: 'record', fields, place: value.place };
}
