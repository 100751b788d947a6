// Tests of what the measurements are made with: intervals, scores, and damage that a seed repeats.
import { describe, expect, test } from 'vitest';
import { proportion } from '../../eval/proportion.ts';
import { precisionOf, recallOf } from '../../eval/scoreAccuracy.ts';
import { createChance } from '../../fuzz/chance.ts';
import { mutate } from '../../fuzz/mutate.ts';

describe('proportion', () => {
  test('Wilson interval of 95 of 100', () => {
    const { share, low, high } = proportion(95, 100);
    expect(share).toBe(0.95);
    expect(low).toBeCloseTo(0.8882, 4);
    expect(high).toBeCloseTo(0.9785, 4);
  });
  test('all of few says little', () => {
    const { low, high } = proportion(5, 5);
    expect(low).toBeCloseTo(0.5655, 4);
    expect(high).toBe(1);
  });
  test('nothing tried says nothing', () => {
    expect(proportion(0, 0)).toMatchObject({ low: 0, high: 1 });
  });
});

const at = (path: string, line: number) => ({ repository: 'a/b', path, line, rule: 'volatile-prefix' });

test('only judged findings count, and the others are named', () => {
  const findings = [at('x', 1), at('x', 2), at('x', 3)].map((one, index) => ({
    ...one,
    severity: index === 0 ? 'warning' : 'hint',
  }));
  const judgements = [
    { ...at('x', 1), verdict: 'right', why: '' },
    { ...at('x', 2), verdict: 'wrong', why: '' },
    { ...at('x', 9), verdict: 'right', why: '' },
  ] as const;
  const score = precisionOf(findings, judgements);
  expect(score.all).toMatchObject({ successes: 1, trials: 2 });
  expect(score.warnings).toMatchObject({ successes: 1, trials: 1 });
  expect(score.unjudged.map(({ line }) => line)).toEqual([3]);
  expect(score.gone.map(({ line }) => line)).toEqual([9]);
});

test('a call is seen within two lines, and files that are not there are not counted', () => {
  const listed = [1, 10, 20].map((line) => ({ repository: 'a/b', path: 'x', line, call: 'f' }));
  const elsewhere = { repository: 'c/d', path: 'x', line: 1, call: 'f' };
  const score = recallOf([...listed, elsewhere], new Map([['a/b/x', new Set([3, 11])]]));
  expect(score.all).toMatchObject({ successes: 2, trials: 3 });
  expect(score.missed.map(({ line }) => line)).toEqual([20]);
});

test('the same seed does the same damage, another seed another', () => {
  const text = 'const a = 1;\n'.repeat(30);
  const damaged = (seed: number) => mutate(text, 'let b = [2];', createChance(seed));
  expect(damaged(7)).toEqual(damaged(7));
  expect(new Set(Array.from({ length: 20 }, (_, seed) => damaged(seed).text)).size).toBeGreaterThan(15);
});
