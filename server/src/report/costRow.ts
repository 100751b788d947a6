// What one model call costs, in the figures of a cost report.
import {
  type AnalyzedCall,
  dayCost,
  type Engine,
  type Money,
  runCost,
  type Scenario,
  type TokenCount,
} from '../engine/index.ts';
import { callName } from './callName.ts';
import { patternText } from './patternText.ts';

export interface CostRow {
  /** As a reader knows it; line from 1. */
  readonly file: string;
  readonly line: number;
  /** Tells the calls of a file apart wherever they stand: the function that holds it, and what is called. */
  readonly name: string;
  readonly callee: string;
  /** What it is part of; empty for a call by itself. */
  readonly pattern: string;
  /** Undefined without prices. */
  readonly model: string | undefined;
  readonly modelAssumed: boolean;
  readonly tokens: TokenCount;
  readonly cold: Money | undefined;
  readonly warm: Money | undefined;
  /** Of the warm tick, 0..1. */
  readonly hitRate: number | undefined;
  readonly ticks: number;
  readonly run: Money | undefined;
  readonly day: Money | undefined;
}

export interface CostPlace {
  readonly file: string;
  readonly line: number;
}

/** `scenario` is the settings'; a comment at the call wins over it. */
export function costRow(engine: Engine, analyzed: AnalyzedCall, scenario: Scenario, place: CostPlace): CostRow {
  const { call, estimate } = analyzed;
  const own = engine.scenarioOf(analyzed, scenario);
  const timeline = engine.timeline(analyzed, own);
  const isPriced = estimate.model !== undefined && timeline !== undefined;
  const run = isPriced ? runCost(timeline) : undefined;
  return {
    ...place,
    name: callName(analyzed),
    callee: call.site.callee.label,
    pattern: patternText(analyzed),
    model: estimate.model,
    modelAssumed: estimate.modelAssumed,
    tokens: estimate.input,
    cold: estimate.cold,
    warm: estimate.warm,
    hitRate: estimate.hitRate,
    ticks: timeline?.ticks.length ?? 0,
    run,
    day: run === undefined ? undefined : dayCost(run, own.tasksPerDay),
  };
}

/** Dearest day first; calls without prices come last, largest first. */
export function byDayCost(a: CostRow, b: CostRow): number {
  if (a.day !== b.day) return (b.day ?? -1n) > (a.day ?? -1n) ? 1 : -1;
  return b.tokens.tokens - a.tokens.tokens || (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line);
}
