// Findings of several analyses joined, and safe fixes picked from them.
import { describe, expect, test } from 'vitest';
import { applyEdits, type Finding, type Fix } from '../../../server/src/engine/index.ts';
import { findingFingerprint, mergeFindings, selectEdits } from '../../../server/src/report/index.ts';

function finding(start: number, more: Partial<Finding> = {}): Finding {
  return {
    rule: 'volatile-prefix',
    severity: 'warning',
    place: { path: '/a.ts', start, end: start + 2 },
    messageId: 'x',
    data: {},
    message: 'x',
    related: [],
    fixes: [],
    ...more,
  };
}

function fix(applicability: Fix['applicability'], ...edits: readonly (readonly [number, number, string])[]): Fix {
  const list = edits.map(([start, end, newText]) => ({ span: { start, end }, newText }));
  return { title: 'x', applicability, alters: [], changes: [{ path: '/a.ts', edits: list }] };
}

describe('mergeFindings', () => {
  test('keeps one of each place and all of their related places', () => {
    const caller = (path: string) => ({ place: { path, start: 0, end: 1 }, message: 'sent by' });
    const merged = mergeFindings([
      finding(5, { related: [caller('/b.ts')] }),
      finding(5, { related: [caller('/b.ts'), caller('/c.ts')] }),
    ]);
    expect(merged).toHaveLength(1);
    expect(merged[0]?.related.map(({ place }) => place.path)).toEqual(['/b.ts', '/c.ts']);
  });

  test('lets the gravest speak where two messages of one rule meet in one place', () => {
    const mild = finding(5, { messageId: 'mild', severity: 'information' });
    const grave = finding(5, { messageId: 'grave', severity: 'warning' });
    expect(mergeFindings([mild, grave]).map(({ messageId }) => messageId)).toEqual(['grave']);
    expect(mergeFindings([grave, mild]).map(({ messageId }) => messageId)).toEqual(['grave']);
  });

  test('tells apart places, rules and documents', () => {
    const different = [
      finding(5),
      finding(6),
      finding(5, { rule: 'unsorted-tools' }),
      finding(5, { place: { path: '/b.ts', start: 5, end: 7 } }),
    ];
    expect(mergeFindings(different)).toHaveLength(different.length);
    expect(new Set(different.slice(0, 3).map(findingFingerprint)).size).toBe(3);
  });

  test('sorts by document, place and rule', () => {
    const merged = mergeFindings([finding(9), finding(1, { rule: 'b' }), finding(1, { rule: 'a' })]);
    expect(merged.map(({ place, rule }) => [place.start, rule])).toEqual([
      [1, 'a'],
      [1, 'b'],
      [9, 'volatile-prefix'],
    ]);
  });
});

describe('selectEdits', () => {
  const select = (...fixes: Fix[]) =>
    selectEdits(
      fixes.map((each, at) => finding(at, { fixes: [each] })),
      () => true,
    );

  test('takes safe fixes only', () => {
    expect(select(fix('unsafe', [0, 1, 'x'])).fixed).toEqual([]);
    expect(select(fix('safe', [0, 1, 'x'])).fixed).toHaveLength(1);
  });

  test('never takes two that meet, and takes each whole or not at all', () => {
    const { byPath, fixed } = select(
      fix('safe', [0, 2, 'A'], [6, 7, 'B']),
      fix('safe', [4, 5, 'C'], [2, 3, 'D']),
      fix('safe', [9, 9, 'E']),
    );
    expect(fixed.map(({ place }) => place.start)).toEqual([0, 2]);
    expect(applyEdits('0123456789', byPath.get('/a.ts') ?? [])).toBe('A2345B78E9');
  });

  test('leaves out a fix that reaches into a document that must not be written', () => {
    const reaching: Fix = { ...fix('safe', [0, 1, 'x']), changes: [{ path: '/b.ts', edits: [] }] };
    expect(selectEdits([finding(0, { fixes: [reaching] })], (path) => path !== '/b.ts').fixed).toEqual([]);
  });
});
