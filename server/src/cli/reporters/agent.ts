// The report for coding agents: a line for each finding and nothing that a model has to pay for twice.
import type { Finding } from '../../engine/index.ts';
import { createFileLines } from './fileLines.ts';
import { gravestFirst } from './gravestFirst.ts';
import type { Reporter } from './report.ts';
import { summaryText } from './summaryText.ts';

/** An agent mends these first and asks again. */
const mostFindings = 50;

export const agentReporter: Reporter = (report) => {
  const lines = createFileLines(report.textAt);
  const shown = gravestFirst(report.findings)
    .slice(0, mostFindings)
    .map((finding) => {
      const { startLine, startColumn } = lines.region(finding.place);
      const where = `${report.displayPath(finding.place.path)}:${startLine}:${startColumn}`;
      return `${where} ${finding.severity} ${finding.rule}: ${[finding.message, ...notes(finding)].join(' ')}`;
    });
  const left = report.findings.length - shown.length;
  return `${[...shown, ...(left > 0 ? [`${left} more findings are not shown.`] : []), summaryText(report)].join('\n')}\n`;
};

function notes({ fixes }: Finding): readonly string[] {
  return fixes.slice(0, 1).map(({ title, applicability }) => `Fix (${applicability}): ${title}.`);
}
