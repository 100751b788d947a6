// One tick of a run in words.
import { inputTokens, type TimelineTick } from '../../../server/src/engine/profile/index.ts';
import { type BilledPart, partsOf } from './billedParts.ts';
import { count, money, rate } from './format.ts';
import { missWords } from './missWords.ts';

/** `tick` counts from 0. */
export function tickText(ticks: readonly TimelineTick[], tick: number): string {
  const one = ticks[tick];
  if (one === undefined) return '';
  const { usage, hitRate, cost, miss } = one;
  const parts = partsOf([usage]).map((part: BilledPart) => `${part.name} ${count(part.tokens(usage))}`);
  return [
    `Tick ${tick + 1} of ${ticks.length}: ${count(inputTokens(usage))} input tokens`,
    ...parts,
    `prompt hit rate ${rate(hitRate)}`,
    money(cost),
    ...(miss === undefined ? [] : [`missed: ${missWords(miss.reason).title}`]),
  ].join(', ');
}
