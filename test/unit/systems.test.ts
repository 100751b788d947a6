// The table of systems fits the sources: every row is there, and every change that its tests must notice can be made.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ruleList } from '../../server/src/engine/rules/index.ts';
import type { Systems } from '../eval/systems/systemRow.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const { rows }: Systems = JSON.parse(read('test/eval/systems/systems.json'));

test('fifty rows, in order', () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
});

test('a rule that is said to be missing is missing', () => {
  const written = new Set(ruleList.map(({ id }) => id));
  expect(rows.flatMap(({ missing = [] }) => missing).filter((id) => written.has(id))).toEqual([]);
});

describe('every test of a row', () => {
  const tests = rows.flatMap(({ number, tests: own }) => own.map((one) => ({ number, ...one })));

  test.each(tests)('$number $name', ({ file, name, fixture, change }) => {
    expect(existsSync(join(root, file))).toBe(true);
    const titles = fixture === undefined ? [name] : [name.slice(name.indexOf(' ') + 1)];
    for (const title of titles) expect(read(fixture ?? file)).toContain(title);
    expect(read(change.file).split(change.search).length - 1).toBe(1);
    expect(change.replace).not.toBe(change.search);
  });
});
