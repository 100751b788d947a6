// Runs the functions that a model call was handed, such as instructions made from a context, for what they give back.
import type { AbstractArguments, AbstractClosure, AbstractSymbol, AbstractValue, Made } from './abstractValue.ts';
import { invokeClosure } from './invoke.ts';
import type { Context } from './machine.ts';

const mostFunctions = 12;
const deepest = 2;

interface Found {
  readonly functions: Set<AbstractClosure>;
  readonly seen: Set<AbstractArguments>;
  readonly made: Set<Made>;
}

/**
 * Results by function, with nothing known of the parameters. Functions in lists (tools) are left out: what a tool gives back is no
 * part of the request that offers it.
 */
export function callbackResults(
  context: Context,
  args: AbstractArguments,
  callee: AbstractSymbol | undefined,
): ReadonlyMap<AbstractClosure, AbstractValue> {
  const { machine } = context;
  const found: Found = { functions: new Set(), seen: new Set(), made: new Set() };
  lookInArguments(context, args, found);
  lookInMade(context, callee?.made, found, 0);
  const results = new Map<AbstractClosure, AbstractValue>();
  machine.muted++;
  try {
    for (const closure of found.functions) {
      if (machine.frames.some((frame) => frame.fn === closure.fn)) continue;
      const run = () => invokeClosure(context, closure, nothing, closure.place, `${closure.fn.name ?? 'callback'}()`);
      machine.inLayer(() => {
        results.set(closure, machine.within(machine.limits.aside, run));
      });
    }
  } finally {
    machine.muted--;
  }
  return results;
}

const nothing: AbstractArguments = { positional: [], keywords: new Map(), open: true };

function lookInArguments(context: Context, args: AbstractArguments, found: Found, depth = 0): void {
  if (found.seen.has(args)) return;
  found.seen.add(args);
  for (const value of args.positional) look(context, value, found, depth);
  for (const [key, { value }] of args.keywords) lookInField(context, key, value, found, depth);
}

function lookInMade(context: Context, last: Made | undefined, found: Found, depth: number): void {
  for (let made = last; made !== undefined; made = made.before) {
    if (found.made.has(made)) return;
    found.made.add(made);
    lookInArguments(context, made.args, found, depth);
    const uses = made.uses && context.machine.store.get(made.uses);
    if (uses?.kind !== 'list') continue;
    for (const { value } of uses.items) {
      if (value.kind !== 'symbol' || value.made === undefined) continue;
      const isTool = value.path.slice(made.length).some((element) => /tool/i.test(element));
      if (!isTool) lookInArguments(context, value.made.args, found, depth + 1);
    }
  }
}

function look(context: Context, value: AbstractValue, found: Found, depth: number): void {
  if (found.functions.size >= mostFunctions || depth > deepest) return;
  if (value.kind === 'closure') found.functions.add(value);
  else if (value.kind === 'native' && value.given) look(context, value.self, found, depth);
  else if (value.kind === 'symbol') lookInMade(context, value.made, found, depth);
  else if (value.kind === 'choice') for (const option of value.options) look(context, option, found, depth + 1);
  else if (value.kind === 'reference') {
    const heap = context.machine.store.get(value.cell);
    if (heap?.kind !== 'record' || heap.cls) return;
    for (const [key, field] of heap.fields)
      if (!/tool|execute/i.test(key)) lookInField(context, key, field.value, found, depth + 1);
  }
}

/** No lists of tools: what their functions give back may be the prompt. */
const promptLists = /^(?:middleware|instructions|system_prompt)$/;

function lookInField(context: Context, key: string, value: AbstractValue, found: Found, depth: number): void {
  const isPrompt = value.kind === 'reference' && promptLists.test(key);
  const heap = isPrompt ? context.machine.store.get(value.cell) : undefined;
  if (heap?.kind === 'list') for (const item of heap.items) look(context, item.value, found, depth);
  else look(context, value, found, depth);
}
