// The prices of the package @pydantic/genai-prices.
import { calcPrice } from '@pydantic/genai-prices';
import type { PriceSource } from './publishedPrice.ts';

const providers: Readonly<Record<string, string>> = { xai: 'x-ai', 'amazon-bedrock': 'aws' };

type Price =
  | number
  | { readonly base: number; readonly tiers: readonly { readonly start: number; readonly price: number }[] };

/** Some providers are cheaper at night: what is compared must not depend on when the tests run. */
const timestamp = new Date('2026-11-21T12:00:00Z');

export const genaiPrices: PriceSource = {
  name: '@pydantic/genai-prices',
  priceOf: (provider, id) => {
    const asked = provider === 'amazon-bedrock' ? `amazon.${id}-v1:0` : id;
    const found = calcPrice({ input_tokens: 1 }, asked, { providerId: providers[provider] ?? provider, timestamp });
    if (found === null) return undefined;
    const prices = found.model_price as Readonly<Record<string, Price | undefined>>;
    const base = (key: string): number | undefined => {
      const price = prices[key];
      return typeof price === 'object' ? price.base : price;
    };
    const tier = (key: string) => {
      const price = prices[key];
      return typeof price === 'object' ? price.tiers[0] : undefined;
    };
    const start = tier('input_mtok')?.start;
    return {
      matched: found.model.id,
      ...given('input', base('input_mtok')),
      ...given('output', base('output_mtok')),
      ...given('read', base('cache_read_mtok')),
      ...given('write5m', base('cache_write_mtok')),
      ...given('write1h', base('cache_write_1h_mtok')),
      ...given('tierAbove', start),
      ...given('tierInput', tier('input_mtok')?.price),
      ...given('tierOutput', tier('output_mtok')?.price),
      ...given('contextWindow', found.model.context_window),
    };
  },
};

function given<Name extends string>(name: Name, value: number | undefined): { readonly [Key in Name]?: number } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: number };
}
