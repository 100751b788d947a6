// Reads a history that is known at a few ticks only, at any tick.
import { interpolatedHistory } from '../../estimate/index.ts';

/** Tokens at `tick` (from 1): on the line between the known ticks around it; behind the last one the last line goes on. */
export function historyAt(points: readonly (readonly [tick: number, tokens: number])[], tick: number): number {
  if (tick < 1) return 0;
  const known = interpolatedHistory(points);
  const inside = known[tick - 1];
  if (inside !== undefined) return inside;
  const sorted = [...points].sort(([a], [b]) => a - b);
  const [last, before] = [sorted.at(-1), sorted.at(-2)];
  if (last === undefined) return 0;
  if (before === undefined || before[0] === last[0]) return last[1];
  const slope = (last[1] - before[1]) / (last[0] - before[0]);
  return Math.max(0, Math.round(last[1] + slope * (tick - last[0])));
}
