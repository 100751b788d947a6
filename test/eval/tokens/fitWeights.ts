// Fits the weights of token classes to billed counts: ridge regression towards known weights, robust against odd recordings.
import type { ClassWeights } from '../../../server/src/engine/estimate/claudeWeights.ts';
import { type TokenClassName, tokenClassNames } from '../../../server/src/engine/estimate/tokenClasses.ts';
import type { FeatureRow } from './featureRow.ts';

export interface FitOptions {
  /** Weights that the fit is drawn to where the recordings say little. */
  readonly prior: ClassWeights;
  readonly ridge: number;
  /** Classes that stay as the prior has them. */
  readonly fixed?: readonly TokenClassName[];
}

const rounds = 12;
/** Relative errors above this count less. */
const usualError = 0.02;
/** Shorter requests say little: one token is a large share of them. */
const shortest = 30;

/** Every repository counts by the root of its size, and requests of the same numbers count once. */
export function fitWeights(rows: readonly FeatureRow[], { prior, ridge, fixed = [] }: FitOptions): ClassWeights {
  const free = tokenClassNames.map((name, at) => ({ name, at })).filter(({ name }) => !fixed.includes(name));
  const sizes = counts(rows.map((row) => row.repo));
  const copies = counts(rows.map(keyOf));
  const weights = rows.map((row) => 1 / Math.sqrt(sizes.get(row.repo) ?? 1) / (copies.get(keyOf(row)) ?? 1));
  const scale = rows.length / weights.reduce((sum, one) => sum + one, 0);
  const points = rows.map((row, index) => {
    const size = 1 / Math.max(shortest, row.billed);
    const known = tokenClassNames.reduce((sum, name, at) => sum + (row.classes[at] ?? 0) * prior[name], row.fixed);
    return {
      x: free.map(({ at }) => (row.classes[at] ?? 0) * size),
      y: (row.billed - known) * size,
      weight: (weights[index] ?? 0) * scale,
    };
  });
  let change = free.map(() => 0);
  let robust = points.map(({ weight }) => weight);
  for (let round = 0; round < rounds; round++) {
    change = solve(
      free.map((_, i) =>
        free.map((__, j) =>
          points.reduce((sum, { x }, at) => sum + (robust[at] ?? 0) * (x[i] ?? 0) * (x[j] ?? 0), i === j ? ridge : 0),
        ),
      ),
      free.map((_, i) => points.reduce((sum, { x, y }, at) => sum + (robust[at] ?? 0) * (x[i] ?? 0) * y, 0)),
    );
    robust = robust.map((weight, at) => {
      const point = points[at];
      const error = point === undefined ? 0 : Math.abs(point.y - dot(point.x, change));
      return weight * Math.min(1, usualError / Math.max(error, 1e-9));
    });
  }
  const fitted = new Map(free.map(({ name }, at) => [name, prior[name] + (change[at] ?? 0)]));
  return Object.fromEntries(tokenClassNames.map((name) => [name, fitted.get(name) ?? prior[name]])) as ClassWeights;
}

/** The estimate of a row, rounded as it is shown. */
export function predicted(row: FeatureRow, weights: ClassWeights): number {
  return Math.round(tokenClassNames.reduce((sum, name, at) => sum + (row.classes[at] ?? 0) * weights[name], row.fixed));
}

/** Each row's estimate by a fit that has not seen its repository. */
export function leaveOneRepositoryOut(rows: readonly FeatureRow[], options: FitOptions): readonly number[] {
  const repos = [...new Set(rows.map((row) => row.repo))];
  const fits = new Map(
    repos.map((repo) => [
      repo,
      fitWeights(
        rows.filter((row) => row.repo !== repo),
        options,
      ),
    ]),
  );
  return rows.map((row) => predicted(row, fits.get(row.repo) ?? options.prior));
}

function keyOf({ model, fixed, classes, billed }: FeatureRow): string {
  return [model, fixed, billed, ...classes].join(' ');
}

function counts(names: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const name of names) found.set(name, (found.get(name) ?? 0) + 1);
  return found;
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
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
