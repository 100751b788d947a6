// The advisor's report as text: what a task costs and why, the levers that pay, and the others with the reason.
import { type Advised, type Engine, type Money, verdictText } from '../engine/index.ts';
import { columns } from './columns.ts';
import type { Style } from './style.ts';
import { wrapText } from './wrapText.ts';

const paragraphWidth = 100;

export interface LeversTextOptions {
  readonly title: string;
  readonly style: Style;
  readonly money: Engine['formatMoney'];
  readonly tasksPerDay: number;
}

export function leversText(advised: Advised, { title, style, money, tasksPerDay }: LeversTextOptions): string {
  const { advice, silent, verdict, slo } = advised;
  const successes =
    advised.costPerSuccess === advised.cost ? [] : [['a task that succeeds', money(advised.costPerSuccess)]];
  const parts: (readonly string[])[] = [
    [style('bold', title)],
    [
      style('bold', 'A task'),
      ...indented(
        columns([
          [
            'cost',
            `${money(advised.cost)}, ${money(advised.costPerDay)} for ${tasksPerDay.toLocaleString('en-US')} a day`,
          ],
          ...successes,
          [
            'time',
            `${time(advised.milliseconds)}: model ${time(advised.modelMilliseconds)}, tools ${time(advised.toolMilliseconds)}`,
          ],
          ['tokens', `${advised.multiplier.toFixed(1)} times those of its first call`],
          ...(slo === undefined ? [] : [['SLO', sloText(slo)]]),
        ]),
      ),
    ],
    ...(verdict === undefined
      ? []
      : [[style('bold', 'Bottleneck'), ...indented(wrapText(verdictText(verdict), paragraphWidth))]]),
    [
      style('bold', 'Levers'),
      ...indented(
        advice.length === 0
          ? ['None saves anything with these figures.']
          : columns(
              [
                ['', 'lever', 'a task', 'a day', 'time', ''],
                ...advice.map(({ name, saves, savesPerDay, share, required, fits }, at) => [
                  String(at + 1),
                  name,
                  signed(saves.money, money),
                  signed(savesPerDay.money, money),
                  `${saves.milliseconds < 0 ? '+' : '-'}${time(Math.abs(saves.milliseconds))}`,
                  [
                    `${Math.round(share.money * 100)}% of the cost, ${Math.round(share.time * 100)}% of the time`,
                    ...(fits ? ['fits the bottleneck'] : []),
                    ...(required ? ['needed for the SLO'] : []),
                  ].join('; '),
                ]),
              ],
              ['right', 'left', 'right', 'right', 'right'],
            ),
      ),
    ],
    ...advice.map(({ name, how, risk, assumes, paste }, at) => [
      style('bold', `${at + 1} ${name}`),
      ...indented([
        ...wrapText(how, paragraphWidth),
        ...(paste === undefined ? [] : wrapText(`“${paste}”`, paragraphWidth)),
        ...wrapText(`Risk: ${risk}`, paragraphWidth),
        ...(assumes.length === 0 ? [] : wrapText(`Assumes ${assumes.join('; ')}.`, paragraphWidth)),
      ]),
    ]),
    [
      style('bold', 'Not here'),
      ...indented(silent.flatMap(({ name, reason }) => wrapText(`${name}: ${reason}`, paragraphWidth))),
    ],
  ];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function sloText({ wanted, milliseconds, met, reachable }: NonNullable<Advised['slo']>): string {
  if (met) return `${time(wanted)}: met with ${time(milliseconds)}`;
  return `${time(wanted)}: missed with ${time(milliseconds)}; ${reachable ? 'the levers marked below bring it there' : 'no levers of these bring it there'}`;
}

/** As a change of the bill. */
function signed(saved: Money, money: Engine['formatMoney']): string {
  if (saved === 0n) return '$0';
  return saved > 0n ? `-${money(saved)}` : `+${money(-saved)}`;
}

function time(milliseconds: number): string {
  return milliseconds >= 1000 ? `${(milliseconds / 1000).toFixed(1)} s` : `${Math.round(milliseconds)} ms`;
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`));
}
