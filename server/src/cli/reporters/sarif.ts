// The report for code scanners: SARIF 2.1.0.
import { pathToFileURL } from 'node:url';
import type { Finding, RuleInfo } from '../../engine/index.ts';
import { programVersion } from '../../host/index.ts';
import { ruleMarkdown } from '../../report/index.ts';
import { findingIdentity } from '../findingIdentity.ts';
import { createFileLines, type FileLines, type Region } from './fileLines.ts';
import { relativeUri } from './relativeUri.ts';
import type { CheckReport, Reporter } from './report.ts';

const levels = { hint: 'note', information: 'note', warning: 'warning', error: 'error' } as const;
const rootId = 'SRCROOT';

export const sarifReporter: Reporter = (report) => {
  const lines = createFileLines(report.textAt);
  const rules = report.basics.rules;
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Hitrate',
            semanticVersion: programVersion(),
            rules: rules.map(ruleObject),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [rootId]: { uri: folderUrl(report.base) } },
        results: report.findings.map((finding) => resultObject(finding, rules, report, lines)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
};

function ruleObject(rule: RuleInfo) {
  return {
    id: rule.id,
    shortDescription: { text: rule.summary },
    fullDescription: { text: rule.docs.what },
    help: { text: `${rule.docs.why}\n\n${rule.docs.fix}`, markdown: ruleMarkdown(rule) },
    defaultConfiguration: { level: levels[rule.severity] },
  };
}

function resultObject(finding: Finding, rules: readonly RuleInfo[], { base, textAt }: CheckReport, lines: FileLines) {
  const index = rules.findIndex((rule) => rule.id === finding.rule);
  const location = (place: Finding['place']) => ({
    physicalLocation: {
      artifactLocation: { uri: relativeUri(base, place.path), uriBaseId: rootId },
      region: regionObject(lines.region(place)),
    },
  });
  return {
    ruleId: finding.rule,
    ...(index < 0 ? {} : { ruleIndex: index }),
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [location(finding.place)],
    ...(finding.related.length === 0
      ? {}
      : {
          relatedLocations: finding.related.map(({ place, message }, id) => ({
            id,
            ...location(place),
            message: { text: message },
          })),
        }),
    partialFingerprints: { 'hitrate/v2': findingIdentity(finding, textAt(finding.place.path) ?? '') },
  };
}

function regionObject({ cell, cellLine, ...region }: Region) {
  return cell === undefined ? region : { ...region, properties: { cell, cellLine } };
}

function folderUrl(folder: string): string {
  const { href } = pathToFileURL(folder);
  return href.endsWith('/') ? href : `${href}/`;
}
