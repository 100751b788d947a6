// TypeScript and JavaScript in the neutral representation, construct by construct.
// biome-ignore-all lint/suspicious/noThenProperty: the branch is called so in the representation.
import { describe, expect, it } from 'vitest';
import type { AssignStatement } from '../../../../server/src/engine/model/index.ts';

import { literal, lower, name, only, shape } from './typescriptSource.ts';

describe('statements', () => {
  it.each([
    ['let a;', { declares: 'let', target: name('a') }],
    ['var a: T = 1;', { declares: 'var', annotation: { name: 'T' } }],
    ['a.b += 1;', { target: { kind: 'member' }, operator: '+' }],
    ['a[0] = 1;', { target: { kind: 'index' } }],
    ['(a as any).b = 1;', { target: { kind: 'member', object: name('a') } }],
    ['a++;', { operator: '+', value: literal(1) }],
    ['[a, b] = [b, a];', { target: { kind: 'listPattern' } }],
    ['({ a: o.x, b = 2, ...r } = obj);', { target: { kind: 'recordPattern', rest: name('r') } }],
    ['a = b = c;', { value: { kind: 'assignment', target: name('b') } }],
    ['using a = f();', { declares: 'const', target: name('a') }],
    ['await using a = f();', { declares: 'const', value: { kind: 'call' } }],
    ['import a = b.c;', { declares: 'const', value: { kind: 'member' } }],
  ])('%s', (text, expected) => {
    expect(only(text, 'assign')).toMatchObject(expected);
  });

  it('several declarators are several statements, each with its own span', () => {
    const text = 'const a = 1, { b } = c;';
    const { body } = lower(text);
    expect(body.map((statement) => text.slice(statement.start, statement.end))).toEqual(['a = 1', '{ b } = c']);
  });

  it('if, else if, else', () => {
    expect(shape(only('if (a) b(); else if (c) { d(); } else e();', 'if'))).toMatchObject({
      test: name('a'),
      then: [{ kind: 'expression' }],
      otherwise: [{ kind: 'if', test: name('c'), then: [{ kind: 'expression' }], otherwise: [{ kind: 'expression' }] }],
    });
  });

  it.each([
    [
      'for (let i = 0, j = 1; i < 3; i++) f();',
      {
        form: 'for',
        init: [{ target: name('i') }, { target: name('j') }],
        test: { kind: 'binary' },
        update: { kind: 'assignment' },
      },
    ],
    ['for (i = 0; ; ) {}', { form: 'for', init: [{ kind: 'assign' }] }],
    ['for (;;) { break out; }', { form: 'for', body: [{ kind: 'break', label: 'out' }] }],
    [
      'for (const [a] of b) continue;',
      { form: 'each', over: 'values', isAsync: false, target: { kind: 'listPattern' }, body: [{ kind: 'continue' }] },
    ],
    ['for await (const a of b) {}', { form: 'each', isAsync: true, target: name('a'), iterable: name('b') }],
    ['for (const a in b) {}', { form: 'each', over: 'keys' }],
    ['out: while (true) {}', { form: 'while', test: literal(true) }],
    ['do { a(); } while (b);', { form: 'do', test: name('b'), body: [{ kind: 'expression' }] }],
  ])('%s', (text, expected) => {
    expect(only(text, 'loop')).toMatchObject({ otherwise: [], ...expected });
  });

  it('an endless for has neither test nor update', () => {
    const loop = only('for (;;) {}', 'loop');
    expect(loop).not.toHaveProperty('test');
    expect(loop).not.toHaveProperty('update');
  });

  it('switch joins labels and tells what falls through', () => {
    const { cases } = only(
      `switch (a) {
        case 1: case 'b': { f(); break; }
        case 2: g();
        case 3: if (h) { return; } else { throw i; }
        case 4: default: j();
      }`,
      'switch',
    );
    expect(cases.map((found) => [shape(found.tests), found.fallsThrough])).toEqual([
      [[literal(1), literal('b')], false],
      [[literal(2)], true],
      [[literal(3)], false],
      [[], false],
    ]);
  });

  it('try, catch and finally', () => {
    const text = 'try { a(); } catch ({ message }) { b(); } finally { c(); }';
    const found = only(text, 'try');
    expect(found).toMatchObject({
      body: [{ kind: 'expression' }],
      handlers: [{ param: { kind: 'recordPattern' }, body: [{ kind: 'expression' }] }],
      finally: [{ kind: 'expression' }],
    });
    const span = found.handlers[0]?.span;
    expect(text.slice(span?.start, span?.end)).toBe('catch ({ message }) { b(); }');
    expect(only('try { a(); } catch { b(); }', 'try').handlers[0]).not.toHaveProperty('param');
  });

  it('delete, throw and bare blocks', () => {
    expect(only('delete a.b;', 'delete').targets).toMatchObject([{ kind: 'member' }]);
    expect(only('throw new Error();', 'throw').value).toMatchObject({ kind: 'call', isNew: true });
    expect(only('{ let a = 1; }', 'block').body).toHaveLength(1);
    expect(lower('; debugger;').body).toEqual([]);
  });

  it('enums are constant records that count', () => {
    const found = only("export enum E { A, B = 5, C, 'd e' = 'x', F }", 'assign');
    expect(found).toMatchObject({ exported: true, declares: 'const', target: name('E') });
    expect(shape(found.value)).toMatchObject({
      entries: [
        { key: 'A', value: literal(0) },
        { key: 'B', value: literal(5) },
        { key: 'C', value: literal(6) },
        { key: 'd e', value: literal('x') },
        { key: 'F', value: { kind: 'unknown', why: 'enum value' } },
      ],
    });
  });

  it('a namespace is a block whose exports stay inside', () => {
    const { body } = only('namespace N.M { export const a = 1; b(); }', 'block');
    expect(body.map((statement) => statement.kind)).toEqual(['assign', 'expression']);
    expect(body[0]).not.toHaveProperty('exported');
  });
});

describe('types', () => {
  const annotation = (text: string) => shape((only(`let a: ${text};`, 'assign') as AssignStatement).annotation);

  it.each([
    ['string', { name: 'string', args: [] }],
    ['A.B.C', { name: 'A.B.C', args: [] }],
    [
      'Promise<A | null>',
      {
        name: 'Promise',
        args: [
          {
            name: '|',
            args: [
              { name: 'A', args: [] },
              { name: 'null', args: [] },
            ],
          },
        ],
      },
    ],
    ['readonly A[]', { name: 'Array', args: [{ name: 'A', args: [] }] }],
    [
      "'a' | 'b' | 'c'",
      {
        name: '|',
        args: [
          { name: "'a'", args: [] },
          { name: "'b'", args: [] },
          { name: "'c'", args: [] },
        ],
      },
    ],
    ['{ a: 1 }', { name: '{}', args: [] }],
    ['(a: B) => C', { name: '=>', args: [{ name: 'C', args: [] }] }],
    ["A['b']", { name: 'A.b', args: [] }],
    ["import('m').T", { name: 'T', args: [] }],
    [
      '(A & B)',
      {
        name: '&',
        args: [
          { name: 'A', args: [] },
          { name: 'B', args: [] },
        ],
      },
    ],
  ])('%s', (text, expected) => {
    expect(annotation(text)).toEqual(expected);
  });
});

describe('comments and places', () => {
  it('strips the marks and keeps the span', () => {
    const text = '// one\nf(/* two */ a); // three\n/*\n * four\n * five\n */\nconst b = [ // six\n];';
    const { comments } = lower(text);
    expect(comments.map((comment) => comment.text)).toEqual(['one', 'two', 'three', 'four\nfive', 'six']);
    expect(comments.map((comment) => text.slice(comment.start, comment.end))[1]).toBe('/* two */');
  });

  it('a comment in a JSX child is found', () => {
    expect(lower('const x = <a>{/* hi */}</a>;', 'typescriptreact').comments.map((comment) => comment.text)).toEqual([
      'hi',
    ]);
  });

  it.each([
    ['emoji', "const a = '😀😀'; call('é', b😀c);".replace('b😀c', 'b')],
    ['CRLF', "const a = 1;\r\n\r\ncall('x');\r\n"],
    ['a byte order mark', "\ufeffconst a = 1; call('x');"],
    ['a shebang', "#!/usr/bin/env node\nconst a = 1; call('x');"],
  ])('offsets count UTF-16 units past %s', (_, text) => {
    const module = lower(text, 'javascript');
    expect(module.hasErrors).toBe(false);
    const last = module.body.at(-1);
    if (last?.kind !== 'expression') throw new Error('not an expression');
    expect(text.slice(last.expression.start, last.expression.end)).toMatch(/^call\(.*\)$/);
    expect(last.expression.start).toBe(text.indexOf('call'));
  });
});

describe('robustness', () => {
  it('a broken statement does not hide its neighbours', () => {
    const module = lower("const a = 1;\nconst b = = 2;\nclient.create({ model: 'm' });\n");
    expect(module.hasErrors).toBe(true);
    expect(JSON.stringify(module.body)).toContain('"property":"create"');
    expect(module.body[0]).toMatchObject({ kind: 'assign', target: name('a') });
  });

  it('reads the calls inside an unclosed function', () => {
    const module = lower("export async function f() {\n  const r = await client.create({ model: 'm' });\n");
    expect(module.hasErrors).toBe(true);
    expect(JSON.stringify(module.body)).toContain('"create"');
  });

  it('an unfinished member keeps its object', () => {
    expect(lower('const x = a.b.;\nf();').hasErrors).toBe(true);
    expect(JSON.stringify(lower('const x = a.b.;\nf();').body)).toContain('"name":"a"');
  });

  it('nesting past the limit is cut and said', () => {
    const module = lower(`const a = ${'['.repeat(10_000)}${']'.repeat(10_000)}; f();`);
    expect(JSON.stringify(module.body)).toContain('too deep');
    expect(module.note).toBe('Parts of the file nest too deeply to be analysed.');
    expect(module.body.at(-1)).toMatchObject({ kind: 'expression' });
  });

  it('a file that is too long is empty and says so', () => {
    const module = lower(`const a = '${'x'.repeat(5_000_000)}';`);
    expect(module).toMatchObject({ body: [], hasErrors: true, note: 'The file is too long to be analysed.' });
  });

  it.each(['', ' ', '\ufeff', '}', '`', '"', '/*', '<', '@', '\u0000', '\ud800'])('%j does no harm', (text) => {
    for (const language of ['typescript', 'typescriptreact', 'javascript'] as const) {
      expect(lower(text, language).path).toBe('a');
    }
  });
});
