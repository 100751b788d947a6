// Finds the model calls of one state of the sources again in another.

export interface NamedCall {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The function that holds it, and what is called. */
  readonly name: string;
  readonly callee: string;
}

export interface CallPair<Call> {
  /** Absent for a call that is new. */
  readonly before?: Call;
  /** Absent for a call that is gone. */
  readonly after?: Call;
}

/** Calls are the same that stand in the same function and file and call the same, in their order; `renamed` gives the new name of a file. */
export function pairCalls<Call extends NamedCall>(
  before: readonly Call[],
  after: readonly Call[],
  renamed: (file: string) => string = (file) => file,
): readonly CallPair<Call>[] {
  const left = [...before].sort(byPlace);
  const pairs = new Map<Call, Call>();
  const take = (call: Call, fits: (old: Call) => boolean): void => {
    if (pairs.has(call)) return;
    const at = left.findIndex((old) => renamed(old.file) === call.file && fits(old));
    const [old] = at < 0 ? [] : left.splice(at, 1);
    if (old !== undefined) pairs.set(call, old);
  };
  const calls = [...after].sort(byPlace);
  for (const call of calls) take(call, (old) => old.name === call.name);
  // A function that was renamed, or a call that was moved into one.
  for (const call of calls) take(call, (old) => old.callee === call.callee);
  return [
    ...calls.map((call): CallPair<Call> => {
      const old = pairs.get(call);
      return old === undefined ? { after: call } : { before: old, after: call };
    }),
    ...left.map((call): CallPair<Call> => ({ before: call })),
  ];
}

function byPlace(a: NamedCall, b: NamedCall): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line;
}
