// Tells which functions can reach a model call, from names alone and across modules, so that work goes only where it can matter.
import type { FunctionExpression, Module } from '../model/index.ts';
import type { ReadFile, ResolvedImport } from '../resolve/index.ts';
import { type ImportedName, moduleUnits, type Unit } from './moduleUnits.ts';
import type { Sdks } from './sdks.ts';

/** What of a module can reach a model call. */
export interface Reach {
  /** Functions, classes, variables and methods by name. */
  readonly names: ReadonlySet<string>;
  /** Keys of functions, see `functionKey`: positions, because the same text may be lowered again. */
  readonly functions: ReadonlySet<number>;
  /** Nothing of the module can, its own level included. */
  readonly isNothing: boolean;
}

/** Tells functions of one text apart. Texts stay below 2²⁴ units, so the key is exact. */
export function functionKey(fn: Pick<FunctionExpression, 'start' | 'end'>): number {
  return fn.start * 0x1000000 + (fn.end - fn.start);
}

export const nothingReached: Reach = { names: new Set(), functions: new Set(), isNothing: true };

interface Node {
  readonly text: string;
  readonly isRelevant: boolean;
  /** Another text of the path was lowered since: what was found in this one may have been moved. */
  isStale?: boolean;
  /** Modules that the text imports, by a look at the text alone. */
  readonly imports: readonly string[];
  /** Paths that were looked at to tell what it imports, absent ones included. */
  readonly reads: Set<string>;
  /** Undefined until a model call is known to be in reach of the text. */
  parsed: { readonly units: readonly Unit[]; readonly imported: readonly ImportedName[] } | undefined;
  names: Set<string>;
  reach: Reach | undefined;
}

export interface ReachHost {
  readonly read: ReadFile;
  readonly lower: (path: string, text: string) => Module | undefined;
  readonly sdks: Sdks;
  /** The text by itself may hold a model call. */
  readonly isRelevant: (text: string) => boolean;
  readonly resolve: (read: ReadFile, from: string, specifier: string, module: Module) => ResolvedImport;
  readonly importsOf: (read: ReadFile, path: string, text: string) => readonly string[];
}

/** The graph of modules, kept from one document to the next. */
export interface ReachGraph {
  readonly nodes: Map<string, Node>;
  /** What was found at each path that was looked at to tell what texts import: a file that comes into being changes that too. */
  readonly reads: Map<string, string | undefined>;
}

export function createReachGraph(): ReachGraph {
  return { nodes: new Map(), reads: new Map() };
}

export function forgetReach(graph: ReachGraph): void {
  graph.nodes.clear();
  graph.reads.clear();
}

/** Forgets everything when a text has changed in what it reaches or imports; a change inside a function body mostly has not. */
export function refresh(graph: ReachGraph, host: ReachHost, paths: Iterable<string> = graph.nodes.keys()): void {
  for (const [path, text] of graph.reads) {
    if (graph.nodes.has(path) || host.read(path) === text) continue;
    forgetReach(graph);
    return;
  }
  for (const path of [...paths]) {
    const node = graph.nodes.get(path);
    if (!node) continue;
    const text = host.read(path);
    if (text === node.text && !node.isStale) continue;
    const fresh = text === undefined ? undefined : newNode(graph, host, path, text);
    const isSameShape =
      fresh?.imports.join() === node.imports.join() &&
      fresh?.isRelevant === node.isRelevant &&
      node.parsed !== undefined;
    if (!isSameShape || fresh === undefined) {
      forgetReach(graph);
      return;
    }
    graph.nodes.set(path, fresh);
    parse(graph, path, fresh, host);
    settle(graph, [path]);
    if (fresh.names.size !== node.names.size || [...node.names].some((name) => !fresh.names.has(name))) {
      forgetReach(graph);
      return;
    }
  }
}

function newNode(graph: ReachGraph, host: ReachHost, path: string, text: string): Node {
  const reads = new Set<string>();
  return {
    text,
    isRelevant: host.isRelevant(text),
    imports: host.importsOf(noting(graph, host.read, reads), path, text),
    reads,
    parsed: undefined,
    names: new Set(),
    reach: undefined,
  };
}

export function reachOf(graph: ReachGraph, host: ReachHost, path: string): Reach {
  if (!graph.nodes.has(path)) grow(graph, host, path);
  const node = graph.nodes.get(path);
  if (!node?.parsed) return nothingReached;
  if (node.reach) return node.reach;
  const functions = new Set<number>();
  let isNothing = true;
  for (const unit of node.parsed.units) {
    if (!isHot(unit, node.names)) continue;
    isNothing = false;
    if (unit.fn) functions.add(functionKey(unit.fn));
  }
  node.reach = { names: node.names, functions, isNothing };
  return node.reach;
}

/** Everything that the reach of a module depends on: calls `note` with each path, leaving out modules that are in `noted`, and adds to it. */
export function noteReads(graph: ReachGraph, path: string, noted: Set<string>, note: (path: string) => void): void {
  const waiting = [path];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (noted.has(at)) continue;
    noted.add(at);
    note(at);
    const node = graph.nodes.get(at);
    if (!node) continue;
    for (const read of node.reads) note(read);
    waiting.push(...node.imports);
  }
}

function noting(graph: ReachGraph, read: ReadFile, reads: Set<string>): ReadFile {
  return (path) => {
    const text = read(path);
    reads.add(path);
    graph.reads.set(path, text);
    return text;
  };
}

/** Adds the module and everything it imports, and settles what they reach. */
function grow(graph: ReachGraph, host: ReachHost, start: string): void {
  const added: string[] = [];
  const waiting = [start];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (graph.nodes.has(path)) continue;
    const text = host.read(path);
    if (text === undefined) continue;
    const node = newNode(graph, host, path, text);
    graph.nodes.set(path, node);
    added.push(path);
    waiting.push(...node.imports);
  }
  const near = new Set<string>();
  const isNear = (path: string): boolean => near.has(path) || graph.nodes.get(path)?.parsed !== undefined;
  for (const path of added) if (graph.nodes.get(path)?.isRelevant) near.add(path);
  for (let changed = true; changed; ) {
    changed = false;
    for (const path of added) {
      if (near.has(path) || !graph.nodes.get(path)?.imports.some(isNear)) continue;
      near.add(path);
      changed = true;
    }
  }
  for (const path of near) {
    const node = graph.nodes.get(path);
    if (node) parse(graph, path, node, host);
  }
  settle(graph, [...near]);
}

function parse(graph: ReachGraph, path: string, node: Node, host: ReachHost): void {
  const module = host.lower(path, node.text);
  if (!module) return;
  node.parsed = moduleUnits({
    module,
    sdks: host.sdks,
    signs: host.sdks.signsOf(node.text),
    resolve: (specifier) => host.resolve(noting(graph, host.read, node.reads), path, specifier, module),
  });
}

/** A name is hot when one of its bearers is, and what uses a hot name is hot itself: until nothing changes any more. */
function settle(graph: ReachGraph, paths: readonly string[]): void {
  for (let changed = true; changed; ) {
    changed = false;
    for (const path of paths) {
      const node = graph.nodes.get(path);
      if (node?.parsed && settleOne(graph, node, node.parsed)) changed = true;
    }
  }
}

function settleOne(graph: ReachGraph, node: Node, parsed: NonNullable<Node['parsed']>): boolean {
  const { names } = node;
  const before = names.size;
  for (const { local, path, imported } of parsed.imported) {
    const other = graph.nodes.get(path)?.names;
    if (!other || other.size === 0) continue;
    if (imported === '*' && local === '*') for (const name of other) names.add(name);
    else if (imported === '*' || other.has(imported)) names.add(local);
  }
  for (let size = -1; size !== names.size; ) {
    size = names.size;
    for (const unit of parsed.units) if (isHot(unit, names)) for (const name of unit.names) names.add(name);
  }
  return names.size !== before;
}

function isHot(unit: Unit, names: ReadonlySet<string>): boolean {
  if (unit.calls) return true;
  for (const name of unit.uses) if (names.has(name)) return true;
  return unit.inner.some((one) => isHot(one, names));
}
