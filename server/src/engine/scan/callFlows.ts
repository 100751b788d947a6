// How the answer of one model call reaches another in the same function: as input, as what it goes over, or as what decides between calls.
import {
  type AnyNode,
  boundNames,
  type CallExpression,
  type CallFlow,
  type Expression,
  type FunctionExpression,
  type ModelCall,
  type Target,
  walk,
} from '../model/index.ts';
import type { Above, CallAt, Code } from './code.ts';
import { isFunction } from './isFunction.ts';
import { mentionsAny } from './mentionsAny.ts';

/** A call of the module that is a model call, or that leads to some. */
interface Step {
  readonly at: CallAt;
  readonly calls: readonly number[];
  /** The function that it stands in; callbacks that are handed on where they are written belong to the one around them. */
  readonly owner: FunctionExpression | undefined;
}

export function callFlows(code: Code, modelCalls: readonly ModelCall[]): readonly CallFlow[] {
  const steps = stepsOf(code, modelCalls);
  const flows: CallFlow[] = [];
  for (const from of steps) {
    const others = steps.filter((one) => one !== from && one.owner === from.owner);
    if (others.length === 0) continue;
    const reach = reachOf(code, from);
    const decided = decidedBy(code, from, others, reach.names);
    for (const to of others) {
      const how = flowTo(from, to, reach, decided);
      if (how) flows.push({ from: from.calls, to: to.calls, ...how });
    }
  }
  return flows;
}

function stepsOf(code: Code, modelCalls: readonly ModelCall[]): readonly Step[] {
  const starts = new Map<number, Set<number>>();
  const note = (path: string, start: number, id: number): void => {
    if (path === code.module.path) starts.set(start, (starts.get(start) ?? new Set()).add(id));
  };
  for (const { id, site } of modelCalls) {
    note(site.place.path, site.place.start, id);
    for (const { place } of site.frames) if (place.end > place.start) note(place.path, place.start, id);
  }
  const found: Step[] = [];
  for (const at of code.calls) {
    const calls = starts.get(at.call.start);
    // `a().b()` starts where `a()` does: the outermost is the one that was noted.
    const isInner = at.above.some(({ node }) => node.kind === 'call' && node.start === at.call.start);
    if (calls && !isInner) found.push({ at, calls: [...calls], owner: ownerOf(at.above) });
  }
  return found;
}

function ownerOf(above: readonly Above[]): FunctionExpression | undefined {
  for (let index = above.length - 1; index >= 0; index--) {
    const { node } = above[index] as Above;
    const around = above[index - 1];
    if (isFunction(node) && !(around?.node.kind === 'call' && around.key === 'args')) return node;
  }
  return undefined;
}

interface Reached {
  /** Names that hold something of the answer. */
  readonly names: ReadonlySet<string>;
  /** Names of what the answer chose from a table. */
  readonly chosen: ReadonlySet<string>;
}

const growing = new Set(['append', 'push', 'extend', 'add', 'insert', 'unshift', 'set']);

function reachOf(code: Code, { at, owner }: Step): Reached {
  const names = new Set<string>();
  const chosen = new Set<string>();
  const body = owner?.body ?? code.module.body;
  const holds = (value: unknown): boolean => mentionsAny(value, names) || holdsCall(value, at.call);
  const bind = (target: unknown, value: unknown): void => {
    if (!holds(value)) return;
    const into = choosesFrom(value, names) ? chosen : names;
    for (const name of boundNames(target as Target)) into.add(name);
  };
  for (let size = -1; size !== names.size + chosen.size; ) {
    size = names.size + chosen.size;
    walk(body, (node) => {
      if ((node.kind === 'assign' || node.kind === 'assignment') && node.value) bind(node.target, node.value);
      else if (node.kind === 'loop' && node.target && node.iterable) bind(node.target, node.iterable);
      else if (node.kind === 'comprehension') for (const one of clausesOf(node)) bind(one.target, one.iterable);
      else if (node.kind === 'call') grow(node as unknown as CallExpression, names, holds);
      return true;
    });
  }
  return { names, chosen };
}

function clausesOf(node: AnyNode): readonly { readonly target: unknown; readonly iterable: unknown }[] {
  return node.clauses as readonly { readonly target: unknown; readonly iterable: unknown }[];
}

/** `messages.push(answer)`; what the callback of `plan.map(…)` is given. */
function grow({ callee, args }: CallExpression, names: Set<string>, holds: (value: unknown) => boolean): void {
  if (callee.kind !== 'member') return;
  if (growing.has(callee.property) && callee.object.kind === 'name' && args.some(({ value }) => holds(value)))
    names.add(callee.object.name);
  const callback = args[0]?.value;
  if (!callback || !isFunction(callback) || !/^(?:map|flatMap|forEach|filter|then)$/.test(callee.property)) return;
  if (holds(callee.object))
    for (const { target } of callback.params.slice(0, 1)) for (const name of boundNames(target)) names.add(name);
}

/** A table that the answer says nothing of is looked into by the answer. */
function choosesFrom(value: unknown, names: ReadonlySet<string>): boolean {
  let chooses = false;
  walk(value, (node) => {
    if (node.kind === 'index' && mentionsAny(node.index, names) && !mentionsAny(node.object, names)) chooses = true;
    const { callee, args } = node as unknown as CallExpression;
    const isGet = node.kind === 'call' && callee.kind === 'member' && callee.property === 'get';
    if (isGet && !mentionsAny(callee.object, names) && mentionsAny(args[0], names)) chooses = true;
    return !chooses;
  });
  return chooses;
}

function flowTo(
  from: Step,
  to: Step,
  { names, chosen }: Reached,
  decided: ReadonlySet<Step>,
): Pick<CallFlow, 'how' | 'again'> | undefined {
  const isLater = to.at.call.start > from.at.call.start || holdsCall(to.at.call, from.at.call);
  if (!isLater) return isFed(to, names) && shareLoop(from, to) ? { how: 'input', again: true } : undefined;
  if (goesOver(to, names, from)) return { how: 'collection', again: false };
  if (decided.has(to)) return { how: 'branch', again: false };
  if (mentionsAny(to.at.call, chosen) || choosesFrom(to.at.call, names)) return { how: 'choice', again: false };
  if (isFed(to, names) || holdsCall(to.at.call.args, from.at.call)) return { how: 'input', again: false };
  return undefined;
}

function isFed({ at }: Step, names: ReadonlySet<string>): boolean {
  return mentionsAny(at.call.args, names);
}

function shareLoop(a: Step, b: Step): boolean {
  const loops = new Set(a.at.above.flatMap(({ node, key }) => (node.kind === 'loop' && key === 'body' ? [node] : [])));
  return b.at.above.some(({ node }) => loops.has(node));
}

/** Once for each of something that the answer holds. */
function goesOver({ at }: Step, names: ReadonlySet<string>, from: Step): boolean {
  return at.above.some(({ node, key }, index) => {
    if (holdsCall(node, from.at.call) && node.kind === 'loop') return false;
    if (node.kind === 'loop' && key === 'body' && node.isAsync !== true && node.form === 'each')
      return mentionsAny(node.iterable, names);
    if (node.kind === 'comprehension' && key !== 'clauses')
      return clausesOf(node).some(({ iterable }) => mentionsAny(iterable, names));
    const caller = at.above[index - 1]?.node;
    if (!isFunction(node) || caller?.kind !== 'call') return false;
    const { callee } = caller as unknown as CallExpression;
    const isItems = callee.kind === 'member' && /^(?:map|flatMap|forEach)$/.test(callee.property);
    return isItems && mentionsAny((callee as { readonly object: Expression }).object, names);
  });
}

/** Calls of which the answer decides which is made: they stand in different branches of a test of it. */
function decidedBy(code: Code, from: Step, others: readonly Step[], names: ReadonlySet<string>): ReadonlySet<Step> {
  const decided = new Set<Step>();
  walk(from.owner?.body ?? code.module.body, (node) => {
    const test = node.kind === 'if' || node.kind === 'conditional' ? node.test : undefined;
    const subject = node.kind === 'switch' ? node.subject : undefined;
    const decides = test ?? subject;
    if (!decides || !(mentionsAny(decides, names) || holdsCall(decides, from.at.call))) return true;
    const branches = node.kind === 'switch' ? (node.cases as readonly unknown[]) : [node.then, node.otherwise];
    const inside = branches.map((branch) => others.filter((one) => holdsCall(branch, one.at.call)));
    if (node.kind === 'if' && returns(node.then)) inside.push(others.filter((one) => isBehind(one, node)));
    if (inside.filter((one) => one.length > 0).length > 1) for (const one of inside.flat()) decided.add(one);
    return true;
  });
  return decided;
}

/** It runs when the branch that returns was not taken. */
function isBehind({ at }: Step, node: AnyNode): boolean {
  return at.above.some(({ node: around, key }) => {
    const block = around[key];
    const index = Array.isArray(block) ? block.indexOf(node) : -1;
    return index >= 0 && at.call.start > (node.end as number);
  });
}

function returns(branch: unknown): boolean {
  return (branch as readonly AnyNode[]).at(-1)?.kind === 'return';
}

function holdsCall(part: unknown, call: CallExpression): boolean {
  let holds = false;
  walk(part, (node) => {
    if ((node as unknown) === call) holds = true;
    return !holds;
  });
  return holds;
}
