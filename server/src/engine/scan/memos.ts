// Finds stores that a function looks into before it computes something, and keeps it in afterwards.
import { type AnyNode, boundNames, type Expression, type Target, walk } from '../model/index.ts';
import type { FunctionAt } from './code.ts';
import { mentionsAny } from './mentionsAny.ts';
import { spelledName } from './spelledName.ts';

export interface Memo {
  /** The store as it is written. */
  readonly store: string;
  readonly key: Expression;
  readonly value: Expression;
  readonly read: AnyNode;
  readonly write: AnyNode;
  /** What is kept is what the function gives back, once a call. */
  readonly isResult: boolean;
  /** Third argument of the write, options, and keywords. */
  readonly options: readonly { readonly name: string; readonly value: Expression }[];
}

interface Access {
  readonly store: string;
  readonly key: Expression;
  readonly node: AnyNode;
  readonly value?: Expression;
  readonly options: Memo['options'];
}

const readers = new Set(['get', 'has', 'getItem', 'peek', 'hget', 'exists', '__contains__']);
const writers = new Set(['set', 'put', 'setItem', 'setex', 'setEx', 'psetex']);

/** Memos of one function; those of a callback that it is given are its own too. */
export function memosOf({ fn }: FunctionAt): readonly Memo[] {
  const reads: Access[] = [];
  const writes: Access[] = [];
  const targets = new Set<unknown>();
  walk(fn.body, (node) => {
    if (node.kind === 'assign' || node.kind === 'assignment') targets.add(node.target);
    return true;
  });
  walk(fn.body, (node) => {
    const found = accessOf(node, targets);
    if (found) (found.value ? writes : reads).push(found);
    return true;
  });
  return writes.flatMap((write): readonly Memo[] => {
    const read = reads.find((one) => one.store === write.store && isSame(one.key, write.key) && isBefore(one, write));
    if (!read || !write.value || !decides(fn.body, read, write)) return [];
    const { store, key, value, node, options } = write;
    return [{ store, key, value, read: read.node, write: node, isResult: isGivenBack(fn.body, read, write), options }];
  });
}

function accessOf(node: AnyNode, targets: ReadonlySet<unknown>): Access | undefined {
  if (node.kind === 'call') return callAccess(node);
  if (node.kind === 'assign' || node.kind === 'assignment') {
    const { target, value } = node as unknown as { target: Target; value?: Expression };
    if (target.kind !== 'index' || !value) return undefined;
    const store = spelledName(target.object);
    return store === undefined ? undefined : { store, key: target.index, node, value, options: [] };
  }
  if (node.kind === 'index' && !targets.has(node)) {
    const store = spelledName(node.object as Expression);
    return store === undefined ? undefined : { store, key: node.index as Expression, node, options: [] };
  }
  if (node.kind === 'binary' && (node.operator === 'in' || node.operator === 'not in')) {
    const store = spelledName(node.right as Expression);
    return store === undefined ? undefined : { store, key: node.left as Expression, node, options: [] };
  }
  return undefined;
}

function callAccess(node: AnyNode): Access | undefined {
  const { callee, args } = node as unknown as Extract<Expression, { kind: 'call' }>;
  if (callee.kind !== 'member') return undefined;
  const store = spelledName(callee.object);
  const key = args[0]?.value;
  if (store === undefined || !key || args[0]?.form !== 'positional') return undefined;
  if (readers.has(callee.property)) return { store, key, node, options: [] };
  if (!writers.has(callee.property)) return undefined;
  const isTimed = /setex$/i.test(callee.property);
  const positional = args.filter(({ form }) => form === 'positional').map(({ value }) => value);
  const value = positional[isTimed ? 2 : 1];
  if (!value) return undefined;
  const keywords = args.flatMap((arg) =>
    arg.form === 'keyword' && arg.name ? [{ name: arg.name, value: arg.value }] : [],
  );
  const timed = isTimed && positional[1] ? [{ name: 'ex', value: positional[1] }] : [];
  return {
    store,
    key,
    node,
    value,
    options: [...keywords, ...timed, ...optionsIn(isTimed ? [] : positional.slice(2))],
  };
}

function optionsIn(rest: readonly Expression[]): Memo['options'] {
  return rest.flatMap((one, index) => {
    if (one.kind === 'record')
      return one.entries.flatMap((entry) => (entry.kind === 'field' ? [{ name: entry.key, value: entry.value }] : []));
    // `redis.set(key, value, 'EX', 60)`
    const unit = one.kind === 'literal' && typeof one.value === 'string' ? one.value : undefined;
    const amount = rest[index + 1];
    if (unit !== undefined && amount) return [{ name: unit, value: amount }];
    return index === 0 && unit === undefined ? [{ name: 'ttl', value: one }] : [];
  });
}

/** The same name, or written alike. */
function isSame(a: Expression, b: Expression): boolean {
  if (a.kind === 'name') return b.kind === 'name' && a.name === b.name;
  return shapeOf(a) === shapeOf(b);
}

function shapeOf(node: unknown): string {
  return JSON.stringify(node, (key, value) => (/^(?:start|end|span|content|\w+Span)$/.test(key) ? undefined : value));
}

function isBefore(read: Access, write: Access): boolean {
  return (read.node.start as number) < (write.node.start as number);
}

/** What was found decides whether it is computed: the write stands in a branch of the test, or a branch returns before it. */
function decides(body: unknown, read: Access, write: Access): boolean {
  const found = new Set<string>();
  walk(body, (node) => {
    const holds =
      (node.kind === 'assign' || node.kind === 'assignment') &&
      node.value &&
      isInside(read.node, node.value as AnyNode);
    if (holds) for (const name of boundNames(node.target as Target)) found.add(name);
    return true;
  });
  let isDecided = false;
  walk(body, (node) => {
    const test = (node.kind === 'if' || node.kind === 'conditional' ? node.test : undefined) as AnyNode | undefined;
    if (test && (isInside(read.node, test) || mentionsAny(test, found))) {
      const branches = [node.then, node.otherwise];
      if (
        branches.some((one) => holdsNode(one, write.node)) ||
        (isBeforeNode(node, write.node) && branches.some(returns))
      )
        isDecided = true;
    } else if (node.kind === 'try' && holdsNode(node.body, read.node) && returns(node.body)) {
      // `try: return cache[key]`, computed where that fails.
      if (
        (node.handlers as readonly { body: unknown }[]).some((one) => holdsNode(one.body, write.node)) ||
        isBeforeNode(node, write.node)
      )
        isDecided = true;
    }
    return !isDecided;
  });
  return isDecided;
}

/** A `return` gives the value, or what was found; an entry that is made for each item of something is a part of the result at most. */
function isGivenBack(body: unknown, read: Access, write: Access): boolean {
  const kept = new Set<string>();
  if (write.value?.kind === 'name') kept.add(write.value.name);
  walk(body, (node) => {
    const value = node.value as AnyNode | undefined;
    const holds = (node.kind === 'assign' || node.kind === 'assignment') && value;
    if (holds && (isInside(read.node, value) || (write.value && value === (write.value as unknown))))
      for (const name of boundNames(node.target as Target)) kept.add(name);
    return true;
  });
  let isLooped = false;
  let isReturned = false;
  walk(body, (node) => {
    if (node.kind === 'loop' && holdsNode(node.body, write.node)) isLooped = true;
    if (node.kind === 'return' && node.value) {
      let reads = mentionsAny(node.value, kept);
      walk(node.value, (one) => {
        const spelled =
          one.kind === 'index' || one.kind === 'call' ? spelledName(one as unknown as Expression) : undefined;
        if (spelled === write.store || spelled?.startsWith(`${write.store}.`)) reads = true;
        return !reads;
      });
      if (reads) isReturned = true;
    }
    return true;
  });
  return isReturned && !isLooped;
}

function isInside(node: AnyNode, outer: AnyNode): boolean {
  return (node.start as number) >= (outer.start as number) && (node.end as number) <= (outer.end as number);
}

function isBeforeNode(node: AnyNode, other: AnyNode): boolean {
  return (node.end as number) <= (other.start as number);
}

function holdsNode(part: unknown, node: AnyNode): boolean {
  let holds = false;
  walk(part, (one) => {
    if (one === node) holds = true;
    return !holds;
  });
  return holds;
}

function returns(part: unknown): boolean {
  let found = false;
  walk(part, (one) => {
    if (one.kind === 'return') found = true;
    return !found;
  });
  return found;
}
