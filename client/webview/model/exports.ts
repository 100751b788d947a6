// The run as files: rows for a spreadsheet, everything for programs, a page for people.
import { toDollars } from '../../../server/src/engine/estimate/index.ts';
import {
  inputTokens,
  type Money,
  type PromptPlan,
  type Timeline,
  type TimelineTick,
} from '../../../server/src/engine/profile/index.ts';
import type { KeptRun, ProfilePage } from '../../../server/src/protocol/index.ts';
import { partsOf } from './billedParts.ts';
import type { Figures } from './figures.ts';
import { count, duration, money, rate, ratio } from './format.ts';
import { predictedMisses, tickNumbers } from './misses.ts';
import { missWords } from './missWords.ts';
import type { Play } from './play.ts';
import { plainText } from './visibleText.ts';

export interface Exported {
  readonly page: ProfilePage;
  readonly play: Play;
  readonly plan: PromptPlan;
  readonly timeline: Timeline;
  readonly figures: Figures;
  readonly runs: readonly KeptRun[];
}

export function csvOf({ timeline: { ticks } }: Exported): string {
  const head = ['tick', 'input', 'read', 'write_5m', 'write_1h', 'write_30m', 'fresh', 'output'];
  const rows = ticks.map(({ usage, hitRate, cost, uncached, miss }, at) => [
    at + 1,
    inputTokens(usage),
    usage.read,
    usage.write5m,
    usage.write1h,
    usage.write30m ?? 0,
    usage.fresh,
    usage.output,
    hitRate ?? '',
    inDollars(cost) ?? '',
    inDollars(uncached) ?? '',
    miss?.reason ?? '',
  ]);
  const all = [[...head, 'prompt_hit_rate', 'cost_usd', 'uncached_usd', 'miss_reason'], ...rows];
  return `${all.map((row) => row.join(',')).join('\r\n')}\r\n`;
}

export function jsonOf({ page, play, timeline, figures, runs }: Exported): string {
  const document = {
    version: 1,
    call: { file: page.file, line: page.line, callee: page.callee },
    model: timeline.model,
    scenario: play.scenario,
    marks: play.marks,
    toolsChange: play.toolsChange,
    tick: {
      uncached: inDollars(figures.uncached),
      cold: inDollars(figures.cold),
      warm: inDollars(figures.warm),
      hitRate: figures.warmRate,
    },
    run: {
      cost: inDollars(figures.run),
      uncached: inDollars(figures.uncachedRun),
      latestHitRate: figures.latestRate,
      hitRate: figures.runRate,
      readToWrite: figures.readToWrite,
      refused: timeline.refused,
    },
    day: { runs: play.scenario.tasksPerDay, cost: inDollars(figures.day) },
    blocks: page.blocks.map(({ level, label, tokens, state }) => ({ level, label, tokens, state })),
    ticks: timeline.ticks.map(tickObject),
    measured: runs,
    assumptions: page.assumptions,
    sources: page.sources,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function tickObject({ usage, hitRate, cost, uncached, miss }: TimelineTick, at: number): object {
  return { tick: at + 1, tokens: usage, hitRate, cost: inDollars(cost), uncached: inDollars(uncached), miss };
}

export function markdownOf({ page, play, timeline, figures }: Exported): string {
  const { ticks } = timeline;
  const parts = partsOf(ticks.map(({ usage }) => usage));
  const { scenario } = play;
  const place = page.file === '' ? '' : ` at ${code(`${page.file}:${page.line}`)}`;
  const misses = predictedMisses(ticks);
  const lines = [
    `# ${code(page.callee)}${place}`,
    '',
    `${timeline.model ?? page.model?.id ?? 'model unknown'}, ${count(scenario.ticks)} ticks, ${duration(scenario.gapSeconds)} between ticks, ${count(timeline.outputTokens)} output tokens a tick.`,
    '',
    ...table(
      ['Figure', 'Value'],
      [
        ['tick uncached', money(figures.uncached)],
        ['tick cold', money(figures.cold)],
        ['tick warm', money(figures.warm)],
        [`run of ${count(ticks.length)} ticks`, money(figures.run)],
        ['run uncached', money(figures.uncachedRun)],
        [`day of ${count(scenario.tasksPerDay)} runs`, money(figures.day)],
        ['prompt hit rate, latest tick', rate(figures.latestRate)],
        ['prompt hit rate, whole run', rate(figures.runRate)],
        ['read-to-write ratio', ratio(figures.readToWrite)],
      ],
    ),
    '',
    '## Ticks',
    '',
    ...table(
      ['tick', ...parts.map(({ name }) => name), 'hit rate', 'cost', 'uncached'],
      ticks.map(({ usage, hitRate, cost, uncached }, at) => [
        String(at + 1),
        ...parts.map(({ tokens }) => count(tokens(usage))),
        rate(hitRate),
        money(cost),
        money(uncached),
      ]),
    ),
    ...(misses.length === 0
      ? []
      : [
          '',
          '## Misses',
          '',
          ...misses.map((miss) => {
            const block = page.blocks[miss.block ?? -1];
            const where = block === undefined ? '' : ` in ${code(block.label)}`;
            return `- ${tickNumbers(miss.ticks)}: ${missWords(miss.reason).title}${where} (${code(miss.reason)})`;
          }),
        ]),
    ...(page.findings.length === 0
      ? []
      : ['', '## Findings', '', ...page.findings.map(({ rule, message }) => `- ${code(rule)} ${escaped(message)}`)]),
    ...(page.sources.length === 0 ? [] : ['', '## Sources', '', ...page.sources.map((line) => `- ${escaped(line)}`)]),
  ];
  return `${lines.join('\n')}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_cell, at) => (at === 0 ? '---' : '---:'))), ...rows.map(line)];
}

function code(text: string): string {
  return `\`${plainText(text, 200).replaceAll('`', "'").replaceAll('|', '¦').replaceAll('\n', ' ')}\``;
}

/** Text of others stays text in Markdown, too. */
function escaped(text: string): string {
  return plainText(text, 600)
    .replaceAll('\n', ' ')
    .replace(/[\\`*_{}[\]<>#|]/g, (character) => `\\${character}`);
}

function inDollars(value: Money | undefined): number | undefined {
  return value === undefined ? undefined : toDollars(value);
}

/** Name of an exported file, from the call that it is of. */
export function fileName({ page }: Pick<Exported, 'page'>, extension: string): string {
  const name = `${page.file === '' ? 'course' : page.file}-${page.line}`.replace(/[^\w.-]+/g, '-').slice(-80);
  return `hitrate-${name}.${extension}`;
}
