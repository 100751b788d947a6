// Parsing: incremental, bounded, owned, and alive after a crash.
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Parser, Tree, TreeCursor } from 'web-tree-sitter';
import {
  createSyntax,
  createTreeStore,
  type ParseOutcome,
  type RawNode,
  rawDepthLimit,
  type SyntaxTree,
  textChange,
  tooDeepType,
} from '../../../../server/src/engine/syntax/index.ts';
import { loadWasm } from '../../../../server/src/host/loadWasm.ts';
import { sharedSyntax } from '../../../harness/parser.ts';
import { exampleProjects } from '../../../harness/sampleProjects.ts';

const syntax = await sharedSyntax();

function treeOf(outcome: ParseOutcome): SyntaxTree {
  if (outcome.kind === 'none') throw new Error(outcome.why);
  return outcome.tree;
}

function depthOf(node: RawNode): number {
  return 1 + Math.max(0, ...node.children.map(depthOf));
}

function typesIn(node: RawNode): readonly string[] {
  return [node.type, ...node.children.flatMap(typesIn)];
}

let alive = 0;

beforeEach(() => {
  alive = syntax.counts.created - syntax.counts.freed;
});

afterEach(() => {
  vi.restoreAllMocks();
  expect(syntax.counts.created - syntax.counts.freed).toBe(alive);
});

describe('createSyntax', () => {
  it('copies nodes with their fields, tokens and offsets', () => {
    const text = 'const a = 1;\nfoo(a);';
    const tree = treeOf(syntax.parse(text, 'typescript'));
    expect(tree.topLevel.map((node) => [node.type, text.slice(node.start, node.end), node.hasError])).toEqual([
      ['lexical_declaration', 'const a = 1;', false],
      ['expression_statement', 'foo(a);', false],
    ]);
    const [first, second] = tree.read((index) => index === 0);
    expect(second).toBeUndefined();
    expect(first?.children.map((child) => [child.type, child.field, child.named])).toEqual([
      ['const', 'kind', false],
      ['variable_declarator', undefined, true],
      [';', undefined, false],
    ]);
    tree.dispose();
    tree.dispose();
  });

  it('copies stay valid after the tree is freed, and reading the tree does not', () => {
    const tree = treeOf(syntax.parse('foo(1)', 'javascript'));
    const [node] = tree.read(() => true);
    tree.dispose();
    expect(node?.children[0]?.type).toBe('call_expression');
    expect(() => tree.read(() => true)).toThrow('disposed');
  });

  it('parses each language with its own grammar', () => {
    const typeOf = (text: string, language: Parameters<typeof syntax.parse>[1]): string | undefined => {
      const tree = treeOf(syntax.parse(text, language));
      const types = tree.read(() => true).flatMap((node) => (node === undefined ? [] : typesIn(node)));
      tree.dispose();
      return tree.hasErrors ? 'error' : types.find((type) => /jsx_element|type_assertion|binary|call/.test(type));
    };
    expect(typeOf('<a>b</a>', 'typescriptreact')).toBe('jsx_element');
    expect(typeOf('<a>b</a>', 'javascript')).toBe('jsx_element');
    expect(typeOf('<a>b', 'typescript')).toBe('type_assertion');
    expect(typeOf('f < b > (c)', 'javascript')).toBe('binary_expression');
    expect(typeOf('f < b > (c)', 'typescript')).toBe('call_expression');
    expect(typeOf('print(x)', 'python')).toBe('call');
  });

  it('re-parses on top of the previous tree and frees it', () => {
    const before = 'const a = "😀";\nconst b = 2;\n';
    const after = 'const a = "😀";\nconst bcd = 2;\n';
    const first = treeOf(syntax.parse(before, 'typescript'));
    const parse = vi.spyOn(Parser.prototype, 'parse');
    const second = treeOf(syntax.parse(after, 'typescript', first));
    expect(parse.mock.calls[0]?.[1]).toBeInstanceOf(Tree);
    expect(() => first.read(() => true)).toThrow('disposed');
    const fresh = treeOf(syntax.parse(after, 'typescript'));
    expect(second.read(() => true)).toEqual(fresh.read(() => true));
    expect(second.topLevel).toEqual(fresh.topLevel);
    for (const tree of [second, fresh]) tree.dispose();
  });

  it('takes over what a change did not touch', () => {
    const before = 'class A { a() { return 1; } b() { return 2; } c() { return 3; } }';
    const after = before.replace('2', '22');
    const first = treeOf(syntax.parse(before, 'typescript'));
    const nodes = first.read(() => true).filter((node) => node !== undefined);
    const second = treeOf(syntax.parse(after, 'typescript', first));
    const change = textChange(before, after);
    if (change === undefined) throw new Error('the texts differ');
    const taken = second.read(() => true, { nodes, change });
    expect(taken).toEqual(second.read(() => true));
    const method = (node: RawNode | undefined) => node?.children.at(-1)?.children[1];
    expect(method(taken[0])).toBe(method(nodes[0]));
    second.dispose();
  });

  it('does not base a tree on one of another language', () => {
    const first = treeOf(syntax.parse('x = 1', 'python'));
    const second = treeOf(syntax.parse('x = 1', 'typescript', first));
    expect(second.topLevel[0]?.type).toBe('expression_statement');
    second.dispose();
  });

  it('gives after any edits the tree of a parse from nothing', () => {
    const shown = (tree: SyntaxTree): unknown => [tree.hasErrors, tree.topLevel, tree.read(() => true)];
    const bits = [
      '\n',
      ' ',
      '}',
      '{',
      '`',
      '"',
      "'",
      '${',
      'x',
      '()',
      '# ',
      '// ',
      '*/',
      '"""',
      ');',
      ', ',
      'if (',
      '[',
    ];
    const texts = exampleProjects().flatMap(({ documents }) =>
      [...documents].filter(([, text]) => text.length < 4_000),
    );
    const edit = fc.record({ at: fc.nat(), removed: fc.integer({ min: 0, max: 40 }), bit: fc.constantFrom(...bits) });
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 5 }), ([path, start], edits) => {
        const language = path.endsWith('.py') ? 'python' : 'typescript';
        let text = start;
        let tree = treeOf(syntax.parse(text, language));
        for (const { at, removed, bit } of edits) {
          const from = at % (text.length + 1);
          text = text.slice(0, from) + bit + text.slice(from + removed);
          tree = treeOf(syntax.parse(text, language, tree));
          const fresh = treeOf(syntax.parse(text, language));
          const [got, wanted] = [shown(tree), shown(fresh)];
          fresh.dispose();
          if (!isDeepStrictEqual(got, wanted)) {
            tree.dispose();
            expect(got).toEqual(wanted);
          }
        }
        tree.dispose();
      }),
      { numRuns: 200 },
    );
  });

  it('hides import types from the grammar without moving anything', () => {
    const text =
      "const a = f<typeof import('m')>(1);\nlet b: import('m').default.T[] = [];\nexport type * from './t';\nimport('m').then(g);";
    const tree = treeOf(syntax.parse(text, 'typescript'));
    expect(tree.hasErrors).toBe(false);
    expect(tree.topLevel.map((node) => text.slice(node.start, node.end).slice(0, 6).trim())).toEqual([
      'const',
      'let b:',
      ';',
      'import',
    ]);
    tree.dispose();
  });
});

describe('limits', () => {
  it('refuses a text that is too long', () => {
    const outcome = syntax.parse(`x = "${'y'.repeat(5_000_000)}"`, 'typescript');
    expect(outcome).toEqual({ kind: 'none', why: 'The file is too long to be analysed.' });
  });

  it.each(['[', '(', '{', 'f(', 'a?', '<a>', '`${'])('survives 10,000 times %j', (bracket) => {
    for (const language of ['typescript', 'typescriptreact', 'javascript', 'python'] as const) {
      const outcome = syntax.parse(bracket.repeat(10_000), language);
      if (outcome.kind === 'none') continue;
      const nodes = outcome.tree.read(() => true);
      expect(Math.max(...nodes.map((node) => (node === undefined ? 0 : depthOf(node))))).toBeLessThan(
        rawDepthLimit + 3,
      );
      outcome.tree.dispose();
    }
  });

  it('cuts what nests too deeply', () => {
    const depth = 10_000;
    const tree = treeOf(syntax.parse(`x = ${'['.repeat(depth)}${']'.repeat(depth)}`, 'typescript'));
    expect(tree.hasErrors).toBe(false);
    const [node] = tree.read(() => true);
    expect(node === undefined ? [] : typesIn(node)).toContain(tooDeepType);
    tree.dispose();
  });

  it('gives up past the work limit, and the next parse starts afresh', async () => {
    const strict = await createSyntax({ ...loadWasm(), limits: { maxReportsPerUnit: 0, leastReports: 5 } });
    const long = 'foo(bar, [1, 2, 3]);\n'.repeat(2_000);
    expect(strict.parse(long, 'typescript')).toEqual({ kind: 'none', why: 'The file takes too much work to parse.' });
    const tree = treeOf(strict.parse('a;', 'typescript'));
    expect(tree.topLevel).toHaveLength(1);
    tree.dispose();
    strict.dispose();
  });
});

describe('crashes', () => {
  it('a crash of the parser costs one attempt', () => {
    vi.spyOn(Parser.prototype, 'parse').mockImplementationOnce(() => {
      throw new WebAssembly.RuntimeError('memory access out of bounds');
    });
    const tree = treeOf(syntax.parse('a;', 'typescript'));
    expect(tree.topLevel).toHaveLength(1);
    tree.dispose();
  });

  it('trees of before a crash are freed and not built upon', () => {
    const old = treeOf(syntax.parse('a;', 'typescript'));
    const parse = vi.spyOn(Parser.prototype, 'parse').mockImplementationOnce(() => {
      throw new WebAssembly.RuntimeError('unreachable');
    });
    treeOf(syntax.parse('b;', 'typescript')).dispose();
    const next = treeOf(syntax.parse('ab;', 'typescript', old));
    expect(parse.mock.calls.at(-1)?.[1]).toBeUndefined();
    expect(next.topLevel[0]?.end).toBe(3);
    next.dispose();
  });

  it('a parser that always crashes yields a reason', () => {
    vi.spyOn(Parser.prototype, 'parse').mockImplementation(() => {
      throw new WebAssembly.RuntimeError('unreachable');
    });
    expect(syntax.parse('a;', 'typescript')).toEqual({ kind: 'none', why: 'The parser failed on this file.' });
  });

  it('deletes every cursor, also when the walk fails', () => {
    const made = vi.spyOn(Tree.prototype, 'walk');
    const deleted = vi.spyOn(TreeCursor.prototype, 'delete');
    const tree = treeOf(syntax.parse('foo(a, b);', 'typescript'));
    tree.read(() => true);
    vi.spyOn(TreeCursor.prototype, 'gotoNextSibling').mockImplementationOnce(() => {
      throw new WebAssembly.RuntimeError('unreachable');
    });
    expect(() => tree.read(() => true)).toThrow('unreachable');
    expect(made).toHaveBeenCalledTimes(3);
    expect(deleted).toHaveBeenCalledTimes(3);
    tree.dispose();
  });
});

describe('createTreeStore', () => {
  it('keeps the trees used last, frees the others, and frees all at the end', async () => {
    const own = await createSyntax(loadWasm());
    const store = createTreeStore(own, 2);
    for (const path of ['a', 'b', 'c']) store.parse(path, `${path};`, 'javascript');
    expect(own.counts).toEqual({ created: 3, freed: 1 });
    store.parse('b', 'b2;', 'javascript');
    expect(own.counts).toEqual({ created: 4, freed: 2 });
    store.parse('d', 'd;', 'javascript');
    store.forget('b');
    store.forget('nothing');
    expect(store.size).toBe(1);
    expect(own.counts).toEqual({ created: 5, freed: 4 });
    store.dispose();
    expect(own.counts).toEqual({ created: 5, freed: 5 });
    own.dispose();
  });

  it('forgets the tree of a text it could not parse', () => {
    const store = createTreeStore(syntax, 2);
    store.parse('a', 'a;', 'javascript');
    expect(store.parse('a', 'x'.repeat(3_000_000), 'javascript').kind).toBe('none');
    expect(store.size).toBe(0);
    store.dispose();
  });
});
