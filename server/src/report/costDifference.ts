// How the cost of each model call differs between two states of the sources.
import type { Engine, Money, Scenario } from '../engine/index.ts';
import { columns } from './columns.ts';
import type { CostRow } from './costRow.ts';
import { footer, markdownTable, modelText, money } from './costTable.ts';
import { escapeMarkdown } from './escapeMarkdown.ts';
import { type CallPair, pairCalls } from './pairCalls.ts';
import type { Style } from './style.ts';

/** A call that is in one state only lacks the other side. */
export type CostChange = CallPair<CostRow>;

/** `renamed` gives the new name of a file. */
export function compareCosts(
  before: readonly CostRow[],
  after: readonly CostRow[],
  renamed: (file: string) => string = (file) => file,
): readonly CostChange[] {
  return pairCalls(before, after, renamed);
}

export interface CostDifference {
  readonly base: string;
  readonly changes: readonly CostChange[];
  readonly scenario: Scenario;
}

const heads = ['model call', 'model', 'tokens', 'cold tick', 'warm tick', 'day', 'change a day'];

export function differenceMarkdown(engine: Engine, difference: CostDifference): string {
  const { base, changes, scenario } = difference;
  const changed = sorted(changes.filter(isChange));
  const unchanged = changes.length - changed.length;
  const rest =
    unchanged === 0 ? [] : [`${unchanged === 1 ? '1 model call is' : `${unchanged} model calls are`} unchanged.`, ''];
  if (changed.length === 0) {
    return [
      `## Cost of the model calls, against ${escapeMarkdown(base)}`,
      '',
      'No model call changes its tokens or its price.',
      '',
    ].join('\n');
  }
  return [
    `## Cost of the model calls, against ${escapeMarkdown(base)}`,
    '',
    `**${summary(engine, changes)}**`,
    '',
    ...markdownTable(
      changed.map((change) => cellsOf(engine, change).map(escapeMarkdown)),
      heads,
      2,
    ),
    '',
    ...rest,
    ...footer({ rows: changes.flatMap(({ after }) => after ?? []), scenario }),
    '',
  ].join('\n');
}

export function differenceText(engine: Engine, difference: CostDifference, style: Style): string {
  const changed = sorted(difference.changes.filter(isChange));
  if (changed.length === 0) return `No model call changes its tokens or its price against ${difference.base}.\n`;
  const lines = columns(
    [heads, ...changed.map((change) => cellsOf(engine, change))],
    ['left', 'left', 'right', 'right', 'right', 'right', 'right'],
  );
  const [head = '', ...rest] = lines;
  return `${[style('bold', head), ...rest, '', summary(engine, difference.changes)].join('\n')}\n`;
}

function summary(engine: Engine, changes: readonly CostChange[]): string {
  const day = changes.reduce((sum, change) => sum + (dayChange(change) ?? 0n), 0n);
  if (day === 0n) return 'A day costs the same.';
  return `A day costs ${engine.formatMoney(day < 0n ? -day : day)} ${day < 0n ? 'less' : 'more'}.`;
}

export function isChange({ before, after }: CostChange): boolean {
  if (before === undefined || after === undefined) return true;
  return (
    before.tokens.tokens !== after.tokens.tokens ||
    before.model !== after.model ||
    before.cold !== after.cold ||
    before.warm !== after.warm ||
    before.day !== after.day
  );
}

/** Undefined where a side has no price. A call that is new, or gone, counts whole. */
export function dayChange({ before, after }: CostChange): Money | undefined {
  const from = before === undefined ? 0n : before.day;
  const to = after === undefined ? 0n : after.day;
  return from === undefined || to === undefined ? undefined : to - from;
}

function sorted(changes: readonly CostChange[]): readonly CostChange[] {
  const size = (change: CostChange): bigint => {
    const day = dayChange(change) ?? 0n;
    return day < 0n ? -day : day;
  };
  return [...changes].sort((a, b) => (size(b) > size(a) ? 1 : size(b) < size(a) ? -1 : 0));
}

function cellsOf(engine: Engine, change: CostChange): string[] {
  const { before, after } = change;
  const row = after ?? before;
  if (row === undefined) return [];
  const kind = before === undefined ? ' (new)' : after === undefined ? ' (gone)' : '';
  const day = dayChange(change);
  return [
    `${row.file}:${row.line} ${row.callee}${kind}`,
    fromTo(before && modelText(before), after && modelText(after)),
    fromTo(before && engine.formatTokens(before.tokens), after && engine.formatTokens(after.tokens)),
    fromTo(before && money(engine, before.cold), after && money(engine, after.cold)),
    fromTo(before && money(engine, before.warm), after && money(engine, after.warm)),
    fromTo(before && money(engine, before.day), after && money(engine, after.day)),
    day === undefined
      ? '–'
      : day === 0n
        ? '±$0'
        : `${day > 0n ? '+' : ''}${engine.formatMoney(day)}${percent(before?.day, day)}`,
  ];
}

function fromTo(before: string | undefined, after: string | undefined): string {
  if (before === undefined) return after ?? '';
  return after === undefined || after === before ? before : `${before} → ${after}`;
}

function percent(before: Money | undefined, change: Money): string {
  if (before === undefined || before === 0n) return '';
  const share = Number((change * 1000n) / before) / 10;
  return ` (${share > 0 ? '+' : ''}${share}%)`;
}
