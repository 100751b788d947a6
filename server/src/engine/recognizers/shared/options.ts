// The one reader of "the option named X": keyword arguments and option records, merged over the ways the code may take.
import {
  type Arguments,
  joinVolatility,
  type OpaqueValue,
  type Presence,
  type RecordValue,
  stable,
  type Value,
  type Volatility,
} from '../../model/index.ts';
import type { Place } from '../../text/index.ts';
import { type Present, presentValue } from './presentValue.ts';

export interface Option {
  readonly value: Value;
  readonly place: Place;
  readonly presence: Presence;
  /** What decides whether it is passed, when the source shows it. */
  readonly by?: Volatility;
}

export interface Options {
  /** In the order they were written; options that are surely left out are not in it. */
  readonly entries: ReadonlyMap<string, Option>;
  /** Options beyond the entries may be passed. */
  readonly rest: OpaqueValue | undefined;
  /** The one literal that carries the options, when there is one. */
  readonly record: RecordValue | undefined;
}

const none: Options = { entries: new Map(), rest: undefined, record: undefined };

/** Keywords when there are any, else the first positional argument. */
export function optionsOf(args: Arguments | undefined): Options {
  if (args === undefined) return none;
  const { keywords, positional } = args;
  if (keywords.fields.length > 0 || keywords.rest !== undefined || positional[0] === undefined) {
    return { ...fieldsOf(keywords), record: undefined };
  }
  return fieldsOf(positional[0]);
}

/** Reads a value as a record of options. A value that is none of the known shapes has none. */
export function fieldsOf(value: Value): Options {
  if (value.kind === 'record') return recordFields(value);
  if (value.kind === 'opaque') return { ...none, rest: value };
  if (value.kind === 'symbol') {
    const { volatility, source, place } = value;
    return { ...none, rest: { kind: 'opaque', volatility, source, place, chain: [] } };
  }
  if (value.kind !== 'choice') return none;
  const present = presentValue(value);
  if (present === undefined) return none;
  if (present.value.kind !== 'choice') return sometimes(fieldsOf(present.value), present);
  return sometimes(mergeWays(present.value.options.map(fieldsOf), present.value.by, present.value.place), present);
}

/** Options of `over` win; an entry that is only sometimes there keeps the one below it as an alternative. */
export function overlay(base: Options, over: Options): Options {
  const entries = new Map(base.entries);
  for (const [name, option] of over.entries) entries.set(name, option);
  return { entries, rest: over.rest ?? base.rest, record: base.record ?? over.record };
}

function recordFields(record: RecordValue): Options {
  const entries = new Map<string, Option>();
  for (const field of record.fields) {
    const present = presentValue(field.value);
    if (present === undefined) continue;
    const presence = field.presence === 'sometimes' ? 'sometimes' : present.presence;
    const option = { value: present.value, place: field.place, presence } as const;
    entries.set(field.key, present.by === stable ? option : { ...option, by: present.by });
  }
  return { entries, rest: record.rest, record };
}

function sometimes(options: Options, { presence, by }: Present): Options {
  if (presence === 'always') return options;
  const entries = [...options.entries].map(([name, option]) => {
    return [name, { ...option, presence, by: joinVolatility(option.by ?? stable, by) }] as const;
  });
  return { ...options, entries: new Map(entries) };
}

function mergeWays(ways: readonly Options[], by: Volatility, place: Place): Options {
  const names = new Set(ways.flatMap((way) => [...way.entries.keys()]));
  const entries = new Map<string, Option>();
  for (const name of names) {
    const found = ways.flatMap((way) => way.entries.get(name) ?? []);
    const first = found[0];
    if (first === undefined) continue;
    const values = [...new Set(found.map((one) => one.value))];
    const value: Value =
      values.length === 1 ? first.value : { kind: 'choice', options: values, by, place: first.place };
    const inner = found.map((one) => one.by ?? stable).reduce(joinVolatility, stable);
    if (found.length === ways.length && found.every((one) => one.presence === 'always')) {
      entries.set(name, { value, place: first.place, presence: 'always' });
    } else {
      const decided = found.length < ways.length ? joinVolatility(inner, by) : inner;
      entries.set(name, { value, place: first.place, presence: 'sometimes', by: decided });
    }
  }
  const rest = ways.find((way) => way.rest !== undefined)?.rest;
  const records = ways.map((way) => way.record);
  const record = records.every((one) => one === records[0]) ? records[0] : undefined;
  return { entries, rest: rest === undefined ? undefined : { ...rest, place }, record };
}
