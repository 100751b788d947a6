// The table of systems fits the sources: every row is there, and every change that its tests must notice can be made.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Systems } from '../eval/systems/systemRow.ts';
import { testsOf } from '../eval/systems/testsOf.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string | undefined =>
  existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;
const { rows }: Systems = JSON.parse(read('test/eval/systems/systems.json') ?? '');

test('fifty rows, in order', () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
});

describe('every test of a row', () => {
  const tests = rows.flatMap((row) => testsOf(row, read).map((one) => ({ number: row.number, ...one })));

  test.each(tests)('$number $name', ({ file, name, fixture, change }) => {
    expect(read(file)).toBeDefined();
    const title = fixture === undefined ? name : name.slice(name.indexOf(' ') + 1);
    expect(read(fixture ?? file)).toContain(title);
    expect((read(change.file) ?? '').split(change.search).length - 1).toBe(1);
    expect(change.replace).not.toBe(change.search);
  });
});
