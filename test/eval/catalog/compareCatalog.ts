// Compares the shipped catalog with other price lists, figure by figure.
import { shippedCatalog } from '../../../server/src/engine/catalog/index.ts';
import type { PriceSource, PublishedPrice } from './publishedPrice.ts';

export interface Disagreement {
  readonly source: string;
  readonly model: string;
  readonly figure: keyof PublishedPrice;
  readonly ours: number | undefined;
  readonly theirs: number | string;
}

export interface Comparison {
  readonly source: string;
  readonly compared: readonly string[];
  /** Models of the catalog that the source does not have. */
  readonly absent: readonly string[];
  readonly disagreements: readonly Disagreement[];
}

export function compareCatalog({ name: source, priceOf }: PriceSource): Comparison {
  const compared: string[] = [];
  const absent: string[] = [];
  const disagreements: Disagreement[] = [];
  for (const model of shippedCatalog.models) {
    const theirs = priceOf(model.provider, model.id, model.aliases);
    if (theirs === undefined) {
      absent.push(model.id);
      continue;
    }
    compared.push(model.id);
    const { rates, tier, contextWindow } = model;
    const ours: Omit<PublishedPrice, 'matched'> = {
      ...dollars('input', rates?.input),
      ...dollars('output', rates?.output),
      ...dollars('read', rates?.read),
      // OpenAI's only write price stands under the same name.
      ...dollars('write5m', rates?.write5m ?? rates?.write30m),
      ...dollars('write1h', rates?.write1h),
      ...(tier === undefined ? {} : { tierAbove: tier.above }),
      ...dollars('tierInput', tier?.rates.input),
      ...dollars('tierOutput', tier?.rates.output),
      ...(contextWindow === undefined ? {} : { contextWindow }),
    };
    for (const [key, value] of Object.entries(theirs)) {
      const figure = key as keyof typeof ours;
      if (key === 'matched' || ours[figure] === value || isSameBoundary(key, ours[figure], value)) continue;
      disagreements.push({ source, model: model.id, figure, ours: ours[figure], theirs: value });
    }
    // A tier that they do not know would pass unseen.
    if (tier !== undefined && theirs.tierAbove === undefined && theirs.input !== undefined && source !== 'llm-info') {
      disagreements.push({ source, model: model.id, figure: 'tierAbove', ours: tier.above, theirs: 'no tier' });
    }
  }
  return { source, compared, absent, disagreements };
}

/** Some lists name the last token below the boundary. */
function isSameBoundary(key: string, ours: number | undefined, theirs: number): boolean {
  return key === 'tierAbove' && ours !== undefined && Math.abs(ours - theirs) <= 1;
}

function dollars<Name extends string>(name: Name, rate: bigint | undefined): { readonly [Key in Name]?: number } {
  return (rate === undefined ? {} : { [name]: Number(rate) / 1e6 }) as { readonly [Key in Name]?: number };
}
