// The grammars that ship are the ones that were reviewed.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadWasm } from '../../../../server/src/host/loadWasm.ts';

const root = join(import.meta.dirname, '../../../..');

interface Pin {
  readonly package: string;
  readonly version: string;
  readonly files: Readonly<Record<string, string>>;
}

const pins = JSON.parse(readFileSync(join(root, 'server/grammars/grammars.json'), 'utf8')) as Record<string, Pin>;

describe('grammars', () => {
  it.each(Object.values(pins))('$package is the pinned version with the pinned bytes', (pin) => {
    const folder = join(root, 'node_modules', pin.package);
    const installed = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    expect(installed.version).toBe(pin.version);
    for (const [file, hash] of Object.entries(pin.files)) {
      expect([
        file,
        createHash('sha256')
          .update(readFileSync(join(folder, file)))
          .digest('hex'),
      ]).toEqual([file, hash]);
    }
  });

  it('are pinned exactly in package.json too', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    const declared = { ...manifest.dependencies, ...manifest.devDependencies };
    for (const pin of Object.values(pins)) expect(declared[pin.package]).toBe(pin.version);
  });
});

describe('loadWasm', () => {
  it('prefers the files beside the program', () => {
    const folder = mkdtempSync(join(tmpdir(), 'wasm-'));
    try {
      const program = join(folder, 'dist');
      mkdirSync(program);
      for (const name of ['web-tree-sitter', 'tree-sitter-tsx']) writeFileSync(join(program, `${name}.wasm`), name);
      const found = loadWasm(program);
      expect(Buffer.from(found.runtimeWasm).toString()).toBe('web-tree-sitter');
      expect(Buffer.from(found.grammars.tsx()).toString()).toBe('tree-sitter-tsx');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('finds them in node_modules while testing', () => {
    const found = loadWasm();
    const magic = [0, 0x61, 0x73, 0x6d];
    expect([...found.runtimeWasm.slice(0, 4)]).toEqual(magic);
    expect([...found.grammars.python().slice(0, 4)]).toEqual(magic);
  });

  it('names the file that is missing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'wasm-'));
    try {
      expect(() => loadWasm(folder)).toThrow('web-tree-sitter.wasm');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
