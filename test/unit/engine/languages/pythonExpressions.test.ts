// Python expressions.
import { describe, expect, it } from 'vitest';
import { expressionOf, shape, slice, statementOf } from './pythonSource.ts';

describe('expressions', () => {
  it.each([
    ['None', 'None'],
    ['True', 'true'],
    ['1_000', '1000'],
    ['0xFF', '255'],
    ['1.5e3', '1500'],
    ['2j', '?imaginary number()'],
    ['...', 'Ellipsis'],
    ['a.b.c', 'a.b.c'],
    ['(a)', 'a'],
    ['not a', '(not a)'],
    ['-a', '(- a)'],
    ['a and b or c', '((a && b) || c)'],
    ['a if t else b', '(t ? a : b)'],
    ['a + b % c', '(a + (b % c))'],
    ['a < b <= c', '((a < b) && (b <= c))'],
    ['a not in b', '(a not in b)'],
    ['a is not None', '(a is not None)'],
    ['[a, *b]', 'list(a, *b)'],
    ['(a, b)', 'tuple(a, b)'],
    ['()', 'tuple()'],
    ['a, b', 'tuple(a, b)'],
    ['a,', 'tuple(a)'],
    ['{a, *b}', 'set(a, *b)'],
    ['a[0]', 'a[0]'],
    ['a[1:-1]', 'a[1:(- 1):-]'],
    ['a[::2]', 'a[-:-:2]'],
    ['a[:]', 'a[-:-:-]'],
    ['a[b, 1:2]', 'a[tuple(b, slice(1, 2))]'],
    ['f(a, *b, c=d, **e)', 'f(a, *b, c=d, **e)'],
    ['f(x for x in y)', 'f(<comprehension>)'],
    ['super().run(x)', '<super>.run(x)'],
    ['super(A, self).run()', '<super>.run()'],
    ['await f()', 'await(f())'],
    ['yield', 'yield(-)'],
    ['yield a, b', 'yield(tuple(a, b))'],
    ['yield from g()', 'yield(g())'],
    ['assert a, f"{b}"', '(a || <template>)'],
    ['assert a', 'a'],
    ['print("x")', 'print("x")'],
    ['a + \\\n b', '(a + b)'],
    ['[a,  # first\n b]', 'list(a, b)'],
  ])('%s', (text, expected) => {
    expect(shape(statementOf(text, 'expression').expression)).toBe(expected);
  });

  it('keeps the entries of a dict in order', () => {
    const text = '{"model": m, **base, key: 1, 2: x, "a" "b": y}';
    const { entries } = expressionOf(text, 'record');
    expect(entries.map((entry) => entry.kind)).toEqual(['field', 'spread', 'computed', 'computed', 'computed']);
    const [first] = entries;
    expect(first?.kind === 'field' && [first.key, slice(text, first.keySpan), slice(text, first.span)]).toEqual([
      'model',
      '"model"',
      '"model": m',
    ]);
  });

  it('lowers comprehensions with their clauses', () => {
    const list = expressionOf('[f(x) for x, y in z if a if b async for q in r]', 'comprehension');
    expect([list.form, shape(list.element)]).toEqual(['list', 'f(x)']);
    expect(
      list.clauses.map((clause) => [
        clause.target.kind,
        shape(clause.iterable),
        clause.conditions.map(shape),
        clause.isAsync,
      ]),
    ).toEqual([
      ['listPattern', 'z', ['a', 'b'], false],
      ['name', 'r', [], true],
    ]);
    const record = expressionOf('{k: v for k, v in items}', 'comprehension');
    expect([record.form, shape(record.key), shape(record.element)]).toEqual(['record', 'k', 'v']);
    expect(expressionOf('{x for x in y}', 'comprehension').form).toBe('set');
    expect(expressionOf('(x for x in y)', 'comprehension').form).toBe('generator');
  });

  it('lowers a lambda to a function that returns', () => {
    const fn = expressionOf('lambda a, *b, c=1, **d: a', 'function');
    expect(fn.params.map((param) => [param.rest, param.keywordOnly])).toEqual([
      [undefined, false],
      ['list', false],
      [undefined, true],
      ['record', false],
    ]);
    expect(fn.body.map((statement) => statement.kind)).toEqual(['return']);
    expect(fn.name).toBeUndefined();
  });

  it('lowers the walrus', () => {
    const walrus = expressionOf('(n := f())', 'assignment');
    expect([walrus.target.kind, shape(walrus.value)]).toEqual(['name', 'f()']);
  });

  it('gives the spans of members and arguments', () => {
    const text = 'client.messages.create(model="m", **params)';
    const call = expressionOf(text, 'call');
    expect(call.callee.kind === 'member' && slice(text, call.callee.propertySpan)).toBe('create');
    expect(call.args.map((arg) => slice(text, arg))).toEqual(['model="m"', '**params']);
  });
});
