// Door of the rules room: the list of rules and the one function that runs them.
export { checkRules, type RulesInput, type RulesOutput } from './checkRules.ts';
export { notWritable, placeMarks, type WantedMark } from './edits/index.ts';
export type { ProviderLimits } from './providerLimits.ts';
export { ruleList } from './registry.ts';
export type { CheckedCall, FindingSeverity, Rule, RuleDocs } from './rule.ts';
