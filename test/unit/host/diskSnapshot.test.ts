// The engine's view of the disk.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDiskSnapshot, readTextFile } from '../../../server/src/host/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hitrate-host-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a file is read again when it changed, came or went', () => {
  const { read } = createDiskSnapshot();
  const path = join(folder, 'a.ts');
  expect(read(path)).toBeUndefined();
  writeFileSync(path, 'one');
  expect(read(path)).toBe('one');
  writeFileSync(path, 'longer');
  expect(read(path)).toBe('longer');
  rmSync(path);
  expect(read(path)).toBeUndefined();
});

test('a frozen snapshot keeps what it has seen, absence too', () => {
  const { read } = createDiskSnapshot({ frozen: true });
  const path = join(folder, 'a.ts');
  expect(read(path)).toBeUndefined();
  writeFileSync(path, 'one');
  expect(read(path)).toBeUndefined();
});

test('an open document goes before the disk, even an empty one', () => {
  const path = join(folder, 'a.ts');
  writeFileSync(path, 'saved');
  expect(createDiskSnapshot({ overlay: () => '' }).read(path)).toBe('');
});

test('folders, binaries and files that are too large are no text', () => {
  const { read } = createDiskSnapshot({ maxBytes: 10 });
  mkdirSync(join(folder, 'inner'));
  writeFileSync(join(folder, 'binary'), new Uint8Array([1, 0, 2]));
  writeFileSync(join(folder, 'large'), 'x'.repeat(11));
  expect(['inner', 'binary', 'large', 'inner/none', 'binary/none'].map((name) => read(join(folder, name)))).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('a byte order mark is no part of the text, and is remembered', () => {
  const path = join(folder, 'a.ts');
  writeFileSync(path, '\uFEFFtext');
  expect(readTextFile(path, 100)).toEqual({ kind: 'text', text: 'text', bom: true });
});
