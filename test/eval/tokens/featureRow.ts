// The numbers of a recorded request that the fit of Claude's tokens needs: what its structure adds, its token classes, what was billed.
import type { CatalogModel } from '../../../server/src/engine/catalog/index.ts';
import {
  type CountableRequest,
  countClaudeRequest,
  exactly,
  type TokenCounter,
} from '../../../server/src/engine/estimate/index.ts';
import { classesOf, tokenClassNames } from '../../../server/src/engine/estimate/tokenClasses.ts';
import type { Encoder } from '../../../server/src/engine/index.ts';

export interface FeatureRow {
  readonly repo: string;
  /** Id in the catalog. */
  readonly model: string;
  /** Tokens of the structure. */
  readonly fixed: number;
  /** Counts in the order of `tokenClassNames`, summed over all texts. */
  readonly classes: readonly number[];
  /** Texts that are counted and rounded one by one. */
  readonly texts: number;
  readonly billed: number;
}

export function featureRow(
  request: CountableRequest,
  model: CatalogModel,
  encoder: Encoder,
  { repo, billed }: Pick<FeatureRow, 'repo' | 'billed'>,
): FeatureRow {
  const classes = tokenClassNames.map(() => 0);
  let texts = 0;
  const collector: TokenCounter = {
    count: (text, family) => {
      if (family === 'o200k_base') return exactly(encoder.encode(text).length);
      const counted = classesOf(text, encoder);
      tokenClassNames.forEach((name, at) => {
        classes[at] = (classes[at] ?? 0) + counted[name];
      });
      if (text !== '') texts++;
      return exactly(0);
    },
  };
  const fixed = countClaudeRequest(request, model, collector).total.tokens;
  return { repo, model: model.id, fixed, classes, texts, billed };
}
