// One module as a straight reading needs it: its calls, each with what stands around it.
import {
  type AnyNode,
  type Argument,
  type CallExpression,
  type Expression,
  type FunctionExpression,
  type Module,
  walk,
} from '../model/index.ts';
import type { Place, Span } from '../text/index.ts';
import { functionName } from './functionName.ts';
import { isFunction } from './isFunction.ts';

/** A node and the field of it that leads on, towards what it is above of. */
export interface Above {
  readonly node: AnyNode;
  readonly key: string;
}

export interface CallAt {
  readonly call: CallExpression;
  /** What is called in the end, and with what: `f` and `x` of `asyncio.to_thread(f, x)`. */
  readonly callee: Expression;
  readonly args: readonly Argument[];
  /** Outermost first. */
  readonly above: readonly Above[];
}

export interface FunctionAt {
  readonly fn: FunctionExpression;
  readonly above: readonly Above[];
  /** What callers know it by, wherever that is written. */
  readonly name: string | undefined;
}

export interface Code {
  readonly module: Module;
  readonly text: string;
  readonly calls: readonly CallAt[];
  readonly functions: readonly FunctionAt[];
  /** Specifiers of everything that is imported, those of types too. */
  readonly packages: readonly string[];
}

export function codeOf(module: Module, text: string): Code {
  const calls: CallAt[] = [];
  const functions: FunctionAt[] = [];
  const above: Above[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const one of value) visit(one);
      return;
    }
    if (!value || typeof value !== 'object') return;
    const node = value as AnyNode;
    const isNode = typeof node.kind === 'string';
    if (node.kind === 'call') calls.push({ ...handedOn(value as CallExpression), above: [...above] });
    else if (isFunction(node)) functions.push({ fn: node, above: [...above], name: functionName(node, above) });
    for (const key in node) {
      const child = node[key];
      if (!child || typeof child !== 'object') continue;
      // Parts such as handlers and arguments are no nodes of their own: what leads to them is a field of the node.
      if (isNode) above.push({ node, key });
      visit(child);
      if (isNode) above.pop();
    }
  };
  visit(module.body);
  const packages = new Set<string>();
  walk(module.body, (node) => {
    if (node.kind === 'import') packages.add(node.module as string);
    else if (node.kind === 'call') for (const name of dynamicImport(node)) packages.add(name);
    return true;
  });
  return { module, text, calls, functions, packages: [...packages] };
}

/** Functions that call another one on a thread, by how many arguments stand before it. */
const threads: Readonly<Record<string, number>> = {
  to_thread: 0,
  run_in_executor: 1,
  run_sync: 0,
  run_in_threadpool: 0,
};

function handedOn(call: CallExpression): Omit<CallAt, 'above'> {
  const { callee, args } = call;
  const name = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '';
  const at = Object.hasOwn(threads, name) ? threads[name] : undefined;
  const target = at === undefined ? undefined : args[at];
  if (at === undefined || target === undefined || target.form !== 'positional') return { call, callee, args };
  return { call, callee: target.value, args: args.slice(at + 1) };
}

function dynamicImport(node: AnyNode): readonly string[] {
  const { callee, args } = node as unknown as CallExpression;
  const specifier = args[0]?.value;
  const isImport = callee.kind === 'name' && (callee.name === 'import' || callee.name === 'require');
  return isImport && specifier?.kind === 'literal' && typeof specifier.value === 'string' ? [specifier.value] : [];
}

export function placeIn({ module }: Code, { start, end }: Span): Place {
  return { path: module.path, start, end };
}

export function placeOfNode(code: Code, { start, end }: AnyNode): Place {
  return placeIn(code, { start: start as number, end: end as number });
}

const longestLabel = 60;

/** Source text on one line, shortened, for messages. */
export function labelIn({ text }: Code, { start, end }: Span): string {
  const raw = text.slice(start, Math.min(end, start + 200)).replace(/\s+/g, ' ');
  return raw.length > longestLabel ? `${raw.slice(0, longestLabel - 1)}…` : raw;
}
