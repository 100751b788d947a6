// TypeScript and JavaScript in the neutral representation, construct by construct.
import { describe, expect, it } from 'vitest';

import { literal, lower, name, only, shape, value } from './typescriptSource.ts';

describe('functions', () => {
  it('parameters with patterns, defaults, rest and types', () => {
    const { fn } = only(
      'function f(this: X, a = 1, { b, c: d = 2, ...e }: P, [g, , h], i?: T, ...j: U[]): R<S> {}',
      'function',
    );
    expect(shape(fn.params)).toMatchObject([
      { target: name('a'), fallback: literal(1) },
      {
        target: {
          kind: 'recordPattern',
          fields: [
            { key: 'b', target: name('b') },
            { key: 'c', target: name('d'), fallback: literal(2) },
          ],
          rest: name('e'),
        },
        annotation: { name: 'P', args: [] },
      },
      { target: { kind: 'listPattern', items: [{ target: name('g') }, undefined, { target: name('h') }] } },
      { target: name('i'), annotation: { name: 'T' } },
      { target: name('j'), rest: 'list', annotation: { name: 'Array', args: [{ name: 'U' }] } },
    ]);
    expect(fn.returns).toMatchObject({ name: 'R', args: [{ name: 'S' }] });
    expect(fn.bindsThis).toBe(true);
  });

  it('the same patterns in JavaScript', () => {
    const { fn } = only('function f(a = 1, { b = 2 }, ...c) {}', 'function', 'javascript');
    expect(shape(fn.params)).toMatchObject([
      { target: name('a'), fallback: literal(1) },
      { target: { fields: [{ key: 'b', target: name('b'), fallback: literal(2) }] } },
      { target: name('c'), rest: 'list' },
    ]);
  });

  it('arrows return their expression and do not bind this', () => {
    const text = 'const x = async y => ({ z: 1 });';
    const found = only(text, 'assign').value;
    if (found?.kind !== 'function') throw new Error('not a function');
    expect(found).toMatchObject({ isAsync: true, bindsThis: false, params: [{ target: name('y') }] });
    expect(found.body).toMatchObject([{ kind: 'return', value: { kind: 'record' } }]);
    expect(text.slice(found.body[0]?.start, found.body[0]?.end)).toBe('{ z: 1 }');
  });

  it('generators, and names of function expressions', () => {
    expect(value('async function* g() { yield* a; yield; }', 'function')).toMatchObject({
      name: 'g',
      isAsync: true,
      isGenerator: true,
      body: [{ expression: { kind: 'yield', value: name('a') } }, { expression: { kind: 'yield' } }],
    });
  });

  it('leading JSDoc documents functions, arrows and methods, and nothing else does', () => {
    const module = lower(`/**
 * Does it.
 *
 * @returns much
 */
export function f() {}
/** Arrow. */
const g = () => 1;
// no
function h() {}
class C { /** Method. */ m() {} }`);
    const [f, g, h, c] = module.body;
    expect(f).toMatchObject({ fn: { doc: 'Does it.\n\n@returns much' } });
    expect(g).toMatchObject({ value: { doc: 'Arrow.' } });
    expect(h).not.toHaveProperty('fn.doc');
    expect(c).toMatchObject({ cls: { members: [{ fn: { doc: 'Method.' } }] } });
  });
});

describe('classes', () => {
  const text = `@injectable()
class A extends B.C<T> implements I {
  @inject() private readonly x?: Map<string, D> = new Map();
  static #count = 0;
  declare q: string;
  constructor(private client: Anthropic, public readonly y = 1, z: number) { super(z); }
  @log async *stream() {}
  get v() { return 1; }
  set v(value) {}
  static make() {}
  'quoted'() {}
  [Symbol.iterator]() {}
  static { init(); }
}`;

  it('members in order', () => {
    const { cls } = only(text, 'class');
    expect(cls.members.map((member) => [member.kind, member.name, member.isStatic])).toEqual([
      ['field', 'x', false],
      ['field', '#count', true],
      ['method', 'constructor', false],
      ['method', 'stream', false],
      ['getter', 'v', false],
      ['setter', 'v', false],
      ['method', 'make', true],
      ['method', 'quoted', false],
      ['method', '[Symbol.iterator]', false],
      ['field', '', true],
    ]);
    expect(shape(cls.bases)).toMatchObject([{ kind: 'member', property: 'C' }]);
    expect(cls.decorators).toMatchObject([{ kind: 'call', callee: name('injectable') }]);
    expect(cls.members[0]?.annotation).toMatchObject({ name: 'Map', args: [{ name: 'string' }, { name: 'D' }] });
    expect(cls.members[3]?.fn).toMatchObject({ isAsync: true, isGenerator: true, decorators: [name('log')] });
  });

  it('parameter properties assign fields', () => {
    const { cls } = only(text, 'class');
    const made = cls.members.find((member) => member.name === 'constructor');
    expect(made?.fn?.params.map((param) => param.assignsField)).toEqual([true, true, false]);
    expect(made?.fn?.body).toMatchObject([{ expression: { callee: { kind: 'super' } } }]);
  });

  it('the same in JavaScript, where the grammar names things otherwise', () => {
    const { cls } = only('class A extends B { #p = 1; static s; @dec m() {} static { x() } }', 'class', 'javascript');
    expect(cls.members.map((member) => [member.kind, member.name, member.isStatic])).toEqual([
      ['field', '#p', false],
      ['field', 's', true],
      ['method', 'm', false],
      ['field', '', true],
    ]);
    expect(cls.bases).toMatchObject([name('B')]);
    expect(cls.members[2]?.fn?.decorators).toMatchObject([name('dec')]);
  });

  it('decorators before an exported class, and class expressions', () => {
    expect(only('@dec export class A {}', 'class').cls.decorators).toMatchObject([name('dec')]);
    expect(value('class Named extends mix(A) {}', 'class')).toMatchObject({ name: 'Named', bases: [{ kind: 'call' }] });
  });
});
