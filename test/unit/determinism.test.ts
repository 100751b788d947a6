// Tests that an analysis depends on the texts alone: not on what was analysed before, in which order, or how a text came to be.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Analysis, createEngine, type Engine } from '../../server/src/engine/index.ts';
import { createTokenizer } from '../../server/src/host/createTokenizer.ts';
import { loadWasm } from '../../server/src/host/loadWasm.ts';
import { exampleProjects, fixtureProjects, type SampleProject } from '../harness/sampleProjects.ts';
import { plainSettings } from '../harness/understand.ts';
import { visible } from '../harness/visible.ts';

const tokenizer = createTokenizer();
beforeAll(async () => {
  await Promise.all([tokenizer.load('o200k_base'), tokenizer.load('cl100k_base')]);
});

const freshEngine = (): Promise<Engine> => createEngine({ parser: loadWasm(), encoders: tokenizer.source });

type Documents = ReadonlyMap<string, string>;

function analyze(engine: Engine, documents: Documents, path: string, version?: number): Analysis {
  return engine.analyze(
    path,
    {
      read: (asked) => documents.get(asked),
      ...(version === undefined ? {} : { versionOf: (asked) => (asked === path ? version : undefined) }),
    },
    plainSettings,
  );
}

async function freshly(documents: Documents, path: string): Promise<unknown> {
  const engine = await freshEngine();
  try {
    return visible(analyze(engine, documents, path));
  } finally {
    engine.dispose();
  }
}

const examples = exampleProjects();
const projects = [...examples, ...fixtureProjects().filter((_one, index) => index % 5 === 0)];
const rows = projects.map((project) => [`${project.name} (${project.language})`, project] as const);

describe('the order of the documents', () => {
  it.each(rows)('%s', async (_name, { documents }) => {
    const paths = [...documents.keys()];
    const shown: Map<string, unknown>[] = [];
    for (const order of [paths, [...paths].reverse(), [...paths, ...paths]]) {
      const engine = await freshEngine();
      shown.push(new Map(order.map((path) => [path, visible(analyze(engine, documents, path))] as const)));
      engine.dispose();
    }
    for (const path of paths) {
      expect(shown[1]?.get(path)).toEqual(shown[0]?.get(path));
      expect(shown[2]?.get(path)).toEqual(shown[0]?.get(path));
    }
  });
});

interface Typing {
  readonly at: number;
  readonly removed: number;
  readonly inserted: string;
}

const typing: fc.Arbitrary<Typing> = fc.record({
  at: fc.nat(),
  removed: fc.integer({ min: 0, max: 40 }),
  inserted: fc.oneof(
    fc.constantFrom(
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
      ' + now',
      '\n\n',
      'é🧊',
      '*/',
      '"""',
      ');',
      ', ',
    ),
    fc.string({ maxLength: 12 }),
  ),
});

function typed(text: string, { at, removed, inserted }: Typing): string {
  const start = at % (text.length + 1);
  return text.slice(0, start) + inserted + text.slice(start + removed);
}

describe('edits', () => {
  const documentsOf = ({ documents }: SampleProject): readonly string[] => [...documents.keys()];
  const targets = projects.flatMap((project) => documentsOf(project).map((path) => ({ project, path })));

  it('of a document give what a fresh engine gives', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...targets),
        fc.array(typing, { minLength: 1, maxLength: 4 }),
        async ({ project, path }, edits) => {
          const engine = await freshEngine();
          const documents = new Map(project.documents);
          for (const one of documents.keys()) analyze(engine, documents, one);
          let version = 1;
          analyze(engine, documents, path, version);
          for (const edit of edits) {
            documents.set(path, typed(documents.get(path) ?? '', edit));
            version++;
            analyze(engine, documents, path, version);
          }
          const shown = visible(analyze(engine, documents, path, version));
          engine.dispose();
          expect(shown).toEqual(await freshly(documents, path));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('of an imported document reach those who import it', async () => {
    const many = projects.filter(({ documents }) => documents.size > 1);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...many), fc.nat(), fc.nat(), typing, async (project, from, to, edit) => {
        const paths = [...project.documents.keys()];
        const edited = paths[from % paths.length] ?? '';
        const seen = paths[to % paths.length] ?? '';
        const engine = await freshEngine();
        const documents = new Map(project.documents);
        for (const one of paths) analyze(engine, documents, one);
        documents.set(edited, typed(documents.get(edited) ?? '', edit));
        const shown = visible(analyze(engine, documents, seen));
        engine.dispose();
        expect(shown).toEqual(await freshly(documents, seen));
      }),
      { numRuns: 60 },
    );
  });

  it('of several documents in turn, one of them taken back, give what a fresh engine gives', async () => {
    const many = projects.filter(({ documents }) => documents.size > 1);
    const step = fc.record({ which: fc.nat(), edit: typing, isUndone: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...many),
        fc.array(step, { minLength: 2, maxLength: 4 }),
        async (project, steps) => {
          const paths = [...project.documents.keys()];
          const engine = await freshEngine();
          const documents = new Map(project.documents);
          for (const one of paths) analyze(engine, documents, one, 1);
          for (const [index, { which, edit, isUndone }] of steps.entries()) {
            const path = paths[which % paths.length] ?? '';
            const text = documents.get(path) ?? '';
            documents.set(path, typed(text, edit));
            analyze(engine, documents, path, index + 2);
            if (isUndone) documents.set(path, text);
          }
          const earlier = paths.map((path) => analyze(engine, documents, path, 9));
          const shown = structuredClone(earlier.map(visible));
          const last = paths[0] ?? '';
          const edited = new Map(documents).set(last, `\n\n${documents.get(last) ?? ''}`);
          for (const path of paths) analyze(engine, edited, path, 10);
          // What was handed out stays as it was, though declarations have been moved since.
          expect(earlier.map(visible)).toEqual(shown);
          for (const [index, path] of paths.entries()) expect(shown[index]).toEqual(await freshly(documents, path));
          engine.dispose();
        },
      ),
      { numRuns: 30 },
    );
  });

  it('that are taken back leave nothing behind', async () => {
    const engine = await freshEngine();
    for (const { project, path } of targets.filter((_one, index) => index % 4 === 0)) {
      const { documents } = project;
      const before = visible(analyze(engine, documents, path, 1));
      const broken = new Map(documents).set(
        path,
        typed(documents.get(path) ?? '', { at: 333, removed: 20, inserted: '`"{' }),
      );
      analyze(engine, broken, path, 2);
      expect(visible(analyze(engine, documents, path, 3))).toEqual(before);
    }
    engine.dispose();
  });

  it('of files that appear and vanish are seen', async () => {
    const engine = await freshEngine();
    for (const { documents } of examples) {
      for (const path of documents.keys()) {
        const without = new Map(documents);
        without.delete(path);
        for (const one of without.keys())
          expect(visible(analyze(engine, without, one))).toEqual(await freshly(without, one));
        break;
      }
      for (const one of documents.keys())
        expect(visible(analyze(engine, documents, one))).toEqual(await freshly(documents, one));
    }
    engine.dispose();
  });
});
