// TypeScript and JavaScript in the neutral representation, construct by construct.
import { describe, expect, it } from 'vitest';
import type { LanguageId } from '../../../../server/src/engine/model/index.ts';

import { literal, lower, name, only, shape, value } from './typescriptSource.ts';

describe('imports', () => {
  const imports = (text: string, language?: LanguageId) =>
    lower(text, language).body.map((statement) => {
      if (statement.kind !== 'import') return statement.kind;
      const bindings = statement.bindings.map((binding) => `${binding.imported}>${binding.local}`);
      return `${statement.typeOnly ? 'type ' : ''}${statement.module}: ${bindings.join(' ')}`;
    });

  it.each([
    ["import a, { b, c as d } from 'm';", ['m: default>a b>b c>d']],
    ["import * as ns from 'm';", ['m: *>ns']],
    ["import a, * as ns from 'm';", ['m: default>a *>ns']],
    ["import 'm';", ['m: ']],
    ["import type { A } from 'm';", ['type m: A>A']],
    ["import { type A, b } from 'm';", ['m: b>b', 'type m: A>A']],
    ["import { default as a, 'odd name' as b } from 'm';", ['m: default>a odd name>b']],
    ["import fs = require('fs');", ['fs: *>fs']],
    ["const a = require('m');", ['m: *>a']],
    ["const { a, b: c } = require('m'), d = require('n').e;", ['m: a>a b>c', 'n: e>d']],
    ["const { a = 1 } = require('m');", ['assign']],
    ['const a = require(m);', ['assign']],
  ])('%s', (text, expected) => {
    expect(imports(text)).toEqual(expected);
  });

  it('spans the specifier', () => {
    const text = "import { one as two } from 'm';";
    const statement = only(text, 'import');
    expect(statement.bindings.map((binding) => text.slice(binding.start, binding.end))).toEqual(['one as two']);
  });

  it('a dynamic import calls the name `import`', () => {
    expect(shape(value("await import('m')", 'await'))).toMatchObject({
      value: { kind: 'call', callee: name('import'), args: [{ form: 'positional', value: literal('m') }] },
    });
  });
});

describe('exports', () => {
  it('marks declarations on themselves and spans the whole statement', () => {
    const text = 'export const a = 1;\nexport default async function f() {}\nexport abstract class C {}';
    const [a, f, c] = lower(text).body;
    expect(a).toMatchObject({ kind: 'assign', exported: true, declares: 'const', start: 0, end: 19 });
    expect(f).toMatchObject({ kind: 'function', exported: true, isDefault: true, fn: { name: 'f', isAsync: true } });
    expect(c).toMatchObject({ kind: 'class', exported: true, cls: { name: 'C' } });
    expect(c).not.toHaveProperty('isDefault');
    expect(text.slice(f?.start, f?.end)).toBe('export default async function f() {}');
  });

  it.each([
    [
      "export { a as b, type T, c } from 'm';",
      {
        module: 'm',
        bindings: [
          { local: 'a', exported: 'b' },
          { local: 'c', exported: 'c' },
        ],
      },
    ],
    ["export * from 'm';", { module: 'm', bindings: [{ local: '*', exported: '*' }] }],
    ["export * as ns from 'm';", { module: 'm', bindings: [{ local: '*', exported: 'ns' }] }],
    ['export { a as default };', { bindings: [{ local: 'a', exported: 'default' }] }],
    ['export default { a: 1 };', { bindings: [], value: { kind: 'record' } }],
    ['export default () => 1;', { bindings: [], value: { kind: 'function' } }],
    ['export = a;', { bindings: [], value: name('a') }],
    [
      'module.exports = { a, b: c, d: 1 };',
      {
        bindings: [
          { local: 'a', exported: 'a' },
          { local: 'c', exported: 'b' },
        ],
        value: { kind: 'record' },
      },
    ],
    ['exports = module.exports = a;', { bindings: [], value: name('a') }],
    ['exports.a = b;', { bindings: [{ local: 'b', exported: 'a' }] }],
    ['exports.default = f();', { bindings: [], value: { kind: 'call' } }],
  ])('%s', (text, expected) => {
    expect(only(text, 'export')).toMatchObject(expected);
  });

  it('a CommonJS export of a value is an exported constant', () => {
    expect(shape(only('module.exports.a = 1;', 'assign', 'javascript'))).toEqual({
      kind: 'assign',
      target: name('a'),
      value: literal(1),
      declares: 'const',
      exported: true,
    });
  });

  it('leaves types out', () => {
    const text = `interface A {} type B = 1; declare const c: number; declare module 'm' {} declare global {}
      export type { A }; export type D = 2; export interface E {} export declare function f(): void;
      function g(a: string): void; export as namespace X; abstract class K { abstract m(): void; n(): void; n() {} }`;
    const module = lower(text);
    expect(module.hasErrors).toBe(false);
    expect(module.body.map((statement) => statement.kind)).toEqual(['class']);
    expect(module.body[0]).toMatchObject({ cls: { members: [{ kind: 'method', name: 'n' }] } });
  });
});
