// The report for a pull request's comment or a job summary: a table, the gravest findings first.
import { escapeMarkdown, messageMarkdown } from '../../report/index.ts';
import { costText } from './costText.ts';
import { createFileLines } from './fileLines.ts';
import { gravestFirst } from './gravestFirst.ts';
import type { CheckReport, Reporter } from './report.ts';
import { summaryText } from './summaryText.ts';

/** A comment on GitHub holds 65,536 characters; a row takes some 500. */
const mostRows = 100;

export const markdownReporter: Reporter = (report) =>
  `${[`**Hitrate** ${summaryText(report)}`, '', ...markdownTable(report)].join('\n').trimEnd()}\n`;

/** Its lines and an empty one behind; none without findings. */
export function markdownTable(
  report: Pick<CheckReport, 'findings' | 'displayPath' | 'basics' | 'textAt'>,
): readonly string[] {
  const lines = createFileLines(report.textAt);
  const rows = gravestFirst(report.findings)
    .slice(0, mostRows)
    .map((finding) => {
      const { startLine } = lines.region(finding.place);
      const cost = finding.effect === undefined ? '' : escapeMarkdown(costText(finding.effect, report.basics));
      const place = escapeMarkdown(`${report.displayPath(finding.place.path)}:${startLine}`);
      return `| ${finding.severity} | ${place} | **${finding.rule}** ${messageMarkdown(finding.message)} | ${cost} |`;
    });
  if (rows.length === 0) return [];
  const left = report.findings.length - rows.length;
  return [
    '| Severity | Place | Finding | Cost |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    ...(left > 0 ? [`${left.toLocaleString('en-US')} more are not shown.`, ''] : []),
  ];
}
