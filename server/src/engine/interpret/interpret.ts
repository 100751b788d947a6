// Runs a document abstractly and returns what it does: its candidate calls, loops, fan-outs and the notes on where sight ended.
import type {
  CacheAccess,
  CallSite,
  Declarations,
  FanOut,
  LoopFact,
  Module,
  Note,
  Render,
  ToolDispatch,
} from '../model/index.ts';
import { wantedBy } from './asides.ts';
import { runEntryPoints } from './entryPoints.ts';
import { Machine, type MachineLimits, type PendingSite } from './machine.ts';
import type { Sdks } from './sdks.ts';
import { createWorkspace, type ModuleCache, type WorkspaceHost } from './workspace.ts';

export interface Interpretation {
  readonly module: Module | undefined;
  readonly sites: readonly CallSite[];
  readonly loops: readonly LoopFact[];
  readonly fanOuts: readonly FanOut[];
  readonly toolDispatches: readonly ToolDispatch[];
  readonly cacheAccesses: readonly CacheAccess[];
  readonly renders: readonly Render[];
  readonly notes: readonly Note[];
  /** Files read and what they held; undefined for files that are absent. */
  readonly reads: ReadonlyMap<string, string | undefined>;
  /** Expressions and statements evaluated. */
  readonly steps: number;
}

export interface InterpretOptions {
  readonly sdks: Sdks;
  readonly cache: ModuleCache;
  readonly limits?: MachineLimits;
  /** How often values change, as the user says. The cache is made for one such telling. */
  readonly volatility?: Declarations['volatility'];
}

/** The first run shows which of the calls that it cut short a request wants, the next ones follow those. */
const mostRuns = 3;
/** A document that takes more than this share of its work limit at once has no room for what a request wants besides. */
const shareOfRun = 4;

/** Never throws for any input; a document that cannot be read gives an empty interpretation. */
export function interpret(path: string, host: WorkspaceHost, options: InterpretOptions): Interpretation {
  const workspace = createWorkspace(host, options.cache);
  let wanted: ReadonlySet<string> = new Set();
  let steps = 0;
  for (let run = 1; ; run++) {
    const machine = new Machine(workspace, options.sdks, options.limits, options.volatility, wanted);
    const opened = workspace.main(machine, path);
    if (opened?.run) runEntryPoints(opened.run.context, opened.run.store);
    steps += machine.steps;
    const sites = [...machine.sites.values()].map(siteOf);
    const isLast = run >= mostRuns || machine.steps > machine.limits.steps / shareOfRun;
    const more = isLast ? wanted : wantedBy(machine.asides, sites);
    const all = new Set([...wanted, ...more]);
    if (all.size === wanted.size) return outcomeOf(machine, opened?.module, sites, workspace.reads, steps);
    wanted = all;
  }
}

function siteOf({ site, marks, next }: PendingSite): CallSite {
  const frames = site.frames.map((frame) => ({
    label: frame.label,
    place: frame.place,
    recursive: frame.recursive,
    loops: frame.loops,
  }));
  return { ...site, frames, ...(next ? { nextArgs: next } : {}), ...(marks.lost ? { marksLost: true } : {}) };
}

function outcomeOf(
  machine: Machine,
  module: Module | undefined,
  sites: readonly CallSite[],
  reads: Interpretation['reads'],
  steps: number,
): Interpretation {
  return {
    module,
    sites,
    loops: machine.loops,
    fanOuts: machine.fanOuts.map((fact) => (machine.rejecting.has(fact.id) ? { ...fact, rejects: true } : fact)),
    toolDispatches: machine.toolDispatches,
    cacheAccesses: machine.cacheAccesses,
    renders: machine.renders,
    notes: machine.notes,
    reads,
    steps,
  };
}
