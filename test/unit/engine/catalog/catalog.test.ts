// The shipped rows: sourced, consistent, and equal to the published prices.
import { describe, expect, test } from 'vitest';
import {
  type CatalogModel,
  type Rates,
  resolveModel,
  shippedCatalog,
} from '../../../../server/src/engine/catalog/index.ts';
import { priceTable, spellingTable } from './priceTable.ts';

const models = shippedCatalog.models;
const byProvider = (provider: string) => models.filter((model) => model.provider === provider);
const picodollars = (dollars: number | undefined) =>
  dollars === undefined ? undefined : BigInt(Math.round(dollars * 1e6));
const listed = (rates: Rates | undefined) => [
  rates?.input,
  rates?.output,
  rates?.read,
  rates?.write5m,
  rates?.write1h,
  rates?.write30m,
];

describe('every row', () => {
  test.each(models.map((model) => [model.id, model] as const))('%s has a source and dates', (_id, model) => {
    expect(model.source.length).toBeGreaterThan(5);
    expect(model.sourceDate).toMatch(/^20\d\d-\d\d(-\d\d)?$/);
    expect(model.checkedOn).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(model.sourceDate <= model.checkedOn).toBe(true);
  });

  test('ids are sorted within a provider and spellings are unique over the whole catalog', () => {
    for (const provider of ['anthropic', 'openai', 'google', 'amazon-bedrock', 'xai', 'deepseek', 'mistral']) {
      const ids = byProvider(provider).map((model) => model.id);
      expect(ids.length).toBeGreaterThan(0);
      expect(ids).toEqual([...ids].sort((a, b) => (a < b ? -1 : 1)));
    }
    const spellings = models.flatMap((model) => [model.id, ...model.aliases]);
    expect(new Set(spellings).size).toBe(spellings.length);
  });

  test('no rate is negative or zero, and a priced row that caches has a read rate below its input rate', () => {
    for (const model of models) {
      for (const rate of listed(model.rates)) if (rate !== undefined) expect(rate > 0n, model.id).toBe(true);
      if (model.rates === undefined || model.cache === 'none') continue;
      expect(model.rates.read !== undefined && model.rates.read < model.rates.input, model.id).toBe(true);
    }
  });

  test('only rows without a known price lack rates, and each of them says so', () => {
    const unpriced = models.filter((model) => model.rates === undefined);
    expect(unpriced.map((model) => model.id)).toEqual(['claude-mythos-5-2']);
    expect(unpriced.every((model) => model.note?.includes('No price'))).toBe(true);
  });
});

describe('Anthropic multipliers', () => {
  const marks = byProvider('anthropic').filter((model) => model.rates?.write1h !== undefined);
  test.each(marks.map((model) => [model.id, model] as const))('%s: 5 m write 1.25 x, 1 h write 2 x', (_id, model) => {
    for (const rates of ratesOf(model)) {
      expect(rates.write1h).toBe(rates.input * 2n);
      expect((rates.write5m ?? 0n) * 4n).toBe(rates.input * 5n);
    }
  });
});

function ratesOf(model: CatalogModel): readonly Rates[] {
  return [model.rates, model.tier?.rates, model.fast?.rates].filter((rates) => rates !== undefined);
}

describe('published prices', () => {
  test.each(priceTable.map((row) => [row[0], row] as const))('%s', (id, [, figures, tier]) => {
    const model = shippedCatalog.bySpelling.get(id);
    const [, , , , , , minimum, window, longest] = figures;
    expect(listed(model?.rates)).toEqual(figures.slice(0, 6).map(picodollars));
    expect(model?.minimumPrefixTokens).toBe(minimum);
    expect(model?.contextWindow).toBe(window);
    if (longest !== undefined) expect(model?.maxOutput).toBe(longest);
    expect(model?.tier?.above).toBe(tier?.[0]);
    if (tier !== undefined) {
      const [input, output, read, write5m, write1h, write30m] = tier.slice(1).map(picodollars);
      expect(listed(model?.tier?.rates)).toEqual([input, output, read, write5m, write1h, write30m]);
    }
  });
});

test.each(spellingTable.map((row) => [row[0], row] as const))('%s has the prices of its place', (name, [
  ,
  id,
  figures,
]) => {
  const model = resolveModel(name);
  expect(model?.id).toBe(id);
  expect(listed(model?.rates).slice(0, 5)).toEqual(figures.map(picodollars));
});

test('tool overhead splits add up to less than the whole', () => {
  for (const model of models) {
    if (model.toolPrompt?.before !== undefined) expect(model.toolPrompt.before).toBeLessThan(model.toolPrompt.auto);
  }
  expect(resolveModel('claude-opus-5')?.toolPrompt).toEqual({ auto: 286, forced: 406 });
  expect(resolveModel('claude-sonnet-4-5')?.toolPrompt).toEqual({ auto: 496, forced: 588, before: 180, serial: 288 });
});
