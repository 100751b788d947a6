// Reads the call of a declared wrapper as the call of the SDK that it stands for: its arguments get the SDK's names.
import type { Arguments, CallSite, Field, RecordValue, Value } from '../../model/index.ts';

/** The site itself when it is no call of a wrapper. */
export function unwrapped(site: CallSite): CallSite {
  const { wrapper } = site.callee;
  if (wrapper === undefined) return site;
  const { nextArgs } = site;
  return {
    ...site,
    args: renamed(site.args, wrapper.arguments),
    ...(nextArgs === undefined ? {} : { nextArgs: renamed(nextArgs, wrapper.arguments) }),
  };
}

/** True when arguments are named by position: in the source they stand under no name. */
export function isPositional(names: Readonly<Record<string, string>>): boolean {
  return Object.keys(names).some((key) => /^\d+$/.test(key));
}

function renamed(args: Arguments, names: Readonly<Record<string, string>>): Arguments {
  const keywords = renamedFields(args.keywords, names);
  const positional = args.positional.map((value) => renamedOptions(value, names));
  return isPositional(names) ? gathered({ ...args, keywords, positional }, names) : { ...args, keywords, positional };
}

function renamedOptions(value: Value, names: Readonly<Record<string, string>>): Value {
  if (value.kind === 'record') return renamedFields(value, names);
  if (value.kind !== 'choice') return value;
  return { ...value, options: value.options.map((option) => renamedOptions(option, names)) };
}

function renamedFields(record: RecordValue, names: Readonly<Record<string, string>>): RecordValue {
  const fields = record.fields.map((field) =>
    Object.hasOwn(names, field.key) ? { ...field, key: names[field.key] ?? field.key } : field,
  );
  return { ...record, fields };
}

/** Everything under its name: a record among the rest holds further options, and what is not seen may. */
function gathered(args: Arguments, names: Readonly<Record<string, string>>): Arguments {
  const fields: Field[] = [...args.keywords.fields];
  let { rest } = args.keywords;
  for (const [index, value] of args.positional.entries()) {
    const key = names[index];
    if (key !== undefined) fields.push({ key, value, presence: 'always', place: value.place });
    else if (value.kind === 'record') {
      fields.push(...value.fields);
      rest ??= value.rest;
    } else if (value.kind === 'opaque') rest ??= value;
  }
  return { ...args, keywords: { ...args.keywords, fields, ...(rest === undefined ? {} : { rest }) }, positional: [] };
}
