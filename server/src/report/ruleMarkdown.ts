// The documentation of a rule as Markdown, for the hover and the report.
import type { RuleInfo } from '../engine/index.ts';

export function ruleMarkdown(rule: RuleInfo): string {
  const { what, why, fix, whenNotToUse } = rule.docs;
  return [
    `**${rule.id}** · ${rule.severity}`,
    what,
    `**Why** ${why}`,
    `**Fix** ${fix}`,
    `**When not to use it** ${whenNotToUse}`,
  ].join('\n\n');
}
