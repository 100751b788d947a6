// The numbers of a recorded request that its estimate is made of: what its structure adds, its text classes, what was billed.
import { type CatalogModel, resolveModel } from '../../../server/src/engine/catalog/index.ts';
import { claudeClassesOf } from '../../../server/src/engine/estimate/claudeClasses.ts';
import { claudeClassNames } from '../../../server/src/engine/estimate/claudeClassNames.ts';
import {
  type CountableRequest,
  countClaudeRequest,
  exactly,
  type TokenCounter,
} from '../../../server/src/engine/estimate/index.ts';
import type { Encoder } from '../../../server/src/engine/index.ts';
import { type ClassAmounts, flattened, sparse, unflattened } from './textFeatures.ts';

export interface FeatureRow {
  readonly repo: string;
  /** Id in the catalog. */
  readonly model: string;
  /** Tokens of the structure. */
  readonly fixed: number;
  /** Texts that are counted and rounded one by one. */
  readonly texts: number;
  readonly billed: number;
  /** Summed over all texts. */
  readonly classes: ClassAmounts;
}

type Origin = Pick<FeatureRow, 'repo' | 'billed'>;

export function featureRow(
  request: CountableRequest,
  model: CatalogModel,
  encoder: Encoder,
  { repo, billed }: Origin,
): FeatureRow {
  const sums = new Float64Array(claudeClassNames.length);
  let texts = 0;
  const collector: TokenCounter = {
    count: (text) => {
      claudeClassesOf(text, encoder).forEach((amount, at) => {
        sums[at] = (sums[at] ?? 0) + amount;
      });
      if (text !== '') texts++;
      return exactly(0);
    },
  };
  const fixed = countClaudeRequest(request, model, collector).total.tokens;
  return { repo, model: model.id, fixed, texts, billed, classes: sparse(sums) };
}

/** A text of which only the tokens of its own and of what stands around it are known. */
export function textRow(text: string, fixed: number, encoder: Encoder, { repo, billed }: Origin): FeatureRow {
  const model = resolveModel('claude-opus-4-8')?.id ?? '';
  return { repo, model, fixed, texts: 1, billed, classes: sparse(claudeClassesOf(text, encoder)) };
}

/** The names of the classes, then flat rows, each once, with how often it was recorded. */
export function formatRows(rows: readonly FeatureRow[]): string {
  const copies = new Map<string, number>();
  for (const { repo, model, fixed, texts, billed, classes } of rows) {
    const key = JSON.stringify([repo, model, fixed, texts, billed, ...flattened(classes)]);
    copies.set(key, (copies.get(key) ?? 0) + 1);
  }
  const lines = [...copies].map(([key, count]) => `[${count},${key.slice(1)}`).sort();
  return `${[JSON.stringify(claudeClassNames), ...lines].join('\n')}\n`;
}

export function parseRows(text: string): { readonly classes: readonly string[]; readonly rows: readonly FeatureRow[] } {
  const [classes = [], ...rows] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line)) as [
    readonly string[],
    ...(readonly [number, string, string, number, number, number, ...number[]])[],
  ];
  return {
    classes,
    rows: rows.flatMap(([copies, repo, model, fixed, texts, billed, ...flat]) =>
      Array.from({ length: copies }, () => ({ repo, model, fixed, texts, billed, classes: unflattened(flat) })),
    ),
  };
}
