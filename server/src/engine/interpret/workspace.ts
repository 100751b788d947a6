// Loads and initialises the modules that a document reads, and keeps them while nothing they read has changed.
import type { LanguageId, Module } from '../model/index.ts';
import {
  ancestors,
  createProjects,
  joinPath,
  type Lookup,
  type Projects,
  type ReadFile,
  type ResolvedImport,
  resolveImport,
  workspaceImports,
} from '../resolve/index.ts';
import type { AbstractValue } from './abstractValue.ts';
import { type Cell, Store } from './cell.ts';
import { executeBody } from './execute.ts';
import type { ActiveFrame, Context, Machine, ModuleSource } from './machine.ts';
import type { ModuleRecord } from './moduleRecord.ts';
import { mutationsOf } from './mutations.ts';
import { createReachGraph, noteReads, type Reach, type ReachGraph, type ReachHost, reachOf, refresh } from './reach.ts';
import { Scope } from './scope.ts';
import { widened } from './widen.ts';

/** Steps that initialising one imported module may take. */
const importLimit = 60_000;

/** Modules that import one another in a row. */
const deepestImport = 120;

interface KeptModule {
  readonly record: ModuleRecord;
  readonly reading: Reading;
}

/** Everything read while a module was initialised, absent files included. */
interface Reading {
  readonly own: Map<string, string | undefined>;
  /** What the modules read that it loaded. */
  readonly parts: Set<Reading>;
}

export interface WorkspaceHost {
  readonly read: ReadFile;
  readonly lower: (path: string, text: string) => Module | undefined;
  readonly roots: readonly string[];
  /** The text by itself may hold a model call. */
  readonly isRelevant: (text: string) => boolean;
  /** The specifier names the SDK of a model. */
  readonly isSdk: (specifier: string) => boolean;
}

/** Modules kept from one document to the next. It holds for one set of SDKs and one telling of how often values change. */
export interface ModuleCache {
  readonly modules: Map<string, KeptModule>;
  readonly graph: ReachGraph;
  readonly projects: Projects;
}

export function createModuleCache(projects: Projects = createProjects()): ModuleCache {
  return { modules: new Map(), graph: createReachGraph(), projects };
}

/** Drops what was read from another text of the path, directly or by way of other modules: its declarations may have been moved. */
export function forgetText(cache: ModuleCache, path: string): void {
  const known = new Map<Reading, boolean>();
  for (const [one, kept] of cache.modules)
    if (anyReading(kept.reading, known, ({ own }) => own.has(path))) cache.modules.delete(one);
  const node = cache.graph.nodes.get(path);
  if (node) node.isStale = true;
}

/** Whether it holds for what a module or one below it read. `known` keeps what was found for each. */
function anyReading(reading: Reading, known: Map<Reading, boolean>, holds: (one: Reading) => boolean): boolean {
  const before = known.get(reading);
  if (before !== undefined) return before;
  let found = holds(reading);
  for (const part of reading.parts) found ||= anyReading(part, known, holds);
  known.set(reading, found);
  return found;
}

export interface Workspace extends ModuleSource {
  /** What has been read so far, in reading order. */
  readonly reads: ReadonlyMap<string, string | undefined>;
  /** Initialises the document itself: its calls are reported. */
  main(machine: Machine, path: string): OpenedDocument | undefined;
}

export interface OpenedDocument {
  readonly module: Module;
  /** Undefined when nothing in the document can reach a model call: then it is not run. */
  readonly run: { readonly context: Context; readonly store: Store } | undefined;
}

export function createWorkspace(host: WorkspaceHost, cache: ModuleCache): Workspace {
  const seen = new Map<string, string | undefined>();
  const active: Reading[] = [];
  const changed = new Map<Reading, boolean>();
  const taken = new Set<Reading>();
  const records = new Map<string, ModuleRecord>();
  const resolved = new Map<string, ResolvedImport>();
  const { modules } = cache;
  const noted = new Set<string>();
  let isFresh = false;

  const read: ReadFile = (path) => {
    const text = seen.has(path) ? seen.get(path) : host.read(path);
    seen.set(path, text);
    active.at(-1)?.own.set(path, text);
    return text;
  };

  const lookupWith = (reading: ReadFile): Lookup => ({
    read: reading,
    roots: host.roots,
    memo: cache.projects.memo,
    isSdk: host.isSdk,
  });

  const hasChanged = ({ own }: Reading): boolean => {
    for (const [path, text] of own) if ((seen.has(path) ? seen.get(path) : host.read(path)) !== text) return true;
    return false;
  };

  /** Takes what a module read for read by this document too. */
  function note(reading: Reading): void {
    if (taken.has(reading)) return;
    taken.add(reading);
    for (const [path, text] of reading.own) seen.set(path, text);
    for (const part of reading.parts) note(part);
  }

  function load(machine: Machine, path: string): ModuleRecord | undefined {
    const kept = modules.get(path);
    const known = records.get(path);
    if (known) {
      if (kept) active.at(-1)?.parts.add(kept.reading);
      return known;
    }
    if (kept && !anyReading(kept.reading, changed, hasChanged)) {
      note(kept.reading);
      active.at(-1)?.parts.add(kept.reading);
      records.set(path, kept.record);
      return kept.record;
    }
    // Each level takes a good part of the stack.
    if (machine.importing >= deepestImport) return undefined;
    const reading: Reading = { own: new Map(), parts: new Set() };
    active.push(reading);
    try {
      const record = open(machine, path);
      if (!record) return undefined;
      records.set(path, record);
      importModule(machine, record);
      modules.set(path, { record, reading });
      return record;
    } finally {
      active.pop();
      active.at(-1)?.parts.add(reading);
    }
  }

  const looked = new Map<string, string | undefined>();
  const look: ReadFile = (path) => {
    if (!looked.has(path)) looked.set(path, seen.has(path) ? seen.get(path) : host.read(path));
    return looked.get(path);
  };

  const reachHost = (machine: Machine): ReachHost => ({
    read: look,
    lower: host.lower,
    sdks: machine.sdks,
    isRelevant: host.isRelevant,
    resolve: (reading, from, specifier, module) => resolveImport(lookupWith(reading), from, specifier, module.language),
    importsOf: (reading, path, text) => workspaceImports(lookupWith(reading), path, text),
  });

  function reach(machine: Machine, path: string): Reach {
    if (!isFresh) {
      isFresh = true;
      refresh(cache.graph, reachHost(machine));
    }
    const found = reachOf(cache.graph, reachHost(machine), path);
    noteReads(cache.graph, path, noted, (one) => {
      if (!seen.has(one)) seen.set(one, look(one));
    });
    return found;
  }

  function open(machine: Machine, path: string): ModuleRecord | undefined {
    const text = read(path);
    if (text === undefined) return undefined;
    const module = host.lower(path, text);
    if (!module) return undefined;
    return {
      path,
      module,
      text,
      scope: new Scope('module', path),
      exports: new Map(),
      stars: [],
      packages: [...machine.sdks.signsOf(text)],
      ready: false,
    };
  }

  return {
    reads: seen,
    load,
    reach,
    text: read,
    find(from, path) {
      // Where a program is started is not known; what it names lies in one of the folders above.
      const folders = path.startsWith('/') || /^[A-Za-z]:/.test(path) ? [''] : ancestors(from, host.roots);
      for (const folder of folders) {
        const one = joinPath(folder, path);
        const text = read(one);
        if (text !== undefined) return { path: one, text };
      }
      return undefined;
    },
    resolve(from: string, specifier: string, language: LanguageId) {
      // Resolution depends on the directory alone, but what it read must be noted for every module that asks.
      const key = `${from}\u0000${specifier}`;
      const known = active.length ? undefined : resolved.get(key);
      if (known) return known;
      const result = resolveImport(lookupWith(read), from, specifier, language);
      resolved.set(key, result);
      return result;
    },
    main(machine, path) {
      const record = open(machine, path);
      if (!record) return undefined;
      // What an importer of wrappers calls is told by their names; a text that names an SDK itself may hide its calls behind others.
      if (!host.isRelevant(record.text) && reach(machine, path).isNothing)
        return { module: record.module, run: undefined };
      const store = new Store();
      machine.store = store;
      const context = contextOf(machine, record, store);
      machine.frames.push(context.frame);
      if (mutationsOf(record.module).size > 0) {
        // What functions change later is loosened before the calls at the end of a script are followed.
        machine.muted++;
        machine.importing++;
        machine.rootLimit = machine.steps + importLimit;
        executeBody(context, record.module.body);
        machine.muted--;
        machine.importing--;
        machine.exhausted = false;
        machine.memo.clear();
        for (const cell of loosen(machine, record, store)) machine.pinned.add(cell);
      }
      machine.rootLimit = machine.steps + machine.limits.steps / 2;
      executeBody(context, record.module.body);
      record.ready = true;
      machine.exhausted = false;
      return { module: record.module, run: { context, store } };
    },
  };
}

function contextOf(machine: Machine, record: ModuleRecord, entry: Store): Context {
  const frame: ActiveFrame = {
    fn: undefined,
    label: 'module',
    place: { path: record.path, start: 0, end: 0 },
    entry,
    outcomes: [],
    returns: [],
    yields: [],
    straight: entry,
    loops: [],
    recursive: false,
    elements: 0,
    handlers: 0,
  };
  return { machine, scope: record.scope, record, frame, self: undefined, owner: undefined };
}

/** Runs the module in a store of its own, so that the result does not depend on who imported it first. */
function importModule(machine: Machine, record: ModuleRecord): void {
  const { store: outer, rootLimit, steps, exhausted, executed } = machine;
  const frames = machine.frames.splice(0);
  const { importingPath } = machine;
  machine.importingPath = record.path;
  const store = new Store();
  machine.store = store;
  machine.importing++;
  machine.exhausted = false;
  // What the module runs is none of the document's, which may hold the same functions, and the other way round.
  machine.executed = new Set();
  machine.steps = 0;
  machine.rootLimit = importLimit;
  try {
    const context = contextOf(machine, record, store);
    machine.frames.push(context.frame);
    executeBody(context, record.module.body);
    loosen(machine, record, store);
  } finally {
    record.ready = true;
    machine.frames.length = 0;
    machine.frames.push(...frames);
    machine.importing--;
    machine.importingPath = importingPath;
    machine.store = outer;
    machine.steps = steps;
    machine.rootLimit = rootLimit;
    machine.exhausted = exhausted;
    machine.executed = executed;
  }
  // Cells that existed before belong to other modules: what this one did to them at import is not theirs to keep.
  for (const [cell, value] of store.changes) if (cell.owner === record.path) cell.base = value;
}

function loosen(machine: Machine, record: ModuleRecord, store: Store): readonly Cell<AbstractValue>[] {
  const changed: Cell<AbstractValue>[] = [];
  for (const [name, mutation] of mutationsOf(record.module)) {
    const cell = record.scope.names.get(name);
    const value: AbstractValue | undefined = cell && store.get(cell);
    if (!cell || !value) continue;
    const known = [...mutation.by].some((fn) => machine.executed.has(fn));
    store.set(cell, widened(value, mutation, name, store, known));
    changed.push(cell);
  }
  return changed;
}
