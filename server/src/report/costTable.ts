// The cost report: every model call with its tokens, its price cold and warm, a run and a day, dearest first.
import type { Engine, Money, Scenario } from '../engine/index.ts';
import { columns } from './columns.ts';
import { byDayCost, type CostRow } from './costRow.ts';
import { escapeMarkdown } from './escapeMarkdown.ts';
import type { Style } from './style.ts';
import { wrapText } from './wrapText.ts';

export interface CostReport {
  readonly rows: readonly CostRow[];
  /** The settings' own. */
  readonly scenario: Scenario;
}

/** The report often stands in half a window. */
const noteWidth = 100;
const heads = ['model call', 'pattern', 'model', 'tokens', 'cold', 'warm', 'hit', 'run', 'day'];
const rightFrom = 3;

export function costText(engine: Engine, report: CostReport, style: Style): string {
  const cells = cellsOf(engine, report, (row) => `${row.file}:${row.line}  ${row.callee}`);
  const aligns = heads.map((_, at) => (at < rightFrom ? ('left' as const) : ('right' as const)));
  const lines = columns([heads, ...cells, totalCells(engine, report)], aligns);
  const [head = '', ...rest] = lines;
  const notes = footer(report).flatMap((text) => wrapText(text, noteWidth));
  return `${[style('bold', head), ...rest, '', ...notes].join('\n')}\n`;
}

export function costMarkdown(engine: Engine, report: CostReport): string {
  const cells = cellsOf(engine, report, (row) => escapeMarkdown(`${row.file}:${row.line} ${row.callee}`));
  return [
    '## Cost of the model calls',
    '',
    ...markdownTable([...cells, totalCells(engine, report).map((cell) => (cell === '' ? '' : `**${cell}**`))]),
    '',
    ...footer(report),
    '',
  ].join('\n');
}

export function markdownTable(
  rows: readonly (readonly string[])[],
  names: readonly string[] = heads,
  left = rightFrom,
): readonly string[] {
  const rule = names.map((_, at) => (at < left ? '---' : '---:'));
  return [names, rule, ...rows].map((row) => `| ${row.join(' | ')} |`);
}

function cellsOf(engine: Engine, { rows }: CostReport, nameOf: (row: CostRow) => string): readonly string[][] {
  return [...rows]
    .sort(byDayCost)
    .map((row) => [
      nameOf(row),
      row.pattern === '' ? '–' : row.pattern,
      modelText(row),
      engine.formatTokens(row.tokens),
      money(engine, row.cold),
      money(engine, row.warm),
      row.cold === undefined || row.hitRate === undefined ? '–' : `${Math.round(row.hitRate * 100)}%`,
      row.run === undefined ? '–' : `${engine.formatMoney(row.run)} / ${row.ticks}`,
      money(engine, row.day),
    ]);
}

export function modelText({ model, modelAssumed }: CostRow): string {
  if (model === undefined) return 'no price';
  return modelAssumed ? `${model} (assumed)` : model;
}

function totalCells(engine: Engine, { rows }: CostReport): string[] {
  const day = rows.reduce((sum, row) => sum + (row.day ?? 0n), 0n);
  return [
    `${rows.length} ${rows.length === 1 ? 'call' : 'calls'}`,
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    engine.formatMoney(day),
  ];
}

/** What the numbers assume. */
export function footer({ rows, scenario }: CostReport): readonly string[] {
  const unpriced = rows.filter(({ day }) => day === undefined).length;
  return [
    `A run has ${scenario.ticks} ticks with ${scenario.outputTokens} output tokens each, ${scenario.gapSeconds} s apart; a day has ${scenario.tasksPerDay.toLocaleString('en-US')} runs. Comments at calls may say otherwise.`,
    'Tokens are estimates; parts that are known only at run time have an assumed size.',
    ...(unpriced === 0
      ? []
      : [
          `${unpriced === 1 ? '1 call has' : `${unpriced} calls have`} no known price and ${unpriced === 1 ? 'is' : 'are'} not in the sum.`,
        ]),
  ];
}

export function money(engine: Engine, amount: Money | undefined): string {
  return amount === undefined ? '–' : engine.formatMoney(amount);
}
