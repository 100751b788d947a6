// The report for GitHub Actions: workflow commands that become annotations on the lines of a pull request.
import type { Finding } from '../../engine/index.ts';
import { createFileLines } from './fileLines.ts';
import { gravestFirst } from './gravestFirst.ts';
import type { Reporter } from './report.ts';
import { summaryText } from './summaryText.ts';

const commands = {
  hint: 'notice',
  information: 'notice',
  warning: 'warning',
  error: 'error',
} as const satisfies Record<Finding['severity'], string>;

/** GitHub shows ten annotations of each kind for a step, so the gravest and dearest stand first; source: docs.github.com, workflow commands. */
export const githubReporter: Reporter = (report) => {
  const lines = createFileLines(report.textAt);
  const annotations = gravestFirst(report.findings).map((finding) => {
    const { startLine, startColumn, endLine, endColumn } = lines.region(finding.place);
    const properties = {
      file: report.displayPath(finding.place.path),
      line: startLine,
      // Columns of an annotation are of one line only.
      ...(endLine === startLine ? { col: startColumn, endColumn } : { endLine }),
      title: `Hitrate: ${finding.rule}`,
    };
    const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
    return `::${commands[finding.severity]} ${list.join(',')}::${escapeData(finding.message)}`;
  });
  return `${[...annotations, summaryText(report)].join('\n')}\n`;
};

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
