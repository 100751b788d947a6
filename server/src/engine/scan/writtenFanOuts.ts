// Finds calls that are started together and written out one by one, and what each of them runs.
import {
  type AnyNode,
  type CallExpression,
  type Expression,
  type FunctionExpression,
  type Statement,
  type WithStatement,
  walk,
} from '../model/index.ts';
import type { Above, Code, FunctionAt } from './code.ts';
import { isFunction } from './isFunction.ts';
import { spelledName } from './spelledName.ts';

export interface Branch {
  /** The variable that holds what was started. */
  readonly name: string | undefined;
  /** As it is written, with what follows the call in a chain. */
  readonly value: Expression;
  /** What is started, without what makes a task of it. */
  readonly call: CallExpression;
  /** What it runs, where that is a function of the module. */
  readonly runs: FunctionAt | undefined;
  /** Callbacks of `.then`, which run after it. */
  readonly callbacks: readonly FunctionExpression[];
  /** It is surely not its result that the variable holds. */
  readonly isPending: boolean;
}

export interface WrittenFanOut {
  readonly node: AnyNode;
  readonly above: readonly Above[];
  readonly owner: FunctionExpression | undefined;
  /** Statements of the owner, or of the module. */
  readonly body: readonly Statement[];
  readonly branches: readonly Branch[];
}

export function writtenFanOuts(code: Code): readonly WrittenFanOut[] {
  const found: WrittenFanOut[] = [];
  const groups = new Set<AnyNode>();
  const add = (node: AnyNode, above: readonly Above[], parts: readonly Part[]): void => {
    const owner = above.findLast((one) => isFunction(one.node) && one.key === 'body')?.node as
      | FunctionExpression
      | undefined;
    const body = owner?.body ?? code.module.body;
    const branches = parts.flatMap((part) => branchOf(code, above, body, part));
    if (branches.length > 1) found.push({ node, above, owner, body, branches });
  };
  for (const { call, above } of code.calls) {
    const items = itemsStarted(call);
    if (items) add(call as unknown as AnyNode, above, items);
    const at = above.findLastIndex(({ node, key }) => node.kind === 'with' && key === 'body');
    const group = above[at]?.node;
    if (!group || groups.has(group)) continue;
    groups.add(group);
    add(group, above.slice(0, at), startedInGroup(group as unknown as WithStatement));
  }
  return found;
}

interface Part {
  readonly name?: string;
  readonly value: Expression;
}

/** What `Promise.all([a, b])` and `asyncio.gather(a, b)` wait for together. */
function itemsStarted({ callee, args }: CallExpression): readonly Part[] | undefined {
  const spelled = spelledName(callee);
  if (spelled === 'Promise.all' || spelled === 'Promise.allSettled') {
    const list = args[0]?.value;
    return list?.kind === 'list' ? list.items.filter(({ spread }) => !spread) : undefined;
  }
  if (spelled !== 'asyncio.gather' && spelled !== 'gather') return undefined;
  return args.filter(({ form }) => form === 'positional');
}

/** Tasks that the body of `async with asyncio.TaskGroup() as group` starts, one after the other without waiting. */
function startedInGroup({ items, body }: WithStatement): readonly Part[] {
  const group = items.find(({ value }) =>
    /(?:^|\.)(?:TaskGroup|create_task_group)\(\)$/.test(spelledName(value) ?? ''),
  );
  if (group?.target?.kind !== 'name') return [];
  const parts: Part[] = [];
  for (const one of body) {
    const value = one.kind === 'expression' ? one.expression : one.kind === 'assign' ? one.value : undefined;
    const isStarted = value?.kind === 'call' && spelledName(value.callee) === `${group.target.name}.create_task`;
    // Whatever else the body does may wait.
    if (!isStarted) return parts;
    parts.push(one.kind === 'assign' && one.target.kind === 'name' ? { name: one.target.name, value } : { value });
  }
  return parts;
}

function branchOf(
  code: Code,
  above: readonly Above[],
  body: readonly Statement[],
  { name, value }: Part,
): readonly Branch[] {
  if (value.kind === 'name') {
    const bound = boundOnce(body, value.name);
    return bound ? branchOf(code, above, body, { name: value.name, value: bound }) : [];
  }
  const callbacks: FunctionExpression[] = [];
  const { call, isTask } = started(value, callbacks);
  if (!call) return [];
  const runs = functionCalled(code, above, call);
  const isPending =
    isTask ||
    callbacks.length > 0 ||
    code.module.language === 'python' ||
    (runs?.fn.isAsync === true && !runs.fn.isGenerator);
  return [{ name, value, call, runs, callbacks, isPending }];
}

/** What a variable is given, unless it is given something twice. */
function boundOnce(body: readonly Statement[], name: string): Expression | undefined {
  const values: (Expression | undefined)[] = [];
  walk(body, (node) => {
    const target = node.kind === 'assign' || node.kind === 'assignment' ? (node.target as AnyNode) : undefined;
    if (target?.kind === 'name' && target.name === name) values.push(node.value as Expression | undefined);
    return true;
  });
  return values.length === 1 && values[0]?.kind === 'call' ? values[0] : undefined;
}

const taskMakers = new Set(['create_task', 'ensure_future', 'wait_for', 'shield']);

function started(
  value: Expression,
  callbacks: FunctionExpression[],
): { readonly call: CallExpression | undefined; readonly isTask: boolean } {
  if (value.kind !== 'call') return { call: undefined, isTask: false };
  const { callee, args } = value;
  const last = spelledName(callee)?.split('.').at(-1) ?? '';
  const first = args[0]?.value;
  if (taskMakers.has(last) && first) return { call: started(first, callbacks).call, isTask: true };
  if (callee.kind === 'member' && /^(?:then|catch|finally)$/.test(callee.property)) {
    for (const arg of args) if (isFunction(arg.value)) callbacks.push(arg.value);
    return started(callee.object, callbacks);
  }
  return { call: value, isTask: false };
}

/** The function of the module that a call surely means; that of a method is one of the class around. */
export function functionCalled(
  code: Code,
  above: readonly Above[],
  { callee }: CallExpression,
): FunctionAt | undefined {
  if (isFunction(callee)) return code.functions.find(({ fn }) => fn === callee);
  const spelled = spelledName(callee);
  if (spelled === undefined) return undefined;
  const method = /^(?:self|this)\.(\w+)$/.exec(spelled)?.[1];
  const own = classIn(above);
  const named = code.functions.filter(({ name, above: around }) => {
    const isMethod = around.at(-1)?.node.kind === 'method';
    return method === undefined
      ? name === spelled && !isMethod
      : name === method && isMethod && classIn(around) === own;
  });
  return named.length === 1 ? named[0] : undefined;
}

function classIn(above: readonly Above[]): AnyNode | undefined {
  return above.findLast(({ node, key }) => node.kind === 'class' && key === 'members')?.node;
}
