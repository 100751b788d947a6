// A finding in one line, as coding agents read it.
import type { Finding } from '../../engine/index.ts';
import type { FileLines } from './fileLines.ts';

export function agentLine(finding: Finding, lines: FileLines, displayPath: (path: string) => string): string {
  const { startLine, startColumn } = lines.region(finding.place);
  const where = `${displayPath(finding.place.path)}:${startLine}:${startColumn}`;
  const fix = finding.fixes.slice(0, 1).map(({ title, applicability }) => `Fix (${applicability}): ${title}.`);
  return `${where} ${finding.severity} ${finding.rule}: ${[finding.message, ...fix].join(' ')}`;
}
