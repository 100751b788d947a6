// Reports cache entries that expire between two ticks of the usage scenario.
import type { Money } from '../model/index.ts';
import { longerTtlFix } from './edits/index.ts';
import { type CallContext, defineRule } from './rule.ts';
import { formatMoney } from './shared/formatMoney.ts';
import { formatTokens } from './shared/formatTokens.ts';
import { reuseOf } from './shared/reuse.ts';

export const ttlShorterThanIdle = defineRule({
  id: 'ttl-shorter-than-idle',
  since: '0.1.0',
  severity: 'information',
  recommended: true,
  fix: 'unsafe',
  takes: 'call',
  summary: 'the pause between two ticks is longer than the cache entry lives',
  docs: {
    what: 'Reports marks whose lifetime is shorter than the pause between two ticks that the usage scenario states (`gapSeconds`).',
    why: 'An entry lives from the start of the request that wrote or read it last. When the next tick comes later, it pays the write premium again and reads nothing.',
    fix: 'Ask for the lifetime of one hour where the next tick comes within it: its write costs 2 instead of 1.25 times the input price, and one read pays that back. Where the pauses are longer still, remove the marks, or keep the entry warm with a request that asks for no output.',
    whenNotToUse: 'When the pauses differ widely and most of them are short.',
  },
  messages: {
    longer:
      'This cache entry lives for {ttl}, and the next tick comes after {gap}: every tick writes it again and none reads it.{cost} Give the mark a `ttl` of one hour.',
    never:
      'This cache entry lives for {ttl}, and the next tick comes after {gap}, longer than any entry lives: every tick pays the write premium and none reads it.{cost} Remove the mark.',
  },
  *check(context) {
    const { analyzed, limits, scenario } = context;
    const { layout, call } = analyzed;
    if (!limits.needsMark || scenario.ticks < 2 || reuseOf(call) === 'once') return;
    const marks = layout.breakpoints.filter(({ mark }) => mark.presence === 'always');
    const [first] = marks;
    // An unknown lifetime may be the long one.
    const lifetimes = marks.flatMap(({ mark }) => limits.lifetimes[mark.ttl] ?? []);
    if (first === undefined || lifetimes.length < layout.breakpoints.length) return;
    const lifetime = Math.max(...lifetimes);
    if (scenario.gapSeconds <= lifetime) return;
    const hour = limits.lifetimes['1h'];
    const isWorth = hour !== undefined && scenario.gapSeconds < hour;
    if (isWorth && !pays(context)) return;
    const tokens = analyzed.estimate.breakpoints[layout.breakpoints.length - 1]?.tokens ?? 0;
    const money = lossOf(context, isWorth, tokens);
    yield {
      messageId: isWorth ? 'longer' : 'never',
      place: first.mark.place,
      data: {
        ttl: duration(lifetime),
        gap: duration(scenario.gapSeconds),
        cost:
          money === undefined || money <= 0n
            ? ''
            : ` That costs ≈${formatMoney(money)} a tick on ${formatTokens(tokens)}.`,
      },
      effect: { tokens, money, each: 'tick' },
      fixes: () => (isWorth ? longerTtlFix(context, layout.breakpoints) : []),
    };
  },
});

/** One write for an hour and reads from then on, against a write on every tick. */
function pays({ limits, scenario: { ticks } }: CallContext): boolean {
  const { writeRate, hourWriteRate, readRate } = limits;
  if (writeRate === undefined || hourWriteRate === undefined || readRate === undefined) return false;
  return hourWriteRate + readRate * BigInt(ticks - 1) < writeRate * BigInt(ticks);
}

/** What a tick pays over a read, or over plain input where no lifetime is long enough. */
function lossOf({ limits }: CallContext, isWorth: boolean, tokens: number): Money | undefined {
  const { writeRate, readRate, inputRate } = limits;
  const better = isWorth ? readRate : inputRate;
  return writeRate === undefined || better === undefined ? undefined : (writeRate - better) * BigInt(tokens);
}

function duration(seconds: number): string {
  const units = [
    [3600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ] as const;
  const [size, unit] = units.find(([each]) => seconds >= each) ?? [1, 'second'];
  const count = Math.round((seconds / size) * 10) / 10;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
