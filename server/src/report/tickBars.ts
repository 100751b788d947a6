// The ticks of a run as stacked bars of text: what was read from the cache, written to it, billed afresh, and answered.
import { type Engine, hitRate, inputTokens, type TickUsage, type Timeline, writtenTokens } from '../engine/index.ts';
import { columns } from './columns.ts';
import type { Emphasis, Style } from './style.ts';

const barWidth = 40;
const mostTicks = 20;
/** Ticks shown at the end of a run that is too long to show whole. */
const lastTicks = 3;

interface Stack {
  readonly name: string;
  readonly mark: string;
  readonly emphasis: Emphasis;
  readonly tokens: (usage: TickUsage) => number;
}

const stacks: readonly Stack[] = [
  { name: 'read', mark: '█', emphasis: 'green', tokens: (usage) => usage.read },
  { name: 'write', mark: '▓', emphasis: 'yellow', tokens: writtenTokens },
  { name: 'fresh', mark: '░', emphasis: 'red', tokens: (usage) => usage.fresh },
  { name: 'output', mark: '·', emphasis: 'blue', tokens: (usage) => usage.output },
];

export const tickBars = {
  legend: (style: Style): string =>
    stacks.map(({ mark, name, emphasis }) => `${style(emphasis, mark)} ${name}`).join('  '),

  lines: (engine: Engine, { ticks }: Timeline, style: Style): readonly string[] => {
    const most = Math.max(1, ...ticks.map(({ usage }) => inputTokens(usage) + usage.output));
    const figures = columns(
      ticks.map(({ usage, cost }) => [
        `${(inputTokens(usage) + usage.output).toLocaleString('en-US')} tok`,
        cost === undefined ? '' : engine.formatMoney(cost),
        `${Math.round((hitRate(usage) ?? 0) * 100)}% hit`,
      ]),
      ['right', 'right', 'right'],
    );
    const width = String(ticks.length).length;
    const all = ticks.map(
      ({ usage }, at) => `${String(at + 1).padStart(width)}  ${barOf(usage, most, style)}  ${figures[at] ?? ''}`,
    );
    if (all.length <= mostTicks) return all;
    const left = all.length - mostTicks;
    return [
      ...all.slice(0, mostTicks - lastTicks),
      style('dim', `${' '.repeat(width)}  … ${left} more ticks`),
      ...all.slice(-lastTicks),
    ];
  },
};

/** Always `barWidth` wide. Boundaries are rounded, not widths, so the parts add up to the whole. */
function barOf(usage: TickUsage, most: number, style: Style): string {
  let bar = '';
  let tokens = 0;
  let drawn = 0;
  for (const stack of stacks) {
    tokens += stack.tokens(usage);
    const end = Math.round((tokens / most) * barWidth);
    bar += style(stack.emphasis, stack.mark.repeat(end - drawn));
    drawn = end;
  }
  return bar + ' '.repeat(barWidth - drawn);
}
