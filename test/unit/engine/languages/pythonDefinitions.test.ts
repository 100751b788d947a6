// Python functions and classes.
import { describe, expect, it } from 'vitest';
import type { ClassMember, FunctionExpression } from '../../../../server/src/engine/model/index.ts';
import { bodyOf, shape, slice, statementOf } from './pythonSource.ts';

function functionOf(text: string): FunctionExpression {
  return statementOf(text, 'function').fn;
}

function membersOf(body: string): readonly ClassMember[] {
  const lines = body.split('\n').map((line) => `    ${line}`);
  return statementOf(`class A:\n${lines.join('\n')}\n`, 'class').cls.members;
}

describe('functions', () => {
  it('lowers every form of parameter', () => {
    const text = 'def f(a, /, b: int = 1, *args: str, c, d: "X" = 2, **kw): pass\n';
    const params = functionOf(text).params;
    expect(
      params.map((param) => [
        slice(text, param),
        param.target.kind === 'name' && param.target.name,
        param.rest,
        param.keywordOnly,
        param.fallback && shape(param.fallback),
        param.annotation?.name,
      ]),
    ).toEqual([
      ['a', 'a', undefined, false, undefined, undefined],
      ['b: int = 1', 'b', undefined, false, '1', 'int'],
      ['*args: str', 'args', 'list', false, undefined, 'str'],
      ['c', 'c', undefined, true, undefined, undefined],
      ['d: "X" = 2', 'd', undefined, true, '2', 'X'],
      ['**kw', 'kw', 'record', false, undefined, undefined],
    ]);
  });

  it('knows keyword-only parameters after a bare star', () => {
    expect(functionOf('def f(a, *, b): pass\n').params.map((param) => param.keywordOnly)).toEqual([false, true]);
  });

  it('keeps decorators, result type, name and asynchrony', () => {
    const text = '@app.tool("x")\n@cached\nasync def run[T](a) -> list[T]:\n    return await a\n';
    const statement = statementOf(text, 'function');
    expect(statement.fn.decorators.map(shape)).toEqual(['app.tool("x")', 'cached']);
    expect([statement.fn.name, slice(text, statement.fn.nameSpan)]).toEqual(['run', 'run']);
    expect([statement.fn.isAsync, statement.fn.isGenerator, statement.fn.bindsThis]).toEqual([true, false, false]);
    expect([statement.fn.returns?.name, statement.fn.returns?.args[0]?.name]).toEqual(['list', 'T']);
    expect([slice(text, statement)?.startsWith('@app'), slice(text, statement.fn)?.startsWith('async def')]).toEqual([
      true,
      true,
    ]);
  });

  it('is a generator by its own yields only', () => {
    expect(functionOf('def f():\n    if x:\n        y = [(yield 1)]\n').isGenerator).toBe(true);
    const outer = functionOf('def f():\n    def g():\n        yield 1\n    return lambda: (yield)\n');
    expect(outer.isGenerator).toBe(false);
    const [inner] = outer.body;
    expect(inner?.kind === 'function' && inner.fn.isGenerator).toBe(true);
  });

  it('cleans the docstring, and keeps it as a statement', () => {
    const fn = functionOf('def f():\n    # why\n    """Look up.\n\n    Args:\n        x: a\n    """\n    return 1\n');
    expect(fn.doc).toBe('Look up.\n\nArgs:\n    x: a');
    expect(fn.body.map((statement) => statement.kind)).toEqual(['expression', 'return']);
    expect(functionOf('def f():\n    f"{x}"\n').doc).toBeUndefined();
    expect(functionOf('def f(): ...\n').doc).toBeUndefined();
  });
});

describe('classes', () => {
  it('takes bases without keywords, and decorators', () => {
    const { cls } = statementOf('@dataclass(frozen=True)\nclass A(B, c.D, metaclass=M):\n    pass\n', 'class');
    expect([cls.name, cls.bases.map(shape), cls.decorators.map(shape)]).toEqual([
      'A',
      ['B', 'c.D'],
      ['dataclass(frozen=true)'],
    ]);
  });

  it('lowers fields with their annotations and values', () => {
    const members = membersOf('"""Doc."""\nx: int = 3\ny: str\nz = [1]\nT = Q = 5\nR, S = 1, 2\nC, D = range(2)');
    expect(members.map((m) => [m.name, m.kind, m.isStatic, m.annotation?.name, m.value && shape(m.value)])).toEqual([
      ['x', 'field', true, 'int', '3'],
      ['y', 'field', false, 'str', undefined],
      ['z', 'field', true, undefined, 'list(1)'],
      ['T', 'field', true, undefined, '5'],
      ['Q', 'field', true, undefined, '5'],
      ['R', 'field', true, undefined, '1'],
      ['S', 'field', true, undefined, '2'],
      ['C', 'field', true, undefined, undefined],
      ['D', 'field', true, undefined, undefined],
    ]);
  });

  it('lowers methods and properties', () => {
    const members = membersOf(
      [
        'def m(self): pass',
        '@property',
        'def p(self): return 1',
        '@p.setter',
        'def p(self, v): pass',
        '@p.deleter',
        'def p(self): pass',
        '@functools.cached_property',
        'def q(self): return 1',
        '@staticmethod',
        'def s(): pass',
        '@classmethod',
        'async def c(cls): pass',
        '@tool.property_of("x")',
        'def n(self): pass',
      ].join('\n'),
    );
    expect(members.map((m) => [m.name, m.kind, m.isStatic])).toEqual([
      ['m', 'method', false],
      ['p', 'getter', false],
      ['p', 'setter', false],
      ['q', 'getter', false],
      ['s', 'method', true],
      ['c', 'method', true],
      ['n', 'method', false],
    ]);
    expect(members[1]?.fn?.decorators.map(shape)).toEqual(['property']);
  });

  it('takes members of both branches, and nested classes', () => {
    const members = membersOf(
      'if X:\n    a = 1\nelse:\n    def b(self): pass\ntry:\n    c = 1\nexcept E:\n    c = 2\nclass Inner:\n    d = 1',
    );
    expect(members.map((m) => [m.name, m.kind, m.value?.kind])).toEqual([
      ['a', 'field', 'literal'],
      ['b', 'method', undefined],
      ['c', 'field', 'literal'],
      ['c', 'field', 'literal'],
      ['Inner', 'field', 'class'],
    ]);
  });

  it('marks only top-level classes as importable', () => {
    const [cls] = bodyOf('class A:\n    class B: pass\n');
    expect(cls?.kind === 'class' && cls.exported).toBe(true);
  });
});
