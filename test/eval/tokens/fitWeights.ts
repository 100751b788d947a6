// Fits the weights of Claude's classes to counted texts: ridge regression, robust against odd texts.
import { claudeClassNames } from '../../../server/src/engine/estimate/claudeClassNames.ts';
import type { TextFeatures } from './textFeatures.ts';

export type Tokenizer = 'claude3' | 'claude47';

export interface FitOptions {
  readonly ridge: number;
  /** Weight of texts from a source. */
  readonly weightOf: (source: string) => number;
}

/** Texts of the declaration of human rights teach other alphabets, and are as many as all others: they count less. */
export const usualFit: FitOptions = { ridge: 0.02, weightOf: (source) => (source.startsWith('udhr') ? 0.3 : 1) };

const rounds = 6;
/** Relative errors above this count less, of texts of at least so many tokens. */
const usualError = 0.05;
const shortest = 30;
/** What a weight is drawn to where no text speaks: a word is a token. */
const prior = claudeClassNames.map((name) => (/^(?:word|title)\d/.test(name) ? 1 : 0));
/** One token by what it is. */
const certain = claudeClassNames.indexOf('one');

export function fitWeights(
  rows: readonly TextFeatures[],
  tokenizer: Tokenizer,
  { ridge, weightOf }: FitOptions = usualFit,
): readonly number[] {
  const size = claudeClassNames.length;
  let weights: readonly number[] = [];
  let robust = rows.map(({ source }) => weightOf(source));
  for (let round = 0; round < rounds; round++) {
    const matrix = Array.from({ length: size }, (_, at) => {
      const line = new Array<number>(size).fill(0);
      line[at] = ridge;
      return line;
    });
    const right = prior.map((weight) => ridge * weight);
    rows.forEach((row, at) => {
      const count = row[tokenizer];
      // The spread of a count grows with its root.
      const weight = (robust[at] ?? 0) / Math.max(20, count);
      for (const [i, x] of row.classes) {
        right[i] = (right[i] ?? 0) + weight * x * count;
        const line = matrix[i] ?? [];
        for (const [j, y] of row.classes) line[j] = (line[j] ?? 0) + weight * x * y;
      }
    });
    const line = matrix[certain] ?? [];
    line[certain] = (line[certain] ?? 0) + 1e6;
    right[certain] = (right[certain] ?? 0) + 1e6;
    weights = solve(matrix, right);
    robust = rows.map((row) => {
      const count = row[tokenizer];
      const error = Math.abs(predicted(row.classes, weights) - count) / Math.max(shortest, count);
      return weightOf(row.source) * Math.min(1, usualError / Math.max(error, 1e-9));
    });
  }
  return weights;
}

export function predicted(classes: TextFeatures['classes'], weights: readonly number[]): number {
  return classes.reduce((sum, [index, amount]) => sum + amount * (weights[index] ?? 0), 0);
}

/** Each text's estimate by a fit that has not seen its source. */
export function leaveOneSourceOut(rows: readonly TextFeatures[], tokenizer: Tokenizer): readonly number[] {
  const sources = [...new Set(rows.map(({ source }) => source))];
  const fits = new Map(
    sources.map((source) => [
      source,
      fitWeights(
        rows.filter((row) => row.source !== source),
        tokenizer,
      ),
    ]),
  );
  return rows.map((row) => predicted(row.classes, fits.get(row.source) ?? []));
}

/** Gaussian elimination with pivots; the ridge keeps the matrix regular. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  const n = rows.length;
  for (let col = 0; col < n; col++) {
    let pivot = col;
    for (let row = col + 1; row < n; row++) {
      if (Math.abs(rows[row]?.[col] ?? 0) > Math.abs(rows[pivot]?.[col] ?? 0)) pivot = row;
    }
    [rows[col], rows[pivot]] = [rows[pivot] ?? [], rows[col] ?? []];
    const lead = rows[col] ?? [];
    for (let row = 0; row < n; row++) {
      const other = rows[row];
      if (row === col || other === undefined) continue;
      const factor = (other[col] ?? 0) / (lead[col] ?? 1);
      for (let at = col; at <= n; at++) other[at] = (other[at] ?? 0) - factor * (lead[at] ?? 0);
    }
  }
  return rows.map((row, at) => (row[n] ?? 0) / (row[at] ?? 1));
}
