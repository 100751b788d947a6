// A run that was really sent, as a table of its ticks: what was billed, what was predicted, and where each prompt parts from the one before.
import { type Engine, hitRate, type TickUsage } from '../engine/index.ts';
import type { ProfileRun, ProfileTick, TickTokens } from '../protocol/index.ts';
import { columns } from './columns.ts';
import type { Style } from './style.ts';

const picodollars = 1e12;
const mostTicks = 20;
const lastTicks = 3;

export interface MeasuredOptions {
  readonly style: Style;
  /** How a place of the source is shown. */
  readonly displayPath: (path: string) => string;
}

export function measuredLines(
  engine: Engine,
  run: ProfileRun,
  { style, displayPath }: MeasuredOptions,
): readonly string[] {
  const has = (name: keyof TickTokens): boolean => run.ticks.some(({ tokens }) => (tokens[name] ?? 0) > 0);
  const writes = (['write5m', 'write1h', 'write30m', 'write12h'] as const).filter(
    (name) => has(name) || (run.api === 'messages' && (name === 'write5m' || name === 'write1h')),
  );
  const header = [
    'tick',
    'read',
    ...writes.map((name) => `${name.slice(5)} write`),
    'fresh',
    'output',
    'hit',
    'predicted',
    'cost',
    'first token',
  ];
  const rows = run.ticks.map((tick) => [
    String(tick.tick),
    number(tick.tokens.read),
    ...writes.map((name) => number(tick.tokens[name] ?? 0)),
    number(tick.tokens.fresh),
    number(tick.tokens.output),
    percent(tick.hitRate),
    percent(tick.predicted?.hitRate),
    money(engine, tick.cost),
    tick.firstTokenMilliseconds === undefined ? '' : `${(tick.firstTokenMilliseconds / 1000).toFixed(1)} s`,
  ]);
  const table = columns(
    [header, ...rows],
    header.map(() => 'right' as const),
  );
  const [head = '', ...lines] = table;
  return [style('dim', head), ...shortened(lines), ...totalLines(engine, run), ...differenceLines(run, displayPath)];
}

function shortened(lines: readonly string[]): readonly string[] {
  if (lines.length <= mostTicks) return lines;
  const left = lines.length - mostTicks;
  return [...lines.slice(0, mostTicks - lastTicks), `… ${left} more ticks`, ...lines.slice(-lastTicks)];
}

function totalLines(engine: Engine, { total, ticks, ended }: ProfileRun): readonly string[] {
  const predicted = ticks.map((tick) => tick.predicted);
  const costs = predicted.map((one) => one?.cost);
  const sum = costs.includes(undefined) ? undefined : costs.reduce<number>((all, cost) => all + (cost ?? 0), 0);
  const latest = ticks.at(-1)?.hitRate;
  return [
    '',
    ...(ended === undefined ? [] : [ended]),
    ...columns([
      ['whole run', `${percent(total.hitRate)} hit, latest tick ${percent(latest)}`, money(engine, total.cost)],
      ['predicted', `${percent(predictedRate(predicted))} hit`, money(engine, sum)],
    ]),
  ];
}

function predictedRate(predicted: readonly ProfileTick['predicted'][]): number | undefined {
  const sum = { read: 0, write5m: 0, write1h: 0, write30m: 0, fresh: 0 };
  for (const one of predicted) {
    if (one === undefined) return undefined;
    for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += one.tokens[name] ?? 0;
  }
  return hitRate(sum satisfies Omit<TickUsage, 'output'>);
}

/** Ticks that part from the one before; those that part at the same place for the same reason are told together. */
function differenceLines({ ticks }: ProfileRun, displayPath: (path: string) => string): readonly string[] {
  const groups = new Map<string, ProfileTick[]>();
  for (const tick of ticks) {
    const { divergence, missReason } = tick;
    if (divergence === undefined && missReason === undefined) continue;
    const { path, line, label } = divergence?.source ?? {};
    const key = JSON.stringify([divergence?.level, path, line, label, missReason]);
    groups.set(key, [...(groups.get(key) ?? []), tick]);
  }
  const isAppended = ticks.every(({ divergence }) => divergence === undefined);
  return [
    '',
    ...(isAppended ? ['Every prompt begins with the one before it.'] : []),
    ...[...groups.values()].map((group) => {
      const [first] = group;
      const { divergence, missReason, missedTokens } = first as ProfileTick;
      const missed = missedTokens === undefined ? '' : `, ${number(missedTokens)} tokens not read`;
      const parts = [
        divergence === undefined ? undefined : placeText(divergence, displayPath),
        missReason === undefined ? undefined : `${missReason}${missed}`,
      ];
      const text = parts.filter((part) => part !== undefined).join(' · ');
      return `${tickNumbers(group.map(({ tick }) => tick))}: ${text}`;
    }),
  ];
}

function placeText(
  { byte, level, source, before, after }: NonNullable<ProfileTick['divergence']>,
  displayPath: (path: string) => string,
): string {
  const label = source?.label === undefined ? '' : ` (${source.label})`;
  const place = source === undefined ? '' : ` at ${displayPath(source.path)}:${source.line}${label}`;
  return `parts at byte ${number(byte)} in ${level}${place}: ${JSON.stringify(before)}, then ${JSON.stringify(after)}`;
}

function tickNumbers(numbers: readonly number[]): string {
  const [first = 0] = numbers;
  const last = numbers.at(-1) ?? first;
  if (numbers.length === 1) return `tick ${first}`;
  return last - first === numbers.length - 1 ? `ticks ${first} to ${last}` : `ticks ${numbers.join(', ')}`;
}

function money(engine: Engine, cost: number | undefined): string {
  return cost === undefined ? '' : engine.formatMoney(BigInt(Math.round(cost * picodollars)));
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}

function percent(rate: number | undefined): string {
  return rate === undefined ? '' : `${Math.round(rate * 100)}%`;
}
