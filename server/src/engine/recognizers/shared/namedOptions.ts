// Reads arguments that may be given by position or by name, as Python functions take them.
import type { Arguments } from '../../model/index.ts';
import { type Option, type Options, optionsOf } from './options.ts';
import { presentValue } from './presentValue.ts';

/** `names` are the parameters in order. Keywords win: the same argument cannot be given twice. */
export function namedOptions(args: Arguments | undefined, names: readonly string[]): Options {
  const byName = optionsOf(args && { ...args, positional: [] });
  const entries = new Map<string, Option>();
  args?.positional.forEach((value, index) => {
    const name = names[index];
    const present = presentValue(value);
    if (name === undefined || present === undefined) return;
    entries.set(name, { ...present, place: args.places?.[index] ?? value.place });
  });
  for (const [name, option] of byName.entries) entries.set(name, option);
  return { ...byName, entries };
}
