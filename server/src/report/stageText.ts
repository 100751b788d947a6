// The stages as tables: a run part by part, breakpoint positions, a result cache, a tick's tool calls, batches.
import {
  type BatchingComparison,
  type DispatchRow,
  type Engine,
  type PlacementComparison,
  type RunProfile,
  runParts,
  type SimulatedResultCache,
  verdictText,
} from '../engine/index.ts';
import { columns } from './columns.ts';

/** What a stage came to, by its number. */
export type StageResult =
  | { readonly stage: 1; readonly run: RunProfile }
  | { readonly stage: 2; readonly placements: PlacementComparison }
  | { readonly stage: 3; readonly cache: SimulatedResultCache }
  | { readonly stage: 4; readonly dispatch: readonly DispatchRow[] }
  | { readonly stage: 5; readonly batching: BatchingComparison };

type Cost = Engine['formatMoney'];

export function stageText(result: StageResult, money: Cost): string {
  return `${linesOf(result, money).join('\n')}\n`;
}

function linesOf(result: StageResult, money: Cost): readonly string[] {
  switch (result.stage) {
    case 1:
      return runLines(result.run, money);
    case 2:
      return placementLines(result.placements, money);
    case 3:
      return cacheLines(result.cache, money);
    case 4:
      return result.dispatch.flatMap(dispatchLines);
    case 5:
      return batchingLines(result.batching, money);
  }
}

function runLines({ ticks, input, total, milliseconds, replay, verdict }: RunProfile, money: Cost): readonly string[] {
  const header = ['tick', ...runParts, 'input', 'so far', 'cost', 'so far', 'input share', 'hit', 'clock'];
  const rows = ticks.map((tick) => [
    String(tick.tick),
    ...runParts.map((part) => count(tick.tokens[part])),
    count(tick.input),
    count(tick.cumulativeInput),
    money(tick.total),
    money(tick.cumulativeTotal),
    percent(tick.inputShare),
    percent(tick.hitRate),
    time(tick.cumulativeMilliseconds),
  ]);
  return [
    ...columns(
      [header, ...rows],
      header.map(() => 'right'),
    ),
    '',
    `${count(input)} tokens of input, ${money(total)}, ${time(milliseconds)}`,
    `Replay tax: ${count(replay.sent)} tokens of tools and system prompt are sent, ${count(replay.again)} of them again.`,
    ...(verdict === undefined ? [] : [verdictText(verdict)]),
  ];
}

const positions = {
  none: 'none',
  tools: 'behind the tools',
  system: 'behind tools and system',
  history: 'in front of the latest turn',
  turn: 'behind the latest turn, moving',
} as const;

function placementLines({ rows, best, isAutomatic }: PlacementComparison, money: Cost): readonly string[] {
  const header = ['breakpoint', 'marked', 'read', 'written', 'fresh', 'cost', 'saved', 'hit', 'first token'];
  const lines = rows.map(({ placement, marked, usage, total, saved, latestHitRate, firstTokenMilliseconds }) => [
    `${positions[placement]}${placement === best ? ' ◆' : ''}`,
    count(marked),
    count(usage.read),
    count(usage.write5m + usage.write1h + (usage.write30m ?? 0)),
    count(usage.fresh),
    money(total),
    money(saved),
    percent(latestHitRate),
    time(firstTokenMilliseconds),
  ]);
  return [
    ...columns([header, ...lines], ['left', ...header.slice(1).map(() => 'right' as const)]),
    '',
    isAutomatic
      ? 'The provider places the breakpoints itself.'
      : '◆ costs least. Tools stand in front of the system prompt.',
  ];
}

function cacheLines({ steps, tools, total }: SimulatedResultCache, money: Cost): readonly string[] {
  const header = ['tool', 'calls', 'hits', 'misses', 'stale', 'leaks', 'hit rate', 'saved', 'time saved'];
  const rows = [...tools, total].map((row) => [
    row.tool,
    ...[row.calls, row.hits, row.misses, row.stale, row.leaks].map(count),
    percent(row.hitRate),
    money(row.savedCost),
    time(row.savedMilliseconds),
  ]);
  return [
    ...columns(
      steps.map(({ call, outcome, why, age }) => [
        time(call.at),
        call.tool,
        JSON.stringify(call.args),
        outcome,
        why,
        age === undefined ? '' : `${time(age)} old`,
      ]),
      ['right'],
    ),
    '',
    ...columns([header, ...rows], ['left', ...header.slice(1).map(() => 'right' as const)]),
  ];
}

const barWidth = 50;

function dispatchLines({ dispatch, bars, wall, saved }: DispatchRow): readonly string[] {
  const scale = wall === 0 ? 0 : barWidth / wall;
  const rows = bars.map(({ name, start, end, cached }) => {
    const from = Math.round(start * scale);
    const length = Math.max(1, Math.round(end * scale) - from);
    return [
      name,
      `${' '.repeat(from)}${(cached ? '·' : '█').repeat(length)}`.padEnd(barWidth),
      `${time(start)} to ${time(end)}`,
    ];
  });
  const title = typeof dispatch === 'number' ? `pool of ${dispatch}` : dispatch;
  return [`${title}: ${time(wall)}, ${time(saved)} saved`, ...columns(rows).map((line) => `  ${line}`), ''];
}

function batchingLines({ rows, crossOver }: BatchingComparison, money: Cost): readonly string[] {
  const header = ['agents', 'calls/s', 'batch', 'left by', 'p50', 'p99', '$/run', 'alone p50', 'p99', '$/run'];
  const lines = rows.map(({ agents, callsPerSecond, batched, single, perRun }) => [
    count(agents),
    callsPerSecond.toFixed(0),
    batched.meanSize.toFixed(1),
    Object.entries(batched.reasons)
      .filter(([, batches]) => batches > 0)
      .map(([reason]) => reason)
      .join(', '),
    time(batched.p50),
    time(batched.p99),
    money(perRun.batched),
    time(single.p50),
    time(single.p99),
    money(perRun.single),
  ]);
  return [
    ...columns(
      [header, ...lines],
      header.map(() => 'right'),
    ),
    '',
    crossOver === undefined
      ? 'Batching makes the mean call later for all of these numbers of agents.'
      : `From ${crossOver.agents} agents (${crossOver.callsPerSecond.toFixed(0)} calls a second) on, the mean call is answered no later than without batching.`,
  ];
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function percent(rate: number | undefined): string {
  return rate === undefined ? '' : `${Math.round(rate * 100)}%`;
}

function time(milliseconds: number): string {
  if (Math.abs(milliseconds) >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${Number(milliseconds.toFixed(1))} ms`;
}
