// What the engine can tell without its parser and tokenizer: the rules, which texts can matter, and how money is written.
import { resolveModel } from './catalog/index.ts';
import type { Engine } from './createEngine.ts';
import { formatMoney } from './estimate/index.ts';
import { isRelevant } from './relevance.ts';
import { ruleList } from './rules/index.ts';
import { unusedSuppression } from './unusedSuppression.ts';

export type EngineBasics = Pick<Engine, 'rules' | 'isRelevant' | 'formatMoney' | 'knowsModel'>;

export const engineBasics: EngineBasics = {
  rules: [...ruleList, unusedSuppression],
  isRelevant,
  formatMoney,
  knowsModel,
};

function knowsModel(name: string): boolean {
  return resolveModel(name) !== undefined;
}
