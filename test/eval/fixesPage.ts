// Writes docs/fixes.md: how many fixes were tried on real repositories, what failed, and which share of the findings gets one.

export const propertyNames = ['applies', 'parses', 'gone', 'no new finding', 'once', 'requests', 'together'] as const;

export interface RuleTally {
  /** Best fix that the rule can have. */
  readonly best: 'safe' | 'unsafe' | 'none';
  findings: number;
  /** Findings with a safe fix, and those with unsafe ones alone. */
  safe: number;
  unsafe: number;
  /** Fixes. */
  tried: number;
  failed: number;
}

export interface FixTally {
  repositories: number;
  tried: number;
  /** By the name of the property. */
  readonly failures: Record<string, number>;
  /** All safe fixes of a repository at once. */
  readonly together: { fixed: number; repositories: number; mostRounds: number };
}

const meanings: Readonly<Record<(typeof propertyNames)[number], string>> = {
  applies: 'its edits do not overlap, stay inside of the text, and change something',
  parses: 'no syntax error is there that was not there before',
  gone: 'the finding is gone',
  'no new finding': 'no finding of any rule is new, in any file that depends on the change',
  once: 'it is not offered a second time',
  requests: 'what is sent differs only in what the fix says that it alters',
  together: 'all safe fixes of a repository settle in three rounds, parse, bring nothing new and never overlap',
};

export function fixesPage(tally: FixTally, rules: ReadonlyMap<string, RuleTally>) {
  const { repositories, tried, failures, together } = tally;
  const summary = [
    `${tried} fixes tried, each alone, in ${repositories} repositories; ${together.fixed} safe ones together in ${together.repositories} of them, in ${together.mostRounds} rounds at most.`,
    '',
    '| Property | Failures |',
    '|---|---:|',
    ...propertyNames.map((name) => `| ${meanings[name]} | ${failures[name] ?? 0} |`),
  ].join('\n');
  const table = [
    '| Rule | Best fix | Findings | With a safe fix | With an unsafe fix | Share | Fixes tried | Failed |',
    '|---|---|---:|---:|---:|---:|---:|---:|',
    ...[...rules]
      .filter(([, { best, findings }]) => best !== 'none' || findings > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([id, { best, findings, safe, unsafe, tried: ofRule, failed }]) =>
          `| \`${id}\` | ${best} | ${findings} | ${safe} | ${unsafe} | ${shareOf(safe + unsafe, findings, best)} | ${ofRule} | ${failed} |`,
      ),
  ].join('\n');
  const text = `# Fixes on real code

Every fix of every finding, hints included, was applied alone to ${repositories} public repositories, and analysed again: \`npm run eval:fixes -- <folder> --write\`.
The repositories are those of [accuracy.md](accuracy.md). The engine was developed with them at hand, so read the shares as the upper end of what other code will show.

${summary}

A share is that of the findings of a rule that get a fix. A rule without one says in its page why it has none.

${table}
`;
  return { summary, table, text };
}

function shareOf(fixed: number, findings: number, best: RuleTally['best']): string {
  if (best === 'none') return '–';
  return findings === 0 ? 'none found' : `${Math.round((100 * fixed) / findings)}%`;
}
