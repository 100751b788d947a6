// The report for coding agents: a line for each finding and nothing that a model has to pay for twice.
import { agentLine } from './agentLine.ts';
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
    .map((finding) => agentLine(finding, lines, report.displayPath));
  const left = report.findings.length - shown.length;
  return `${[...shown, ...(left > 0 ? [`${left} more findings are not shown.`] : []), summaryText(report)].join('\n')}\n`;
};
