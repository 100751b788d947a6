// The report for GitLab's Code Quality widget.
import type { Finding } from '../../engine/index.ts';
import { findingIdentity } from '../findingIdentity.ts';
import { createFileLines } from './fileLines.ts';
import type { Reporter } from './report.ts';

/** Source: docs.gitlab.com, "Code Quality report format". */
const severities = {
  hint: 'info',
  information: 'minor',
  warning: 'major',
  error: 'critical',
} as const satisfies Record<Finding['severity'], string>;

export const gitlabReporter: Reporter = (report) => {
  const lines = createFileLines(report.textAt);
  const seen = new Map<string, number>();
  const issues = report.findings.map((finding) => {
    const { startLine, endLine } = lines.region(finding.place);
    const path = report.displayPath(finding.place.path);
    const identity = `${path}:${findingIdentity(finding, report.textAt(finding.place.path) ?? '')}`;
    const earlier = seen.get(identity) ?? 0;
    seen.set(identity, earlier + 1);
    return {
      description: finding.message,
      check_name: finding.rule,
      // GitLab shows one of several issues with the same fingerprint.
      fingerprint: `${identity}:${earlier}`,
      severity: severities[finding.severity],
      location: { path, lines: { begin: startLine, end: endLine } },
    };
  });
  return `${JSON.stringify(issues, undefined, 2)}\n`;
};
