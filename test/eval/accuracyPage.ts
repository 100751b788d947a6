// Writes docs/accuracy.md: how right the findings on real repositories are, finding by finding.
import type { Judgement, ListedCall } from './accuracyRows.ts';
import { showProportion } from './proportion.ts';
import type { Precision, Recall } from './scoreAccuracy.ts';

export interface AccuracyInput {
  readonly commits: Readonly<Record<string, string>>;
  readonly judgements: readonly Judgement[];
  readonly listed: readonly ListedCall[];
  readonly precision: Precision;
  readonly recall: Recall;
}

export function accuracyPage({ commits, judgements, listed, precision, recall }: AccuracyInput): string {
  const gone = new Set(precision.gone);
  const missed = new Set(recall.missed);
  const link = (repository: string, path: string, line: number): string =>
    `[${path}:${line}](https://github.com/${repository}/blob/${commits[repository]}/${encodeURI(path)}#L${line})`;
  const verdicts = judgements
    .filter((one) => !gone.has(one))
    .map(
      ({ repository, path, line, rule, verdict, why }) =>
        `| ${repository} | ${link(repository, path, line)} | \`${rule}\` | ${verdict} | ${why.replaceAll('|', '\\|')} |`,
    );
  const calls = listed.map(
    (one) =>
      `| ${one.repository} | ${link(one.repository, one.path, one.line)} | \`${one.call}\` | ${missed.has(one) ? 'no' : 'yes'} |`,
  );
  return `# Accuracy on real code

Every finding that \`hitrate check\` shows by default on ${Object.keys(commits).length} public repositories was judged by reading the code around it. The engine was developed
with these repositories at hand, so read the figures as the upper end of what other code will show.

- Findings that are right, all levels shown by default: **${showProportion(precision.all)}**
- Findings that are right, warnings and errors: **${showProportion(precision.warnings)}**
- Model calls that the engine sees, of those listed by hand in ${new Set(listed.map(({ repository }) => repository)).size} repositories: **${showProportion(recall.all)}**

The intervals are Wilson's. To repeat the measurement, lay the repositories out at the commits below, each in a folder \`owner+name\`, and run

\`\`\`sh
npm run eval:accuracy -- <folder> --write
\`\`\`

A finding that has no verdict yet is listed by this command and not counted. Verdicts are kept in \`test/eval/data\`.

| Repository | Commit |
|---|---|
${Object.entries(commits)
  .map(([repository, commit]) => `| ${repository} | \`${commit.slice(0, 12)}\` |`)
  .join('\n')}

## Findings

| Repository | Place | Rule | Verdict | Why |
|---|---|---|---|---|
${verdicts.join('\n')}

## Model calls

| Repository | Place | Call | Seen |
|---|---|---|---|
${calls.join('\n')}
`;
}
