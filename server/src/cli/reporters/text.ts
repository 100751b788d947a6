// The report that people read: each finding with its line of code, the way of the value, what it costs and how it is mended.
import type { Finding, Place } from '../../engine/index.ts';
import { isNotebookPath } from '../../host/index.ts';
import type { Emphasis, Style } from '../../report/index.ts';
import { costText } from './costText.ts';
import { createFileLines, type FileLines, type Region } from './fileLines.ts';
import type { CheckReport, Reporter } from './report.ts';
import { summaryText } from './summaryText.ts';

const severityEmphasis = {
  hint: 'dim',
  information: 'blue',
  warning: 'yellow',
  error: 'red',
} as const satisfies Record<Finding['severity'], Emphasis>;

/** Longer lines of code are cut around the place. */
const frameWidth = 110;
const tabWidth = 4;

export const textReporter: Reporter = (report) => {
  const lines = createFileLines(report.textAt);
  const findings = report.findings.map((finding) => findingText(finding, report, lines));
  return `${[...findings, summaryText(report)].join('\n\n')}\n`;
};

function findingText(finding: Finding, report: CheckReport, lines: FileLines): string {
  const { style, displayPath, basics } = report;
  const region = lines.region(finding.place);
  const where = whereText(finding.place, region, displayPath);
  const label = style(severityEmphasis[finding.severity], finding.severity);
  const width = String(region.cellLine ?? region.startLine).length;
  const detail = (name: string, text: string): string => `  ${style('cyan', name.padEnd(4))} ${text}`;
  return [
    `${style('bold', where)}  ${label}  ${style('dim', finding.rule)}`,
    `  ${finding.message}`,
    ...frame(finding, region, lines, style, width),
    ...finding.related.map(({ place, message }, at) => {
      const at0 = style('dim', whereText(place, lines.region(place), displayPath));
      return detail(at === 0 ? 'path' : '', `${message}  ${at0}`);
    }),
    ...(finding.effect === undefined ? [] : [detail('cost', costText(finding.effect, basics))]),
    ...finding.fixes.map((fix, at) =>
      detail(
        at === 0 ? 'fix' : '',
        `${fix.title}  ${style('dim', fix.applicability === 'safe' && !isNotebookPath(finding.place.path) ? '--fix' : 'by hand')}`,
      ),
    ),
  ].join('\n');
}

/** A line of a notebook's file tells nobody where to look, so the cell is named too. */
function whereText(
  { path }: Place,
  { startLine, startColumn, cell, cellLine }: Region,
  displayPath: CheckReport['displayPath'],
) {
  const inCell = cell === undefined ? '' : ` (cell ${cell}, line ${cellLine})`;
  return `${displayPath(path)}:${startLine}:${startColumn}${inCell}`;
}

function frame({ place }: Finding, region: Region, lines: FileLines, style: Style, width: number): readonly string[] {
  const { text: code, start } = lines.code(place);
  const end = Math.min(start + (place.end - place.start), code.length);
  const from = start > frameWidth - 20 ? start - 20 : 0;
  const shown = expandTabs(code.slice(from, from + frameWidth));
  const lead = expandTabs(code.slice(from, start));
  const marked =
    expandTabs(code.slice(from, Math.min(Math.max(end, start + 1), from + frameWidth))).length - lead.length;
  const cut = from > 0 ? '…' : '';
  const gutter = (text: string): string => style('dim', `  ${text.padStart(width)} │ `);
  const carets = style('red', '^'.repeat(Math.max(1, marked)));
  return [
    `${gutter(String(region.cellLine ?? region.startLine))}${cut}${shown.trimEnd()}`,
    `${gutter('')}${' '.repeat(cut.length + columnsOf(lead))}${carets}`,
  ];
}

function expandTabs(text: string): string {
  return text.replaceAll('\t', ' '.repeat(tabWidth));
}

const wide = /[\p{Emoji_Presentation}\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\uFF01-\uFF60]/u;

/** Places on the screen: a terminal draws some characters twice as wide. */
function columnsOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0);
}
