// The state of one interpretation: current store layer, call stack, work limit, and what has been seen so far.
import type {
  Arguments,
  CacheAccess,
  CallSite,
  ClassExpression,
  Declarations,
  FanOut,
  FunctionExpression,
  LanguageId,
  LoopFact,
  Note,
  Render,
  Source,
  ToolDispatch,
} from '../model/index.ts';
import type { ResolvedImport } from '../resolve/index.ts';
import type { Place, Span } from '../text/index.ts';
import type {
  AbstractClass,
  AbstractClosure,
  AbstractOpaque,
  AbstractScalar,
  AbstractSymbol,
  AbstractText,
  AbstractValue,
  HeapItem,
  Made,
} from './abstractValue.ts';
import { type Asides, createAsides } from './asides.ts';
import type { Cell } from './cell.ts';
import { Store } from './cell.ts';
import type { Guard } from './guards.ts';
import type { Varying } from './inspect.ts';
import type { ModuleRecord } from './moduleRecord.ts';
import type { Reach } from './reach.ts';
import type { Scope } from './scope.ts';
import type { Sdks } from './sdks.ts';

/** A function being executed. */
export interface ActiveFrame {
  readonly fn: FunctionExpression | undefined;
  readonly label: string;
  readonly place: Place;
  /** Store layer of the body; returns are flattened down to it. */
  readonly entry: Store;
  readonly outcomes: Map<Cell<unknown>, unknown>[];
  readonly returns: AbstractValue[];
  readonly yields: HeapItem[];
  /** Layer in which every statement is reached, and reached once. */
  straight: Store;
  readonly loops: ActiveLoop[];
  recursive: boolean;
  /** Depth of comprehensions around the current expression. */
  elements: number;
  /** What decides how many elements the innermost of them has, where that is not known. */
  elementsFrom?: Source | undefined;
  /** Depth of exception handlers around the current statement. */
  handlers: number;
}

export interface ActiveLoop {
  readonly fact: LoopFact;
  readonly entry: Store;
  /** Paths that go on to the next round by `continue`. */
  readonly outcomes: Map<Cell<unknown>, unknown>[];
  /** Paths that leave the loop by `break`. */
  readonly leaving: Map<Cell<unknown>, unknown>[];
  /** A path went on to the next round other than through an exception handler. */
  goesOn: boolean;
}

/** Where an expression or statement is being run. */
export interface Context {
  readonly machine: Machine;
  readonly scope: Scope;
  readonly record: ModuleRecord;
  readonly frame: ActiveFrame;
  readonly self: AbstractValue | undefined;
  readonly owner: AbstractClass | undefined;
}

/** A call site being put together: its first evaluation, then perhaps a second. */
export interface PendingSite {
  readonly site: CallSite;
  /** Known only when the entry point has been left. */
  readonly marks: { readonly lost: boolean };
  /** Round of the loops and recursions around it. */
  readonly round: number;
  /** Those of the site, which grow while a list of calls is handed on. */
  readonly fanOuts: number[];
  next: Arguments | undefined;
}

/** An object that will send requests, such as an agent: reported when nothing is seen to run it. */
export interface PendingDefinition {
  readonly made: Made;
  readonly report: () => void;
}

export interface MachineLimits {
  /** Expressions and statements evaluated for one document. */
  readonly steps: number;
  /** Of them, for one call of a function that cannot reach a model call: enough to build a prompt. */
  readonly aside: number;
  /** The same as long as no request is known to want it. */
  readonly brief: number;
  /** Of them, for an instance that is known by a declared type alone. */
  readonly making: number;
  readonly callDepth: number;
  readonly sitesPerCall: number;
}

export const defaultLimits: MachineLimits = {
  steps: 260_000,
  aside: 10_000,
  brief: 800,
  making: 1_500,
  callDepth: 28,
  sitesPerCall: 24,
};

export interface ModuleSource {
  /** Loads and initialises a module of the workspace. */
  load(machine: Machine, path: string): ModuleRecord | undefined;
  /** Path of the module that a specifier names, or the package it comes from. */
  resolve(from: string, specifier: string, language: LanguageId): ResolvedImport;
  /** What of a module can reach a model call. */
  reach(machine: Machine, path: string): Reach;
  /** Text of a workspace file that is not a module (a prompt, JSON). */
  text(path: string): string | undefined;
  /** The file that a program names, as seen from one of its modules: a relative path is looked for in the folders above. */
  find(from: string, path: string): { readonly path: string; readonly text: string } | undefined;
}

export class Machine {
  store = new Store();
  steps = 0;
  /** Steps at which the running root gives up. */
  rootLimit = Number.POSITIVE_INFINITY;
  exhausted = false;
  /** Above zero while effects are wanted but calls must not be reported. */
  muted = 0;
  /** Above zero while an imported module is being initialised. */
  importing = 0;
  /** Module being initialised, empty for the document itself. */
  importingPath = '';
  readonly frames: ActiveFrame[] = [];
  executed = new Set<FunctionExpression>();
  /** Functions by their last value: those that nothing calls are run when all else has been. */
  readonly closures = new Map<FunctionExpression, AbstractClosure>();
  /** Classes whose unknown instances are being constructed. */
  readonly making = new Set<ClassExpression>();
  /** Classes of which an unknown instance takes too long to construct. */
  readonly heavy = new Set<ClassExpression>();
  /** Functions that can reach a model call by name, and made none when they were followed. */
  readonly barren = new Set<FunctionExpression>();
  readonly sites = new Map<string, PendingSite>();
  /** Names the current round of the innermost loop or recursion: a second evaluation in the same round is no next tick. */
  round = 0;
  rounds = 0;
  /** Candidate calls evaluated, reported or not. */
  callsMade = 0;
  /** Set when a cache mark is put on something whose place in the request is not known; one for each entry point. */
  marks = { lost: false };
  /** Loops with a candidate call inside, directly or through what they call. */
  readonly callingLoops = new Set<object>();
  readonly contextsPerSite = new Map<string, number>();
  /** Made by the running entry point, or at module level while none runs. */
  definitions: PendingDefinition[] = [];
  /** The calls that made what is seen to be run. */
  readonly run = new Set<Made>();
  readonly loops: LoopFact[] = [];
  /** Loops whose next round only follows a failure. */
  readonly retries = new Set<number>();
  /** Loops that wait for something from outside in each round. */
  readonly waits = new Set<number>();
  /** Loops inside which an error is raised when a quantity gets too large. */
  readonly raises = new Set<number>();
  /** Variables whose loosened value an initialisation must not overwrite. */
  readonly pinned = new Set<Cell<AbstractValue>>();
  readonly loopByNode = new Map<object, LoopFact>();
  readonly fanOuts: FanOut[] = [];
  readonly fanOutByKey = new Map<string, FanOut>();
  readonly activeFanOuts: number[] = [];
  /** Depth of bodies whose errors a handler takes, through callers too. */
  caught = 0;
  /** That depth where each of the active fan-outs began. */
  readonly caughtAtFanOut: number[] = [];
  /** Fan-outs in which an error of a model call is not taken. */
  readonly rejecting = new Set<number>();
  /** Calls that were met while a list was made of them, by the list. */
  readonly started = new WeakMap<object, readonly string[]>();
  /** Conditions under which the current statement runs, outermost first. */
  readonly guards: Guard[] = [];
  readonly toolDispatches: ToolDispatch[] = [];
  readonly cacheAccesses: CacheAccess[] = [];
  readonly renders: Render[] = [];
  readonly notes: Note[] = [];
  /** What the running root has written into files, by their path. */
  readonly written = new Map<string, Varying>();
  readonly memo = new Map<FunctionExpression, { readonly key: string; readonly value: Memoized }[]>();
  readonly modules: ModuleSource;
  readonly limits: MachineLimits;
  readonly sdks: Sdks;
  /** How often values change, as the user says. */
  readonly volatility: Declarations['volatility'];
  readonly asides: Asides;

  constructor(
    modules: ModuleSource,
    sdks: Sdks,
    limits: MachineLimits = defaultLimits,
    volatility?: Declarations['volatility'],
    wanted?: ReadonlySet<string>,
  ) {
    this.asides = createAsides(wanted);
    this.modules = modules;
    this.sdks = sdks;
    this.limits = limits;
    this.volatility = volatility;
  }

  /** Takes back a call that is about to be met again with more known of it. */
  forgetSite(key: string): void {
    const place = this.sites.get(key)?.site.place;
    if (!place) return;
    this.sites.delete(key);
    const siteKey = `${place.path}:${place.start}`;
    this.contextsPerSite.set(siteKey, (this.contextsPerSite.get(siteKey) ?? 1) - 1);
  }

  /** Remembers the calls met since `known` as started by making `list`. */
  noteStarted(list: object, known: ReadonlySet<string>): void {
    const keys = [...this.sites.keys()].filter((key) => !known.has(key));
    if (keys.length > 0) this.started.set(list, keys);
  }

  /** Counts one step of work; false when the limit is reached and the caller must give up. */
  step(): boolean {
    if (this.exhausted) return false;
    this.steps++;
    if (this.steps > this.limits.steps || this.steps > this.rootLimit) {
      this.exhausted = true;
      return false;
    }
    return true;
  }

  /** Runs `body` as a round of its own. */
  inRound<Result>(body: () => Result): Result {
    const outer = this.round;
    this.round = ++this.rounds;
    try {
      return body();
    } finally {
      this.round = outer;
    }
  }

  /** Work left for the running root. */
  left(): number {
    return Math.min(this.limits.steps, this.rootLimit) - this.steps;
  }

  /** Runs `body` with at most `steps` of work; what it leaves undone does not exhaust the rest. */
  within<Result>(steps: number, body: () => Result): Result {
    const outer = this.rootLimit;
    const limit = this.steps + steps;
    if (this.exhausted || limit >= outer) return body();
    this.rootLimit = limit;
    try {
      return body();
    } finally {
      this.rootLimit = outer;
      if (this.exhausted && this.steps <= outer && this.steps <= this.limits.steps) this.exhausted = false;
    }
  }

  /** Runs `body` in a new store layer and returns what it changed; the layer itself is dropped. */
  inLayer(body: () => void): Map<Cell<unknown>, unknown> {
    const outer = this.store;
    const layer = new Store(outer);
    this.store = layer;
    try {
      body();
    } finally {
      this.store = outer;
    }
    return layer.changes;
  }
}

export type Memoized = AbstractText | AbstractScalar | AbstractOpaque | AbstractSymbol;

export function placeOf(context: Context, span: Span): Place {
  return { path: context.record.path, start: span.start, end: span.end };
}
