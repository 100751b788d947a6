// Notebooks as programs: the order of cells, magics, and places in the file.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { neutralMagics } from '../../../server/src/host/neutralMagics.ts';
import { readNotebook } from '../../../server/src/host/notebook.ts';

const notebook = (cells: readonly object[], rest: object = {}) =>
  JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5, ...rest }, undefined, 1);
const code = (source: string | readonly string[]) => ({ cell_type: 'code', source, outputs: [] });
const read = (text: string) => {
  const result = readNotebook(text);
  if (result.kind !== 'notebook') throw new Error(result.why);
  return result.notebook;
};

test('code cells follow one another, and others are left out', () => {
  const { program, cells } = read(
    notebook([{ cell_type: 'markdown', source: 'a' }, code(['x = 1\n', 'y = 2']), code('z = 3')]),
  );
  expect(program).toBe('x = 1\ny = 2\nz = 3\n');
  expect(cells.map(({ number, start }) => [number, start])).toEqual([
    [2, 0],
    [3, 12],
  ]);
});

test('each unit of the program is found where it is written, whatever is escaped', () => {
  const source = fc.array(fc.string({ unit: 'grapheme' }).map((line) => line.replaceAll(/[%!?]/g, '')));
  fc.assert(
    fc.property(fc.array(source, { minLength: 1 }), (sources) => {
      const text = notebook(sources.map((lines) => code(lines.map((line) => `${line}\n`))));
      const { program, fileOffset } = read(text);
      expect(program).toBe(sources.map((lines) => `${lines.map((line) => `${line}\n`).join('')}\n`).join(''));
      for (let at = 0; at < program.length; at++) {
        const unit = program[at] ?? '';
        if (/[a-z0-9]/i.test(unit)) expect(text[fileOffset(at)]).toBe(unit);
      }
    }),
    { seed: 7 },
  );
});

test.each([
  ['%matplotlib inline', '0#atplotlib inline'],
  ['!pip install x\nx = 1', '0#ip install x\nx = 1'],
  ['if a:\n    !ls\n', 'if a:\n    0#s\n'],
  ['files = !ls *.md', 'files = 0#s *.md'],
  ['model?', 'model '],
  ['%%bash\nls "x"', '######\n######'],
  ['%%time\nx = 1', '0#time\nx = 1'],
  ['p = """\n!important\n%s\n"""\n!ls', 'p = """\n!important\n%s\n"""\n0#s'],
  ['p = \'"""\'\n!ls', 'p = \'"""\'\n0#s'],
  ['a = b % c\nd = (x\n  != y\n  %z)', 'a = b % c\nd = (x\n  != y\n  %z)'],
])('%j', (given, shown) => {
  expect(neutralMagics(given)).toBe(shown);
});

test.each([
  ['{\n "cells": [\n', /^not valid JSON at line 3: /],
  ['', /^not valid JSON at line 1: /],
  [notebook([], { nbformat: 3 }), /^no notebook of format 4/],
  [notebook([], { metadata: { kernelspec: { language: 'R' } } }), /^a notebook of r$/],
])('%j is refused', (text, why) => {
  expect(readNotebook(text)).toEqual({ kind: 'skipped', why: expect.stringMatching(why) });
});
