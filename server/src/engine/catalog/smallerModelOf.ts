// The cheapest current model of the same provider.
import type { CatalogModel } from './catalogModel.ts';
import { type Catalog, shippedCatalog } from './resolveModel.ts';

/** Undefined when there is none that costs less for input and for output, and `times` less for input. */
export function smallerModelOf(
  { provider, rates, tokenizer, reasons }: CatalogModel,
  { models }: Catalog = shippedCatalog,
  times = 1n,
): CatalogModel | undefined {
  if (rates === undefined) return undefined;
  const cheaper = models.filter(
    (model) =>
      model.provider === provider &&
      model.status === 'current' &&
      // One that thinks first is billed for more than its answer.
      (model.reasons !== true || reasons === true) &&
      model.rates !== undefined &&
      model.rates.input < rates.input &&
      model.rates.input * times <= rates.input &&
      model.rates.output < rates.output &&
      (model.contextWindow ?? Number.POSITIVE_INFINITY) >= 100_000,
  );
  const price = (model: CatalogModel): bigint => (model.rates?.input ?? 0n) + (model.rates?.output ?? 0n);
  // Of the same tokenizer where there is a choice: its tokens are the same.
  const same = cheaper.filter((model) => model.tokenizer === tokenizer);
  return (same.length > 0 ? same : cheaper).sort((a, b) => (price(a) < price(b) ? -1 : 1))[0];
}
