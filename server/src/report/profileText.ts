// The profile of one model call as text: the cost of a run and what to do about it, then its prompt, and its ticks as bars.
import { type AnalyzedCall, type Engine, runVerdict, type Scenario, type Timeline } from '../engine/index.ts';
import type { ProfileRun } from '../protocol/index.ts';

import { columns } from './columns.ts';
import { measuredLines } from './measuredText.ts';
import { runSummary } from './runSummary.ts';
import { segmentRows } from './segmentRows.ts';
import type { Style } from './style.ts';
import { tickBars } from './tickBars.ts';
import { wrapText } from './wrapText.ts';

/** The report often stands in half a window. */
const paragraphWidth = 72;

export interface ProfileTextOptions {
  readonly title: string;
  readonly scenario: Scenario;
  readonly style: Style;
  /** Model to price instead of the one in the source. */
  readonly model?: string;
  /** What was billed when it was sent. */
  readonly measured?: ProfileRun;
  /** Why nothing was measured, as a sentence. */
  readonly notSent?: string;
  readonly displayPath?: (path: string) => string;
}

export function profileTitle(call: AnalyzedCall, file: string, line: number): string {
  return `${file}:${line}  ${call.call.site.callee.label}`;
}

export function profileText(engine: Engine, call: AnalyzedCall, options: ProfileTextOptions): string {
  const { title, style, model, measured, scenario } = options;
  const timeline = engine.timeline(call, scenario, model);
  const parts = [
    [style('bold', title), style('dim', settingLine(call, timeline, scenario))],
    ...(timeline === undefined ? [[noPrice(call)]] : verdictParts(engine, timeline, options)),
    [style('bold', 'Prompt'), ...indented(promptTable(engine, call))],
    ...(timeline === undefined ? [] : [ticksPart(engine, timeline, style)]),
    ...(measured === undefined ? [] : [measuredPart(engine, measured, style, options.displayPath ?? ((path) => path))]),
    ...(options.notSent === undefined ? [] : [[style('bold', 'Not sent'), ...indented([options.notSent])]]),
    ...(call.estimate.assumptions.length === 0
      ? []
      : [[style('bold', 'Assumed'), ...indented(call.estimate.assumptions)]]),
  ];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** What a reader is after stands first. */
function verdictParts(engine: Engine, timeline: Timeline, { style, scenario }: ProfileTextOptions): string[][] {
  const verdict = runVerdict(timeline);
  return [
    [style('bold', 'Run'), ...indented(runSummary(engine, timeline, scenario.tasksPerDay))],
    ...(verdict === undefined ? [] : [[style('bold', 'Bottleneck'), ...indented(wrapText(verdict, paragraphWidth))]]),
  ];
}

function ticksPart(engine: Engine, timeline: Timeline, style: Style): string[] {
  return [
    `${style('bold', 'Ticks')}   ${tickBars.legend(style)}`,
    ...indented(tickBars.lines(engine, timeline, style)),
  ];
}

function measuredPart(engine: Engine, run: ProfileRun, style: Style, displayPath: (path: string) => string): string[] {
  const where =
    run.provider === 'local' ? 'sent to the local provider, which simulates the cache' : `sent to ${run.provider}`;
  return [
    `${style('bold', 'Measured')}   ${style('dim', where)}`,
    ...indented(measuredLines(engine, run, { style, displayPath })),
  ];
}

function settingLine(call: AnalyzedCall, timeline: Timeline | undefined, scenario: Scenario): string {
  const model = timeline?.model ?? call.estimate.model ?? call.call.request.models[0] ?? 'model unknown';
  const assumed = call.estimate.modelAssumed && timeline?.model === call.estimate.model ? ' (assumed)' : '';
  const { ticks, gapSeconds } = scenario;
  const outputTokens = timeline?.outputTokens ?? scenario.outputTokens;
  return `${model}${assumed} · ${ticks} ticks · ${outputTokens} output tokens a tick · ${gapSeconds} s between ticks`;
}

function promptTable(engine: Engine, call: AnalyzedCall): readonly string[] {
  const rows = segmentRows(call).map((row) => [
    String(row.position),
    row.role,
    engine.formatTokens(row.tokens),
    row.volatility,
    `${row.cached ? 'yes' : 'no'}${row.breakpoint === undefined ? '' : ` ◆ ${row.breakpoint}`}`,
    row.why,
  ]);
  if (rows.length === 0) return ['Nothing is known of its prompt.'];
  return columns([['#', 'part', 'tokens', 'changes', 'cached', 'from'], ...rows], ['right', 'left', 'right']);
}

function noPrice(call: AnalyzedCall): string {
  const named = call.call.request.models[0];
  return named === undefined
    ? 'No prices: the source does not name the model. Set defaultModel, or pass --model.'
    : `No prices: the catalog does not know ${named}.`;
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`));
}
