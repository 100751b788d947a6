// What goes over a collection one item at a time: loops, comprehensions, and callbacks of `map`.
import {
  boundNames,
  type CallExpression,
  type ComprehensionExpression,
  type Expression,
  type FunctionExpression,
  type LoopStatement,
  type Target,
  walk,
} from '../model/index.ts';
import type { Span } from '../text/index.ts';
import type { Above } from './code.ts';
import { isFunction } from './isFunction.ts';
import { mentionsAny } from './mentionsAny.ts';

/** One round over one item. */
export interface Round {
  readonly place: Span;
  /** Names that the item is bound to. */
  readonly names: ReadonlySet<string>;
  /** What is done in the round. */
  readonly body: unknown;
  /** A statement of the round can end all of them; a callback's `return` cannot. */
  readonly isLoop: boolean;
}

const itemMethods = new Set(['map', 'flatMap', 'forEach']);

/** The round that leads on at `index`; undefined where nothing is gone over, or slices are, or what arrives over time. */
export function roundAt(above: readonly Above[], index: number): Round | undefined {
  const { node, key } = above[index] as Above;
  if (node.kind === 'loop' && key === 'body') return loopRound(node as unknown as LoopStatement);
  if (node.kind === 'comprehension' && (key === 'element' || key === 'key'))
    return comprehensionRound(node as unknown as ComprehensionExpression);
  const caller = above[index - 1];
  if (isFunction(node) && key === 'body' && caller?.node.kind === 'call' && caller.key === 'args')
    return callbackRound(caller.node as unknown as CallExpression, node);
  return undefined;
}

function loopRound(loop: LoopStatement): Round | undefined {
  const { start, end, body } = loop;
  const round = (names: readonly string[]): Round => ({
    place: { start, end },
    names: new Set(names),
    body,
    isLoop: true,
  });
  if (loop.isAsync) return undefined;
  if (loop.form === 'each' && loop.target && loop.iterable)
    return goesOverItems(loop.iterable) ? round(boundNames(loop.target)) : undefined;
  if (loop.form !== 'for' || !loop.update || !stepsByOne(loop.update)) return undefined;
  return round((loop.init ?? []).flatMap((one) => (one.kind === 'assign' ? boundNames(one.target) : [])));
}

function comprehensionRound({ clauses, element, key, start, end }: ComprehensionExpression): Round | undefined {
  if (clauses.some(({ isAsync, iterable }) => isAsync || !goesOverItems(iterable))) return undefined;
  const names = new Set(clauses.flatMap(({ target }) => boundNames(target)));
  return { place: { start, end }, names, body: [element, key], isLoop: false };
}

function callbackRound(caller: CallExpression, fn: FunctionExpression): Round | undefined {
  const { callee, start, end } = caller;
  if (callee.kind !== 'member' || !itemMethods.has(callee.property) || caller.args[0]?.value !== fn) return undefined;
  if (!goesOverItems(callee.object)) return undefined;
  const names = new Set(fn.params.slice(0, 2).flatMap(({ target }) => boundNames(target)));
  return { place: { start, end }, names, body: fn.body, isLoop: false };
}

const slices = /batch|chunk|slice|partition|window|grouper/i;

/** Not a list that is written out, which is as long as it is meant to be, and not a list of lists. */
function goesOverItems(iterable: Expression): boolean {
  if (iterable.kind === 'list' || iterable.kind === 'record') return false;
  let isSliced = false;
  walk(iterable, (node) => {
    if (node.kind === 'name' && slices.test(node.name as string)) isSliced = true;
    if (node.kind === 'member' && /batch|chunk|partition/i.test(node.property as string)) isSliced = true;
    const { callee, args } = node as unknown as CallExpression;
    if (node.kind === 'call' && callee.kind === 'name' && callee.name === 'range' && args.length > 2) isSliced = true;
    return !isSliced;
  });
  return !isSliced;
}

function stepsByOne(update: Expression): boolean {
  if (update.kind !== 'assignment') return false;
  const { value } = update;
  return (update.operator === '+' || update.operator === '-') && value.kind === 'literal' && value.value === 1;
}

/** What the names in a round come from. */
export interface RoundNames {
  /** Made from the item alone. */
  readonly derived: ReadonlySet<string>;
  /** They hold something of the rounds before. */
  readonly carried: ReadonlySet<string>;
}

/** `names` are those of the item, or of a parameter. */
export function roundNames(body: unknown, names: ReadonlySet<string>): RoundNames {
  const derived = new Set(names);
  const carried = usedBeforeAssigned(body, names);
  for (let size = -1; size !== derived.size + carried.size; ) {
    size = derived.size + carried.size;
    walk(body, (node) => {
      const [target, value] = node.kind === 'loop' ? [node.target, node.iterable] : [node.target, node.value];
      const binds = node.kind === 'loop' || node.kind === 'assign' || node.kind === 'assignment';
      if (!binds || !target || !value) return true;
      const kind = mentionsAny(value, carried) ? carried : mentionsAny(value, derived) ? derived : undefined;
      if (kind) for (const name of boundNames(target as Target)) kind.add(name);
      return true;
    });
  }
  for (const name of carried) derived.delete(name);
  return { derived, carried };
}

/** Names that are assigned in `body`, and read before that. */
function usedBeforeAssigned(body: unknown, names: ReadonlySet<string>): Set<string> {
  const assigned = new Map<string, number>();
  const targets = new Set<unknown>();
  walk(body, (node) => {
    if ((node.kind !== 'assign' && node.kind !== 'assignment') || node.declares) return true;
    const target = node.target as Target;
    if (node.operator === undefined) targets.add(target);
    const at = node.operator === undefined ? (node.end as number) : Number.POSITIVE_INFINITY;
    for (const name of boundNames(target)) assigned.set(name, Math.min(at, assigned.get(name) ?? at));
    return true;
  });
  const carried = new Set<string>();
  walk(body, (node) => {
    if (targets.has(node) && node.kind === 'name') return false;
    const name = node.kind === 'name' ? (node.name as string) : undefined;
    if (name !== undefined && !names.has(name) && (node.start as number) < (assigned.get(name) ?? 0)) carried.add(name);
    return true;
  });
  return carried;
}

/** A round can end the loop after `from`, by what came of it. */
export function leavesAfter(body: unknown, from: number): boolean {
  let leaves = false;
  walk(body, (node) => {
    if (isFunction(node) || (node.kind === 'loop' && (node.start as number) > from)) return false;
    if ((node.kind === 'break' || node.kind === 'return') && (node.start as number) > from) leaves = true;
    return !leaves;
  });
  return leaves;
}
