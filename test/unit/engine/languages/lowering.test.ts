// Lowering by declaration: what is kept between edits must be what a fresh reading yields.
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createLowering, type Lowering, languageOf } from '../../../../server/src/engine/languages/index.ts';
import type { LanguageId, Module } from '../../../../server/src/engine/model/index.ts';
import { createSyntax, type Syntax, type SyntaxTree } from '../../../../server/src/engine/syntax/index.ts';
import { loadWasm } from '../../../../server/src/host/loadWasm.ts';
import { sharedSyntax } from '../../../harness/parser.ts';

const syntax = await sharedSyntax();

const typescript = `// Talks to a model.
import Client, { type Tool } from 'client';

/** Told every time. */
const system = \`You are 😀 \${name}.\`;

export class Agent {
  private readonly tools: Tool[] = [search];
  // how often
  constructor(private client: Client, public limit = 10) {}

  /** One tick. */
  async run(task: string) {
    for (let tick = 0; tick < this.limit; tick++) {
      const reply = await this.client.create({ model: 'm', system, messages: [...this.history, { role: 'user', content: task }] });
      if (reply.stop) return reply;
    }
  }
}

function later<T>(a: T, { b = 1, ...c }: P) { return a ?? b; }
export default later;
`;

const python = `"""Talks to a model."""
from client import Client as C

# Told every time.
SYSTEM = f"You are 😀 {name!r:>10}."


class Agent(Base):
    """An agent."""

    limit: int = 10

    @property
    def tools(self): return [t for t in self._tools if t.on]

    async def run(self, task, *, model="m", **more):
        while True:
            reply = await self.client.create(model=model, system=SYSTEM, messages=self.history + [{"role": "user"}])
            if reply.stop:
                return reply


def later(a, b=1, *c):
    try:
        return a[1:-1] or b
    except ValueError as e:
        raise
`;

const snippets = [
  '',
  ' ',
  '\n',
  '\r\n',
  '\n\n',
  '    ',
  '😀',
  '"',
  "'",
  '`',
  '"""',
  '/*',
  '*/',
  '//',
  '#',
  '(',
  ')',
  '{',
  '}',
  '[',
  ']',
  ',',
  ';',
  ':',
  '.',
  'a',
  'x = 1',
  'x = 1\n',
  'f()',
  '=',
  '+',
  'async ',
  'def g():\n    pass\n',
  'class B {}\n',
  'function g() {}\n',
  'export ',
  'return ',
  '${',
  '\\',
  '<a>',
];

interface RandomEdit {
  readonly at: number;
  readonly removed: number;
  readonly inserted: string;
}

const edits: fc.Arbitrary<readonly RandomEdit[]> = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 40 })),
    inserted: fc.oneof(fc.constantFrom(...snippets), fc.string({ maxLength: 6 })),
  }),
  { minLength: 1, maxLength: 8 },
);

function applied(text: string, edit: RandomEdit): string {
  const at = Math.floor(edit.at * text.length);
  return text.slice(0, at) + edit.inserted + text.slice(at + edit.removed);
}

/** A parser that builds each tree on the last one, as the store does, and whose trees outlive their readers. */
function chained(): { readonly syntax: Syntax; dispose(): void } {
  let last: SyntaxTree | undefined;
  return {
    syntax: {
      ...syntax,
      parse(text, language) {
        const outcome = syntax.parse(text, language, last);
        last = outcome.kind === 'tree' ? outcome.tree : undefined;
        return outcome.kind === 'tree' ? { kind: 'tree', tree: { ...outcome.tree, dispose() {} } } : outcome;
      },
    },
    dispose: () => last?.dispose(),
  };
}

function fresh(using: Syntax, text: string, language: LanguageId): Module {
  return createLowering(using).lower({ path: 'a', text, language });
}

describe('incremental lowering', () => {
  it.each([
    ['typescript', typescript],
    ['typescriptreact', typescript],
    ['javascript', typescript.replace(/: (Tool\[\]|Client|string|T|P)|<T>|private |public |readonly |type /g, '')],
    ['python', python],
  ] as const)('%s: equals a fresh lowering after any edits', (language, text) => {
    expect(fresh(syntax, text, language).hasErrors).toBe(false);
    fc.assert(
      fc.property(edits, (list) => {
        const kept = createLowering(syntax);
        const chain = chained();
        try {
          let now = text;
          kept.lower({ path: 'a', text: now, language, version: 0 });
          fresh(chain.syntax, now, language);
          for (const edit of list) {
            now = applied(now, edit);
            const module = kept.lower({ path: 'a', text: now, language, version: 1 });
            // The same tree, nothing kept: what is kept is exact, broken or not.
            expect(module).toEqual(fresh(chain.syntax, now, language));
            // A tree of its own: what the parser recovers from an error may depend on the way there, sound text may not.
            const alone = fresh(syntax, now, language);
            if (!alone.hasErrors && !module.hasErrors) expect(module).toEqual(alone);
          }
          // However broken the way, the sound text reads as ever.
          const back = kept.lower({ path: 'a', text, language, version: 2 });
          if (!back.hasErrors) expect(back).toEqual(fresh(syntax, text, language));
        } finally {
          kept.dispose();
          chain.dispose();
        }
      }),
      { numRuns: 60 },
    );
  });

  it('keeps declarations that did not change, moved or not', () => {
    const lowering = createLowering(syntax);
    const before = lowering.lower({
      path: 'a',
      text: 'const a = [1];\nconst b = 2;\nconst c = [3];',
      language: 'typescript',
      version: 1,
    });
    const text = 'const a = [1];\nconst bb = 22;\nconst c = [3];';
    const after = lowering.lower({ path: 'a', text, language: 'typescript', version: 2 });
    expect(after.body[0]).toBe(before.body[0]);
    expect(after.body[1]).not.toEqual(before.body[1]);
    expect(after.body[2]).toBe(before.body[2]);
    expect(after.body.map((statement) => text.slice(statement.start, statement.end))).toEqual(text.split('\n'));
    lowering.dispose();
  });

  it('lowers a document without a version afresh from the kept declarations too', () => {
    const lowering = createLowering(syntax);
    const before = lowering.lower({ path: 'a', text: 'a();\nb();', language: 'typescript' });
    const after = lowering.lower({ path: 'a', text: 'a();\nc();', language: 'typescript' });
    expect(after.body[0]).toBe(before.body[0]);
    lowering.dispose();
  });

  it('the same text is the same module; another language is not', () => {
    const lowering = createLowering(syntax);
    const document = { path: 'a', text: 'x = 1', language: 'python' } as const;
    const first = lowering.lower(document);
    expect(lowering.lower({ ...document })).toBe(first);
    expect(lowering.lower({ ...document, language: 'javascript' }).language).toBe('javascript');
    expect(lowering.lower(document)).toEqual(first);
    lowering.dispose();
  });
});

describe('createLowering', () => {
  const lowered = (lowering: Lowering, path: string, version?: number) =>
    lowering.lower({ path, text: `${path}();`, language: 'javascript', ...(version === undefined ? {} : { version }) });

  it('frees the trees of closed documents at once, and of open ones when forgotten or crowded out', async () => {
    const own = await createSyntax(loadWasm());
    const lowering = createLowering(own, { trees: 2 });
    lowered(lowering, 'a');
    expect(own.counts).toEqual({ created: 1, freed: 1 });
    for (const path of ['b', 'c', 'd']) lowered(lowering, path, 1);
    expect(own.counts).toEqual({ created: 4, freed: 2 });
    lowering.forget('d');
    expect(own.counts).toEqual({ created: 4, freed: 3 });
    lowering.dispose();
    expect(own.counts).toEqual({ created: 4, freed: 4 });
    own.dispose();
  });

  it('keeps no more documents than it may', () => {
    const lowering = createLowering(syntax, { documents: 2 });
    const a = lowered(lowering, 'a');
    const b = lowered(lowering, 'b');
    expect(lowered(lowering, 'a')).toBe(a);
    lowered(lowering, 'c');
    expect(lowered(lowering, 'a')).toBe(a);
    expect(lowered(lowering, 'b')).not.toBe(b);
    lowering.dispose();
  });

  it('survives a crash of the parser while a tree is read', () => {
    let crashes = 1;
    const crashing: Syntax = {
      ...syntax,
      parse(...given) {
        const outcome = syntax.parse(...given);
        if (outcome.kind === 'none' || crashes-- <= 0) return outcome;
        const read = vi.fn(() => {
          throw new Error('memory access out of bounds');
        });
        return { kind: 'tree', tree: { ...outcome.tree, read } };
      },
    };
    const once = createLowering(crashing);
    expect(lowered(once, 'a', 1)).toEqual(fresh(syntax, 'a();', 'javascript'));
    once.dispose();
    crashes = 2;
    const twice = createLowering(crashing);
    expect(lowered(twice, 'a', 1)).toMatchObject({
      body: [],
      hasErrors: true,
      note: 'The parser failed on this file.',
    });
    expect(lowered(twice, 'b', 1).body).toHaveLength(1);
    twice.dispose();
  });
});

describe('languageOf', () => {
  it.each([
    ['src/a.ts', 'typescript'],
    ['a.mts', 'typescript'],
    ['a.cts', 'typescript'],
    ['a.tsx', 'typescriptreact'],
    ['a.js', 'javascript'],
    ['a.mjs', 'javascript'],
    ['a.cjs', 'javascript'],
    ['a.jsx', 'javascriptreact'],
    ['C:\\x\\A.PY', 'python'],
    ['a.pyi', undefined],
    ['a.d.ts', undefined],
    ['a.d.mts', undefined],
    ['a.json', undefined],
    ['a.constructor', undefined],
    ['Makefile', undefined],
    ['dir.ts/file', undefined],
  ])('%s is %s', (path, language) => {
    expect(languageOf(path)).toBe(language);
  });
});
