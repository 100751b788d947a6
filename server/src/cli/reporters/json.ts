// The report for programs: one JSON document, places counted from 1, money in dollars.
import type { CostEffect, Finding } from '../../engine/index.ts';
import { createFileLines, type FileLines } from './fileLines.ts';
import { relativeUri } from './relativeUri.ts';
import type { CheckReport, Reporter } from './report.ts';

const picodollars = 1e12;

export const jsonReporter: Reporter = (report) => {
  const lines = createFileLines(report.textAt);
  const document = {
    version: 1,
    base: report.base,
    files: report.checked,
    modelCalls: report.modelCalls,
    fixed: report.fixed,
    findings: report.findings.map((finding) => findingObject(finding, report, lines)),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
};

function findingObject(finding: Finding, { base }: CheckReport, lines: FileLines) {
  const place = (at: Finding['place']) => ({ file: relativeUri(base, at.path), ...lines.region(at) });
  return {
    rule: finding.rule,
    severity: finding.severity,
    messageId: finding.messageId,
    message: finding.message,
    ...place(finding.place),
    data: finding.data,
    related: finding.related.map(({ place: at, message }) => ({ message, ...place(at) })),
    ...(finding.effect === undefined ? {} : { effect: effectObject(finding.effect) }),
    fixes: finding.fixes.map(({ title, applicability }) => ({ title, applicability })),
  };
}

function effectObject({ tokens, each, money }: CostEffect) {
  return { tokens, each, ...(money === undefined ? {} : { dollars: Number(money) / picodollars }) };
}
