// The weights of Claude's text classes against what was billed, and against the texts that they are fitted to: numbers, no texts.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { resolveModel } from '../../../../server/src/engine/catalog/index.ts';
import { claudeClassNames } from '../../../../server/src/engine/estimate/claudeClassNames.ts';
import { claude3Weights, claude47Weights } from '../../../../server/src/engine/estimate/claudeWeights.ts';
import { type Measurement, macroAverage, summarize } from '../../../eval/tokens/errorTable.ts';
import { type FeatureRow, parseRows } from '../../../eval/tokens/featureRow.ts';
import { fitWeights, predicted } from '../../../eval/tokens/fitWeights.ts';
import { parseFeatures, type TextFeatures } from '../../../eval/tokens/textFeatures.ts';

const read = (name: string): string => readFileSync(new URL(`../../../eval/data/${name}`, import.meta.url), 'utf8');
const recorded = parseRows(read('claude-token-features.jsonl'));
const counted = parseFeatures(read('claude-text-features.jsonl'));

/** About the band that users see: a share, at least a token for each text, and its ends rounded outwards. */
function measured(row: FeatureRow): Measurement {
  const { classes, band } = resolveModel(row.model)?.tokenizer === 'claude-3' ? claude3Weights : claude47Weights;
  const text = predicted(row.classes, classes);
  const tokens = Math.round(row.fixed + text);
  const error = Math.max(1.5 * row.texts, text * band) + (row.fixed > 150 ? 5 : 0);
  return {
    groups: [],
    repo: row.repo,
    actual: row.billed,
    predicted: tokens,
    low: tokens - error,
    high: tokens + error,
  };
}

const rowsOf = (tokenizer: string): readonly FeatureRow[] =>
  recorded.rows.filter(({ model }) => resolveModel(model)?.tokenizer === tokenizer);

test('the numbers are those of the classes that ship, and of other repositories than the fit is from', () => {
  expect(recorded.classes).toEqual(claudeClassNames);
  expect(counted.classes).toEqual(claudeClassNames);
  const learnt = new Set(counted.rows.map(({ source }) => source));
  expect(recorded.rows.filter(({ repo }) => learnt.has(repo))).toEqual([]);
});

describe('Claude up to 4.6, repositories that the fit has not seen', () => {
  const results = rowsOf('claude-3').map(measured);

  test('the median error is below one percent, and 95 of 100 lie within five', () => {
    expect(results.length).toBeGreaterThan(1500);
    expect(new Set(results.map(({ repo }) => repo)).size).toBe(8);
    expect(summarize(results).median).toBeLessThan(0.6);
    expect(summarize(results).p95).toBeLessThanOrEqual(5);
  });

  test('large prompts, and the mean of the repositories, so that the largest does not speak for all', () => {
    const large = summarize(results.filter(({ actual }) => actual >= 1000));
    expect(large.median).toBeLessThan(1);
    expect(large.p95).toBeLessThanOrEqual(5);
    expect(macroAverage(results).median).toBeLessThan(1);
    expect(macroAverage(results.filter(({ actual }) => actual >= 100)).median).toBeLessThan(1);
  });

  test('the band of 8 percent holds the billed count in 95 of 100', () => {
    expect(claude3Weights.band).toBeLessThanOrEqual(0.08);
    expect(summarize(results).inBand).toBeGreaterThan(95);
  });
});

describe('Claude 4.7 and later, repositories that the fit has not seen', () => {
  const results = rowsOf('claude-4.7').map(measured);

  test('the median error is below three percent, and 95 of 100 lie within nine', () => {
    expect(results.length).toBe(65);
    expect(summarize(results).median).toBeLessThan(3);
    expect(summarize(results).p95).toBeLessThanOrEqual(9);
  });

  test('the band of 12 percent holds the billed count in 95 of 100', () => {
    expect(claude47Weights.band).toBeLessThanOrEqual(0.12);
    expect(summarize(results).inBand).toBeGreaterThan(95);
  });
});

test('the weights that ship are those of the fit', () => {
  for (const [tokenizer, { classes }] of [
    ['claude3', claude3Weights],
    ['claude47', claude47Weights],
  ] as const) {
    const fitted = fitWeights(counted.rows, tokenizer);
    for (const [at, name] of claudeClassNames.entries()) expect(fitted[at], name).toBeCloseTo(classes[at] ?? 0, 2);
  }
});

test('the fit finds weights that it was not told, and some odd texts do not change them', () => {
  const known = claudeClassNames.map((name, at) => (name === 'one' ? 1 : 0.5 + (at % 7) / 4));
  const scatter = (row: number, at: number): number => (Math.sin(row * 12.9898 + at * 78.233) * 43758.5453 + 1e6) % 1;
  const made = Array.from({ length: 600 }, (_, row): TextFeatures => {
    const classes = claudeClassNames.flatMap((__, at) =>
      scatter(row, at) < 0.2 ? [[at, 1 + Math.floor(scatter(at, row) * 5)] as const] : [],
    );
    const count = predicted(classes, known) * (row % 50 === 0 ? 3 : 1);
    return { source: 'made', claude3: count, claude47: 0, classes };
  });
  const found = fitWeights(made, 'claude3', { ridge: 1e-6, weightOf: () => 1 });
  for (const [at, name] of claudeClassNames.entries())
    expect(Math.abs((found[at] ?? 0) - (known[at] ?? 0)), name).toBeLessThan(0.1);
});
