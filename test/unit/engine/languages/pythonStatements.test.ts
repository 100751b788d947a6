// Python statements: bindings, imports, branches, loops, handlers, patterns.
import { describe, expect, it } from 'vitest';
import type { Target, TypeRef } from '../../../../server/src/engine/model/index.ts';
import { bodyOf, moduleOf, shape, slice, statementOf } from './pythonSource.ts';

function targetShape(target: Target | undefined): string {
  if (target?.kind === 'listPattern') {
    return `(${target.items.map((item) => (item?.rest ? '*' : '') + targetShape(item?.target)).join(', ')})`;
  }
  return target === undefined || target.kind === 'recordPattern' ? '-' : shape(target);
}

function typeShape(type: TypeRef | undefined): string {
  if (type === undefined) return '-';
  return type.args.length === 0 ? type.name : `${type.name}<${type.args.map(typeShape).join(', ')}>`;
}

function assignments(text: string): readonly string[] {
  return bodyOf(text).map((statement) =>
    statement.kind === 'assign'
      ? `${targetShape(statement.target)} ${statement.operator ?? ''}= ${shape(statement.value)}`
      : statement.kind,
  );
}

describe('assignments', () => {
  it.each([
    ['a = 1', ['a = 1']],
    ['a += b', ['a += b']],
    ['a //= 2', ['a //= 2']],
    ['self.x = y', ['self.x = y']],
    ['a[k].b = c', ['a[k].b = c']],
    ['a, *b = c', ['(a, *b) = c']],
    ['(a, b), [c, d] = e', ['((a, b), (c, d)) = e']],
    ['(a) = 1', ['a = 1']],
    ['a = b = f()', ['a = f()', 'b = a']],
    ['self.a = b[0] = f()', ['self.a = f()', 'b[0] = self.a']],
    ['a, b = c = f()', ['c = f()', '(a, b) = c']],
    ['a[:] = b', ['a[slice(None, None)] = b']],
    ['a: int', ['a = -']],
    ['a = yield b', ['a = yield(b)']],
    ['a = 1,', ['a = tuple(1)']],
    ['type(a).b = P(v=1)', ['type(a).b = P(v=1)']],
    ['type X = int', []],
    ['pass', []],
  ])('%s', (text, expected) => {
    expect(assignments(text)).toEqual(expected);
  });

  it('marks every name that a module binds as importable, also inside a branch, but not inside a function', () => {
    const [first, branch, fn] = bodyOf('A = 1\nif A:\n    B = 2\ndef f():\n    c = 1\n');
    expect(first?.kind === 'assign' && first.exported).toBe(true);
    expect(branch?.kind === 'if' && branch.then.map((s) => s.kind === 'assign' && s.exported)).toEqual([true]);
    expect(fn?.kind === 'function' && fn.exported).toBe(true);
    expect(fn?.kind === 'function' && fn.fn.body.map((s) => s.kind === 'assign' && s.exported)).toEqual([undefined]);
  });

  it.each([
    ['list[X]', 'list<X>'],
    ['anthropic.AsyncAnthropic', 'anthropic.AsyncAnthropic'],
    ['X | None', '|<X, None>'],
    ['A | B | "C"', '|<A, B, C>'],
    ['Optional[X]', 'Optional<X>'],
    ['"int | None"', '|<int, None>'],
    ['dict[str, list["Tool"]]', 'dict<str, list<Tool>>'],
    ['Literal["a", 1]', 'Literal<"a", 1>'],
    ['Callable[[int], str]', 'Callable<[]<int>, str>'],
    ['Callable[..., str]', 'Callable<..., str>'],
    ['Annotated[str, Field(description="a [b]")]', 'Annotated<str, Field>'],
    ['Annotated[str, "The place"]', 'Annotated<str, "The place">'],
  ])('reads the annotation %s', (type, expected) => {
    expect(typeShape(statementOf(`x: ${type} = 1`, 'assign').annotation)).toBe(expected);
  });

  it('gives the span of a type inside quotes', () => {
    const text = 'x: "List[Tool]"';
    const type = statementOf(text, 'assign').annotation;
    expect([slice(text, type), slice(text, type?.args[0])]).toEqual(['List[Tool]', 'Tool']);
  });
});

describe('imports', () => {
  it.each([
    ['import a.b', ['a: *>a', 'a.b: ']],
    ['import a.b as c', ['a.b: *>c']],
    ['import a, b as c', ['a: *>a', 'b: *>c']],
    ['from a.b import c as d, e', ['a.b: c>d e>e']],
    ['from ..pkg import (a,\n  b,)', ['..pkg: a>a b>b']],
    ['from . import a', ['.: a>a']],
    ['from m import *', ['m: *>*']],
    ['from __future__ import annotations', ['__future__: annotations>annotations']],
  ])('%s', (text, expected) => {
    const imports = bodyOf(text).map((s) =>
      s.kind === 'import' ? `${s.module}: ${s.bindings.map((b) => `${b.imported}>${b.local}`).join(' ')}` : s.kind,
    );
    expect(imports).toEqual(expected);
  });

  it('binds types only when the type checker alone runs it', () => {
    const branch = statementOf('if TYPE_CHECKING:\n    from a import B\nelse:\n    from c import D\n', 'if');
    const typeOnly = [...branch.then, ...branch.otherwise].map((s) => s.kind === 'import' && s.typeOnly);
    expect(typeOnly).toEqual([true, false]);
  });
});

describe('compound statements', () => {
  it('nests elif in otherwise', () => {
    const text = 'if a:\n    b\nelif c:\n    d\nelse:\n    e\n';
    const first = statementOf(text, 'if');
    const [second] = first.otherwise;
    expect(shape(first.test)).toBe('a');
    expect(second?.kind === 'if' && [shape(second.test), slice(text, second)?.startsWith('elif c')]).toEqual([
      'c',
      true,
    ]);
    expect(second?.kind === 'if' && second.otherwise.length).toBe(1);
  });

  it('does not nest as deep as an elif chain is long', () => {
    let depth = 0;
    let at = bodyOf(`if a: b\n${'elif c: d\n'.repeat(5000)}`)[0];
    while (at?.kind === 'if') {
      depth++;
      at = at.otherwise[0];
    }
    expect(depth).toBeLessThan(500);
  });

  it('keeps the test of the main guard', () => {
    expect(shape(statementOf('if __name__ == "__main__":\n    main()\n', 'if').test)).toBe('(__name__ == "__main__")');
  });

  it('lowers loops', () => {
    const loop = statementOf(
      'async def f():\n    async for a, b in c, d:\n        continue\n    else:\n        e\n',
      'function',
    ).fn.body[0];
    expect(
      loop?.kind === 'loop' && [loop.form, loop.isAsync, targetShape(loop.target), shape(loop.iterable), loop.over],
    ).toEqual(['each', true, '(a, b)', 'tuple(c, d)', 'values']);
    expect(loop?.kind === 'loop' && [loop.body[0]?.kind, loop.otherwise.length]).toEqual(['continue', 1]);
    const wait = statementOf('while True:\n    break\n', 'loop');
    expect([wait.form, shape(wait.test), wait.body[0]?.kind]).toEqual(['while', 'true', 'break']);
  });

  it('lowers handlers', () => {
    const text =
      'try:\n    a\nexcept A:\n    b\nexcept (B, c.C) as e:\n    raise X from e\nexcept* D:\n    d\nexcept:\n    raise\nelse:\n    f\nfinally:\n    g\n';
    const attempt = statementOf(text, 'try');
    expect(attempt.handlers.map((handler) => [handler.types, targetShape(handler.param)])).toEqual([
      ['A', '-'],
      ['B|c.C', 'e'],
      ['D', '-'],
      [undefined, '-'],
    ]);
    expect(attempt.handlers.map((handler) => handler.body[0]?.kind)).toEqual([
      'expression',
      'throw',
      'expression',
      'throw',
    ]);
    expect(slice(text, attempt.handlers[0]?.span)).toBe('except A:\n    b');
    expect([attempt.body.length, attempt.otherwise.length, attempt.finally.length]).toEqual([1, 1, 1]);
  });

  it('lowers with', () => {
    const text = 'async def f():\n    async with (a() as b, c as (d, self.e), g):\n        pass\n';
    const [statement] = statementOf(text, 'function').fn.body;
    expect(statement?.kind === 'with' && statement.isAsync).toBe(true);
    expect(
      statement?.kind === 'with' && statement.items.map((item) => [shape(item.value), targetShape(item.target)]),
    ).toEqual([
      ['a()', 'b'],
      ['c', '(d, self.e)'],
      ['g', '-'],
    ]);
  });

  it('lowers global, nonlocal and del', () => {
    const [scope, drop] = bodyOf('global a, b\ndel c[0], (d, e.f), g[1:]\n');
    expect(scope?.kind === 'scope' && [scope.scope, scope.names]).toEqual(['global', ['a', 'b']]);
    expect(drop?.kind === 'delete' && drop.targets.map(shape)).toEqual(['c[0]', 'd', 'e.f', 'g[1:-:-]']);
  });

  it('lowers match: tests, captures, guards', () => {
    const cases = [
      '1 | "a"',
      '-1',
      'E.F',
      '{"type": "text", "v": v, **rest}',
      'C(a, b=c)',
      '[a, *more]',
      'a, b',
      '(x) if x > 1',
      'str() as s',
      '("a" | "b") as x',
      'None',
      '_',
    ];
    const text = `match f(x):\n${cases.map((pattern) => `    case ${pattern}: pass\n`).join('')}`;
    const match = statementOf(text, 'switch');
    expect(shape(match.subject)).toBe('f(x)');
    expect(
      match.cases.map((c) => [c.tests.map(shape).join(' '), c.bindings.map(targetShape).join(' '), shape(c.guard)]),
    ).toEqual([
      ['1 "a"', '', '-'],
      ['(- 1)', '', '-'],
      ['E.F', '', '-'],
      ['?mapping pattern("text")', 'v rest', '-'],
      ['?class pattern(C)', 'a c', '-'],
      ['?sequence pattern()', 'a more', '-'],
      ['?sequence pattern()', 'a b', '-'],
      ['', 'x', '(x > 1)'],
      ['?class pattern(str)', 's', '-'],
      ['"a" "b"', 'x', '-'],
      ['None', '', '-'],
      ['', '', '-'],
    ]);
    expect(match.cases.every((c) => !c.fallsThrough)).toBe(true);
  });
});

describe('whole files', () => {
  it('collects comments without their marks', () => {
    const text = '#!/usr/bin/env python\nx = [  # hitrate: ticks=3\n  1,\n]\n\ndef f():\n    ## note\n    pass\n';
    const { comments } = moduleOf(text);
    expect(comments.map((comment) => comment.text)).toEqual(['!/usr/bin/env python', 'hitrate: ticks=3', 'note']);
    expect(slice(text, comments[1])).toBe('# hitrate: ticks=3');
  });

  it('gives the same tree with CRLF, at the places of its text', () => {
    const lines = ['def f(x):', '    """Doc."""', '    return g(x)', 'y = f(1)', ''];
    const text = lines.join('\r\n');
    const [fn, assign] = bodyOf(text);
    expect(fn?.kind === 'function' && [fn.fn.doc, slice(text, fn.fn.nameSpan)]).toEqual(['Doc.', 'f']);
    expect(assign?.kind === 'assign' && slice(text, assign.value)).toBe('f(1)');
  });

  it('lowers what can be read around a syntax error', () => {
    const text = 'A = 1\ndef f(x):\n    y = g(x)\n    z = \n\nclass C:\n    def m(self):\n        return 2\n';
    const module = moduleOf(text);
    expect(module.hasErrors).toBe(true);
    const kinds = module.body.map((statement) => statement.kind);
    expect(kinds).toContain('function');
    expect(module.body[0]?.kind).toBe('assign');
    const fn = module.body.find((statement) => statement.kind === 'function');
    expect(fn?.fn.body.map((statement) => statement.kind)).toContain('assign');
  });

  it('has no errors in good code', () => {
    expect(moduleOf('x = 1\n').hasErrors).toBe(false);
  });

  it.each([
    '(',
    '[',
    'f(',
    '{"a":',
    'lambda: ',
    'not ',
    'a = ',
    'a < ',
    'x if y else ',
    '"a" ',
    'f"{',
    '@',
    'def f(',
    'x: list[',
  ])('survives ten thousand of %s', (piece) => {
    expect(JSON.stringify(moduleOf(piece.repeat(10_000)).body)).not.toContain('lowering failed');
  });
});
