// What a run costs with its cache marks as they are and with none, and how much of its prompt is read from the cache.
import {
  addUsage,
  dayCost,
  type Engine,
  hitRate,
  type Money,
  runCost,
  type Timeline,
  writtenTokens,
} from '../engine/index.ts';
import { columns } from './columns.ts';

/** `runsPerDay` is the scenario's. */
export function runSummary(engine: Engine, timeline: Timeline, runsPerDay: number): readonly string[] {
  const { ticks, uncached } = timeline;
  const total = runCost(timeline);
  const day = total === undefined ? undefined : dayCost(total, runsPerDay);
  const whole = addUsage(ticks.map(({ usage }) => usage));
  const last = ticks.at(-1)?.usage;
  const written = writtenTokens(whole);
  return columns([
    ...(total === undefined ? [] : [['as it stands', `${engine.formatMoney(total)} for ${ticks.length} ticks`]]),
    ...(uncached === undefined
      ? []
      : [['without a cache', `${engine.formatMoney(uncached)}${savingText(total, uncached)}`]]),
    ...(day === undefined ? [] : [['a day of them', `${engine.formatMoney(day)} for ${group(runsPerDay)} runs`]]),
    ['prompt hit rate', `${percent(last && hitRate(last))} latest tick, ${percent(hitRate(whole))} whole run`],
    ['read-to-write ratio', written === 0 ? 'nothing is written' : (whole.read / written).toFixed(1)],
  ]);
}

function savingText(total: Money | undefined, uncached: Money): string {
  if (total === undefined || uncached === 0n) return '';
  const saved = Number(((uncached - total) * 1000n) / uncached) / 10;
  if (saved === 0) return ': caching changes nothing';
  return saved > 0 ? `: caching saves ${saved}%` : `: caching costs ${-saved}% more`;
}

function group(count: number): string {
  return count.toLocaleString('en-US');
}

function percent(rate: number | undefined): string {
  return rate === undefined ? 'no' : `${Math.round(rate * 100)}%`;
}
