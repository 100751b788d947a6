// The catalog beside other published price lists: every difference is known, dated and explained.
import { expect, test } from 'vitest';
import { compareCatalog } from '../../../eval/catalog/compareCatalog.ts';
import { genaiPrices } from '../../../eval/catalog/genaiPrices.ts';
import { explanationOf, knownDisagreements, staleExplanations } from '../../../eval/catalog/knownDisagreements.ts';
import { llmInfo } from '../../../eval/catalog/llmInfo.ts';

const comparisons = [genaiPrices, llmInfo].map(compareCatalog);
const found = comparisons.flatMap(({ disagreements }) => disagreements);

test.each(comparisons.map((one) => [one.source, one] as const))('%s is compared on many models', (_source, one) => {
  expect(one.compared.length).toBeGreaterThan(25);
});

test('no figure differs without an explanation', () => {
  expect(found.filter((one) => explanationOf(one) === undefined)).toEqual([]);
});

test('no explanation outlives its difference', () => {
  expect(staleExplanations(found)).toEqual([]);
  for (const { why, date } of knownDisagreements) {
    expect(why.length).toBeGreaterThan(20);
    expect(date).toMatch(/^20\d\d-\d\d-\d\d$/);
  }
});
