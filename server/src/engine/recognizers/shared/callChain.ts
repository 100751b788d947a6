// Reads how an object of a package was made: the calls on its path, each with its arguments.
import type { Arguments, Field, RecordValue, SymbolValue, Value } from '../../model/index.ts';
import type { Place } from '../../text/index.ts';
import { isCallElement } from './symbolPath.ts';

/** `llms.anthropic.Anthropic(model=…)` is one, `.as_structured_llm(…)` behind it the next. */
export interface MadeCall {
  /** Members since the call before. */
  readonly members: readonly string[];
  /** The last of them. */
  readonly name: string;
  /** Absent where the call itself was not seen, as for a parameter of that type. */
  readonly args: Arguments | undefined;
  /** Length of the path up to and with the call. */
  readonly end: number;
}

/** In the order of the path; members behind the last call are left out. */
export function callChain({ path, calls = [] }: Pick<SymbolValue, 'path' | 'calls'>): readonly MadeCall[] {
  const count = path.filter(isCallElement).length;
  const chain: MadeCall[] = [];
  let members: string[] = [];
  for (const [index, element] of path.entries()) {
    if (!isCallElement(element)) {
      members.push(element);
      continue;
    }
    // A long path has lost its front, so the last call is the one that surely fits.
    const args = calls[calls.length - count + chain.length];
    chain.push({ members, name: members.at(-1) ?? '', args, end: index + 1 });
    members = [];
  }
  return chain;
}

/** What a method is called on: the symbol without the members behind its last call. */
export function objectOf(receiver: SymbolValue | undefined): SymbolValue | undefined {
  const end = receiver?.path.findLastIndex(isCallElement) ?? -1;
  return receiver === undefined || end === -1 ? undefined : { ...receiver, path: receiver.path.slice(0, end + 1) };
}

/** The call that made the object, or gave it last; undefined for anything that is not the result of a call. */
export function lastCall(value: Value | undefined): MadeCall | undefined {
  return value?.kind === 'symbol' && isCallElement(value.path.at(-1) ?? '') ? callChain(value).at(-1) : undefined;
}

/** The arguments as one record: keywords, and positional arguments under the names of their parameters. */
export function namedArguments(args: Arguments | undefined, names: readonly string[], place: Place): RecordValue {
  if (args === undefined) return { kind: 'record', fields: [], place };
  const positional = args.positional.flatMap((value, index): readonly Field[] => {
    const key = names[index];
    return key === undefined ? [] : [{ key, value, presence: 'always', place: value.place }];
  });
  const { fields, rest } = args.keywords;
  return { kind: 'record', fields: [...positional, ...fields], ...(rest === undefined ? {} : { rest }), place };
}
