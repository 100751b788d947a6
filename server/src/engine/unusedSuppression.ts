// Tells of `unused-suppression`: no rule that runs, since it judges the comments that silence the rules.
import type { Rule } from './rules/index.ts';
import { unusedSuppressionRule } from './suppressions.ts';

export const unusedSuppression: Pick<Rule, 'id' | 'severity' | 'docs' | 'summary' | 'fix' | 'since'> = {
  id: unusedSuppressionRule,
  since: '0.1.0',
  severity: 'hint',
  fix: 'safe',
  summary: 'a comment silences a rule that finds nothing there',
  docs: {
    what: 'Finds `hitrate-ignore[…]` and `hitrate-ignore-file[…]` comments that silence nothing: the rule has no finding there, or there is no rule of that name.',
    why: 'A comment that outlived its finding hides the next one, which may be a new mistake on the same line. A misspelt name silences nothing at all.',
    fix: 'Remove the comment, or correct the name in it. The fix takes one id out of the brackets, or the whole comment when nothing that it names is used.',
    whenNotToUse:
      'When code is generated together with its comments. A comment in a file that is analysed only as an import of others is not judged: it may serve one of them.',
  },
};
