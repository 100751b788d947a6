// The report for test dashboards: JUnit XML, a suite for each file and a failed case for each finding.
import type { Finding } from '../../engine/index.ts';
import { costText } from './costText.ts';
import { createFileLines, type FileLines } from './fileLines.ts';
import type { CheckReport, Reporter } from './report.ts';

export const junitReporter: Reporter = (report) => {
  const lines = createFileLines(report.textAt);
  const amount = report.findings.length;
  const suites = [...new Set(report.findings.map(({ place }) => place.path))].flatMap((path) =>
    suite(
      path,
      report.findings.filter(({ place }) => place.path === path),
      report,
      lines,
    ),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="hitrate" tests="${Math.max(amount, 1)}" failures="${amount}" errors="0">`,
    ...(amount === 0 ? passed(report) : suites),
    '</testsuites>',
    '',
  ].join('\n');
};

/** Dashboards take a report without a case for a broken one. */
function passed({ checked }: CheckReport): readonly string[] {
  return [
    '  <testsuite name="hitrate" tests="1" failures="0" errors="0">',
    `    <testcase name="no findings in ${checked} ${checked === 1 ? 'file' : 'files'}" classname="hitrate"/>`,
    '  </testsuite>',
  ];
}

function suite(path: string, findings: readonly Finding[], report: CheckReport, lines: FileLines): readonly string[] {
  const file = attribute(report.displayPath(path));
  return [
    `  <testsuite name=${file} tests="${findings.length}" failures="${findings.length}" errors="0">`,
    ...findings.flatMap((finding) => {
      const { startLine, startColumn } = lines.region(finding.place);
      const name = attribute(`${finding.rule} ${startLine}:${startColumn}`);
      return [
        `    <testcase name=${name} classname=${file}>`,
        `      <failure message=${attribute(finding.message)} type=${attribute(finding.severity)}>${details(finding, report, lines)}</failure>`,
        '    </testcase>',
      ];
    }),
    '  </testsuite>',
  ];
}

function details(finding: Finding, { displayPath, basics }: CheckReport, lines: FileLines): string {
  const place = (at: Finding['place']): string => {
    const { startLine, startColumn } = lines.region(at);
    return `${displayPath(at.path)}:${startLine}:${startColumn}`;
  };
  return escapeXml(
    [
      place(finding.place),
      lines.code(finding.place).text.trim(),
      ...finding.related.map((related) => `${related.message}: ${place(related.place)}`),
      ...(finding.effect === undefined ? [] : [`cost: ${costText(finding.effect, basics)}`]),
    ].join('\n'),
  );
}

function attribute(text: string): string {
  return `"${escapeXml(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;')}"`;
}

/** Code can hold characters that no XML document may hold, escaped or not; they are replaced. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
