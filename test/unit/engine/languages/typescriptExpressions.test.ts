// TypeScript and JavaScript in the neutral representation, construct by construct.
// biome-ignore-all lint/suspicious/noThenProperty: the branch is called so in the representation.
import { describe, expect, it } from 'vitest';

import { literal, lower, name, only, shape, value } from './typescriptSource.ts';

describe('literals', () => {
  it.each([
    ["'it\\'s'", "it's"],
    ['"\\n\\t\\u0041\\u{1F600}\\x41\\0\\q"', '\n\tA😀A\0q'],
    ['"a\\\nb\\\r\nc"', 'abc'],
    ['"\\uD83D\\uDE00"', '😀'],
    ["'\\101'", 'A'],
    ['`plain`', 'plain'],
    ['`a\r\nb\\`c`', 'a\nb`c'],
    ['0x1F', 31],
    ['1_000.5e1', 10_005],
    ['0b11', 3],
    ['12n', 12],
    ['true', true],
    ['null', null],
    ['undefined', undefined],
    ['void 0', undefined],
  ])('%j is %j', (text, expected) => {
    expect(value(text, 'literal').value).toEqual(expected);
  });

  it('content is the span between the quotes', () => {
    for (const text of ["const x = 'one\\n';", 'const x = `one\\n`;']) {
      const { value: found } = only(text, 'assign');
      if (found?.kind !== 'literal') throw new Error('not a literal');
      expect(text.slice(found.content?.start, found.content?.end)).toBe('one\\n');
      expect(text.slice(found.start, found.end)).toMatch(/^['`]one\\n['`]$/);
    }
  });

  it('templates keep decoded text with raw spans', () => {
    const text = 'const x = `a\\n😀${b + 1}c${ d }`;';
    const { value: found } = only(text, 'assign');
    if (found?.kind !== 'template') throw new Error('not a template');
    expect(found.parts.map((part) => [part.kind, text.slice(part.span.start, part.span.end)])).toEqual([
      ['text', 'a\\n😀'],
      ['expression', '${b + 1}'],
      ['text', 'c'],
      ['expression', '${ d }'],
    ]);
    expect(found.parts[0]).toMatchObject({ value: 'a\n😀' });
    expect(found.parts[3]).toMatchObject({ value: name('d') });
  });

  it('tagged templates keep their tag; String.raw decodes nothing', () => {
    expect(shape(value('dedent`a`', 'template'))).toEqual({
      kind: 'template',
      parts: [{ kind: 'text', value: 'a' }],
      tag: name('dedent'),
    });
    expect(value('String.raw`a\\n`', 'template').parts).toMatchObject([{ value: 'a\\n' }]);
  });

  it('regular expressions and JSX are unknown, with what they evaluate', () => {
    expect(value('/re/g', 'unknown').why).toBe('regex');
    const jsx = value('<a b="c" d={e} {...f}>text {g()}<h>{i}</h></a>', 'unknown', 'typescriptreact');
    expect(shape(jsx)).toEqual({
      kind: 'unknown',
      why: 'jsx',
      children: [
        literal('c'),
        name('e'),
        name('f'),
        expect.objectContaining({ kind: 'call' }),
        { kind: 'unknown', why: 'jsx', children: [name('i')] },
      ],
    });
  });
});

describe('expressions', () => {
  it.each([
    '(a)',
    'a!',
    'a as T',
    'a as const',
    'a satisfies T',
    '<T>a',
    '((a as T)!)',
    '(0, a)',
  ])('%s is a', (text) => {
    expect(shape(value(text, 'name'))).toEqual(name('a'));
  });

  it('members, subscripts and calls, optional or not', () => {
    expect(shape(value('a.b?.c[0]?.(...d)', 'call'))).toEqual({
      kind: 'call',
      callee: {
        kind: 'index',
        object: {
          kind: 'member',
          object: { kind: 'member', object: name('a'), property: 'b', optional: false },
          property: 'c',
          optional: true,
        },
        index: literal(0),
      },
      args: [{ form: 'spread', value: name('d') }],
      isNew: false,
      optional: true,
    });
    expect(value('this.#a', 'member')).toMatchObject({ object: { kind: 'this' }, property: '#a' });
    expect(value('a?.b', 'member', 'javascript').optional).toBe(true);
  });

  it('spans the property', () => {
    const text = 'const x = client . messages;';
    const found = only(text, 'assign').value;
    if (found?.kind !== 'member') throw new Error('not a member');
    expect(text.slice(found.propertySpan.start, found.propertySpan.end)).toBe('messages');
  });

  it('new, with type arguments', () => {
    expect(value('new Foo<Bar>(1)', 'call')).toMatchObject({
      isNew: true,
      typeArgs: [{ name: 'Bar' }],
      callee: name('Foo'),
    });
    expect(value('new Foo', 'call')).toMatchObject({ isNew: true, args: [] });
    expect(value('f<A.B<C>>(1)', 'call').typeArgs).toMatchObject([{ name: 'A.B', args: [{ name: 'C' }] }]);
  });

  it.each([
    ['a && b', { kind: 'logical', operator: '&&' }],
    ['a ?? b', { kind: 'logical', operator: '??' }],
    ['a + b', { kind: 'binary', operator: '+' }],
    ['a instanceof B', { kind: 'binary', operator: 'instanceof' }],
    ["'k' in o", { kind: 'binary', operator: 'in' }],
    ['!a', { kind: 'unary', operator: '!' }],
    ['typeof a', { kind: 'unary', operator: 'typeof' }],
    ['a ? b : c', { kind: 'conditional', test: name('a'), then: name('b'), otherwise: name('c') }],
    ['a = b', { kind: 'assignment', target: name('a'), value: name('b') }],
    ['a += b', { kind: 'assignment', operator: '+' }],
    ['a ??= b', { kind: 'assignment', operator: '??' }],
    ['a++', { kind: 'assignment', operator: '+', value: literal(1) }],
    ['--a', { kind: 'assignment', operator: '-', value: literal(1) }],
    ['import.meta', name('import.meta')],
  ])('%s', (text, expected) => {
    expect(only(`const x = ${text};`, 'assign').value).toMatchObject(expected);
  });

  it('a comma evaluates all and is the last', () => {
    expect(shape(value('(a(), b)', 'index'))).toMatchObject({
      object: { kind: 'list', items: [{ value: { kind: 'call' } }, { value: name('b') }] },
      index: literal(1),
    });
    expect(lower('a(), b = 1;').body.map((statement) => statement.kind)).toEqual(['expression', 'assign']);
  });

  it('lists keep holes and spreads', () => {
    expect(shape(value('[a, , ...b,]', 'list'))).toMatchObject({
      form: 'list',
      items: [
        { value: name('a'), spread: false },
        { value: literal(undefined), spread: false },
        { value: name('b'), spread: true },
      ],
    });
  });

  it('records keep entries in order', () => {
    const text =
      "const x = { a, 'b-c': 1, [d]: 2, ['e']: 3, 4: 5, ...f, async g() {}, get h() { return 1 }, set h(v) {} };";
    const { value: found } = only(text, 'assign');
    if (found?.kind !== 'record') throw new Error('not a record');
    expect(
      found.entries.map((entry) => [
        entry.kind === 'field' ? entry.key : entry.kind,
        entry.value.kind,
        text.slice(entry.span.start, entry.span.end),
      ]),
    ).toEqual([
      ['a', 'name', 'a'],
      ['b-c', 'literal', "'b-c': 1"],
      ['computed', 'literal', '[d]: 2'],
      ['e', 'literal', "['e']: 3"],
      ['4', 'literal', '4: 5'],
      ['spread', 'name', '...f'],
      ['g', 'function', 'async g() {}'],
      ['h', 'function', 'get h() { return 1 }'],
    ]);
    const [first, second] = found.entries;
    expect(first).toMatchObject({ shorthand: true });
    if (second?.kind !== 'field') throw new Error('not a field');
    expect(text.slice(second.keySpan.start, second.keySpan.end)).toBe("'b-c'");
  });
});
