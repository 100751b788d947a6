// The weights of Claude's tokens against what was billed: numbers of recorded requests, no texts.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type ClassWeights, claude3Weights } from '../../../../server/src/engine/estimate/claudeWeights.ts';
import { tokenClassNames } from '../../../../server/src/engine/estimate/tokenClasses.ts';
import { claudeFit } from '../../../eval/tokens/claudeFit.ts';
import { type Measurement, macroAverage, summarize } from '../../../eval/tokens/errorTable.ts';
import type { FeatureRow } from '../../../eval/tokens/featureRow.ts';
import { fitWeights, leaveOneRepositoryOut, predicted } from '../../../eval/tokens/fitWeights.ts';

const file = new URL('../../../eval/data/claude-token-features.json', import.meta.url);
const data = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
};

const rows = data.rows.flatMap((row): FeatureRow[] => {
  const [repo, model, fixed, texts, billed, ...rest] = row as [string, string, number, number, number, ...number[]];
  const classes = rest.slice(0, tokenClassNames.length);
  const copies = rest[tokenClassNames.length] ?? 1;
  return Array.from({ length: copies }, () => ({ repo, model, fixed, texts, billed, classes }));
});

/** About the band that users see: a share, at least a token for each text, and its ends rounded outwards. */
function measured(row: FeatureRow, tokens: number): Measurement {
  const hasTools = row.fixed > 150;
  const error = Math.max(1.5 * row.texts, (tokens - row.fixed) * claude3Weights.band) + (hasTools ? 5 : 0);
  return {
    groups: [],
    repo: row.repo,
    actual: row.billed,
    predicted: tokens,
    low: tokens - error,
    high: tokens + error,
  };
}

const unseen = leaveOneRepositoryOut(rows, claudeFit);
const results = rows.map((row, at) => measured(row, unseen[at] ?? 0));

describe('Claude up to 4.6, each repository by a fit that has not seen it', () => {
  test('the numbers are those of many requests of several repositories', () => {
    expect(data.columns.slice(5, -1)).toEqual([...tokenClassNames]);
    expect(rows.length).toBeGreaterThan(1500);
    expect(new Set(rows.map((row) => row.repo)).size).toBe(8);
  });

  test('the median error is below one percent', () => {
    expect(summarize(results).median).toBeLessThan(0.6);
    expect(summarize(results.filter(({ actual }) => actual >= 1000)).median).toBeLessThan(1.3);
    // Of the mean of the repositories too, short prompts with their single tokens left out.
    expect(macroAverage(results.filter(({ actual }) => actual >= 100)).median).toBeLessThan(2);
  });

  test('95 of 100 lie within five percent from a hundred tokens on', () => {
    expect(summarize(results.filter(({ actual }) => actual >= 100)).p95).toBeLessThan(3.5);
    // Below, one token is more than five percent.
    expect(summarize(results).p95).toBeLessThan(6);
  });

  test('the band of 8 percent holds the billed count in 95 of 100', () => {
    expect(claude3Weights.band).toBeLessThanOrEqual(0.08);
    expect(summarize(results).inBand).toBeGreaterThan(95);
  });
});

test('the weights that ship are those of the fit on all of them', () => {
  const fitted = fitWeights(rows, claudeFit);
  for (const name of tokenClassNames)
    expect(Math.abs(fitted[name] - claude3Weights.classes[name]), name).toBeLessThan(0.01);
  const shipped = rows.map((row) => measured(row, predicted(row, claude3Weights.classes)));
  expect(summarize(shipped).median).toBeLessThan(0.6);
});

test('the fit finds weights that it was not told', () => {
  const truth: ClassWeights = { ...claudeFit.prior, word: 1.3, sign: 0.7, other: 2 };
  const made = Array.from({ length: 200 }, (_, at): FeatureRow => {
    const classes = tokenClassNames.map((_name, place) => (at * 7 + place * 13) % (place + 11));
    const row = { repo: `r${at % 4}`, model: 'm', fixed: 7, texts: 1, classes, billed: 0 };
    return { ...row, billed: predicted(row, truth) };
  });
  const found = fitWeights(made, { ...claudeFit, ridge: 1e-6 });
  expect(found.word).toBeCloseTo(1.3, 1);
  expect(found.sign).toBeCloseTo(0.7, 1);
  expect(found.other).toBeCloseTo(2, 1);
});
