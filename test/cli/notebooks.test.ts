// Notebooks on the command line: places in the file and in the cell, broken ones, and fixes that are refused.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from './harness/runCli.ts';

const notebook = JSON.stringify(
  {
    cells: [
      { cell_type: 'markdown', metadata: {}, source: ['# CLOCK'] },
      {
        cell_type: 'code',
        metadata: {},
        outputs: [],
        source: ['!pip install x\n', 'model(RANDOM)\n', '"é\t" ; model(CLOCK)'],
      },
      { cell_type: 'code', metadata: {}, outputs: [], source: 'x = 1\n\nmodel(NOTE)' },
    ],
    metadata: { kernelspec: { language: 'python' } },
    nbformat: 4,
    nbformat_minor: 5,
  },
  undefined,
  1,
);
const lineOf = (text: string) => notebook.slice(0, notebook.indexOf(text)).split('\n').length;

test('a finding has the line of the file, the cell and the line in it', async () => {
  const { out } = await runCli({ 'a.ipynb': notebook }, ['check', '--format', 'json']);
  const found = JSON.parse(out).findings.map((each: Record<string, unknown>) =>
    [each.rule, each.startLine, each.cell, each.cellLine].join(' '),
  );
  expect(found).toEqual([
    `user-data-in-system ${lineOf('RANDOM')} 2 2`,
    `volatile-prefix ${lineOf('model(CLOCK)')} 2 3`,
    `per-item-call ${lineOf('NOTE')} 3 3`,
  ]);
  const { startColumn } = JSON.parse(out).findings[1];
  const line = notebook.split('\n')[lineOf('model(CLOCK)') - 1] ?? '';
  expect(line.slice(startColumn - 1)).toMatch(/^CLOCK/);
});

test('people read the cell and its code', async () => {
  const { out } = await runCli({ 'a.ipynb': notebook }, ['check', '--rule', 'user-data-in-system']);
  expect(out).toContain(`a.ipynb:${lineOf('RANDOM')}:`);
  expect(out).toContain('(cell 2, line 2)');
  expect(out).toContain('2 │ model(RANDOM)\n');
});

test('scanners get a region of the file, with the cell beside it', async () => {
  const { out } = await runCli({ 'a.ipynb': notebook }, ['check', '--format', 'sarif', '--rule', 'volatile-prefix']);
  const [result] = JSON.parse(out).runs[0].results;
  const { region } = result.locations[0].physicalLocation;
  expect(region).toMatchObject({ startLine: lineOf('model(CLOCK)'), properties: { cell: 2, cellLine: 3 } });
});

test('--fix leaves a notebook as it is, and says so', async () => {
  const files = { 'a.ipynb': notebook, 'a.py': 'model(CLOCK)\n' };
  const result = await runCli(files, ['check', '--fix'], (folder) => {
    expect(readFileSync(join(folder, 'a.ipynb'), 'utf8')).toBe(notebook);
    expect(readFileSync(join(folder, 'a.py'), 'utf8')).toBe('model(fixed)\n');
  });
  expect(result.err).toContain('1 fix left out: a.ipynb is a notebook: change its cells by hand');
});

test.each([
  ['{\n "cells": [', 'a.ipynb is skipped: not valid JSON at line 2: '],
  ['{ "cells": [], "nbformat": 3 }', 'a.ipynb is skipped: no notebook of format 4'],
])('%j is skipped with a note', async (text, note) => {
  const { code, err } = await runCli({ 'a.ipynb': text, 'b.py': 'model(calm)\n' }, ['check']);
  expect(code).toBe(0);
  expect(err).toContain(note);
});
