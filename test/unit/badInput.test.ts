// Tests that no text, however broken, large or odd, makes the engine throw or never end.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../server/src/engine/index.ts';
import { sharedEngine } from '../harness/analyzeProject.ts';
import { analyzeText, around, callsAround, mainPaths, many } from '../harness/callsAround.ts';
import { exampleProjects, fixtureProjects } from '../harness/sampleProjects.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await sharedEngine();
});

describe('half-typed code', () => {
  const projects = [...exampleProjects(), ...fixtureProjects().slice(0, 40)];

  it.each(projects.map((project) => [`${project.name} (${project.language})`, project] as const))('%s', (_name, {
    documents,
  }) => {
    for (const [path, text] of documents) {
      const step = Math.max(1, Math.floor(text.length / 16));
      for (let end = 0; end < text.length; end += step) {
        const analysis = analyzeText(engine, path, text.slice(0, end), documents);
        for (const { place } of analysis.findings.filter((finding) => finding.place.path === path))
          expect(place.end).toBeLessThanOrEqual(end);
        expect(analysis.notes.filter((note) => /could not be followed|failed/.test(note.text))).toEqual([]);
      }
    }
  });

  it('every cut of one document', () => {
    for (const { documents } of exampleProjects()) {
      const [path, text] = [...documents].find(([one]) => /agent\.(?:ts|py)$/.test(one)) ?? ['', ''];
      expect(text).not.toBe('');
      for (let end = 0; end <= text.length; end += 7) analyzeText(engine, path, text.slice(0, end), documents);
    }
  });

  it('stretches taken out of the middle, and turned around', () => {
    const sources = exampleProjects().flatMap(({ documents }) =>
      [...documents].map(([path, text]) => ({ path, text, documents })),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...sources),
        fc.nat(),
        fc.nat(),
        fc.string(),
        ({ path, text, documents }, at, length, inserted) => {
          const start = at % text.length;
          const end = Math.min(text.length, start + (length % 200));
          analyzeText(engine, path, text.slice(0, start) + inserted + text.slice(end), documents);
          analyzeText(engine, path, text.slice(end) + text.slice(0, start), documents);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('text that is no source', () => {
  it('is empty, blank or noise', () => {
    const noise = many(20_000, (index) => String.fromCharCode((index * 7919) % 0xffff));
    for (const text of [
      '',
      '\n',
      '\uFEFF',
      '\0',
      '\u2028',
      ' '.repeat(100_000),
      '\r'.repeat(10_000),
      noise,
      '\uD83D',
      '\uFFFD'.repeat(5_000),
    ])
      for (const path of Object.values(mainPaths)) expect(analyzeText(engine, path, text).calls).toEqual([]);
  });

  it('does not hide the calls around a broken line', () => {
    expect(callsAround(engine, 'ts', 'const broken = \uFFFD\uFFFD\0;')).toBe(2);
    expect(callsAround(engine, 'py', 'broken = "\uFFFD\uFFFD"')).toBe(2);
  });

  it('has a byte order mark in front', () => {
    for (const language of ['ts', 'py'] as const)
      expect(analyzeText(engine, mainPaths[language], `\uFEFF${around[language]('')}`).calls.length).toBe(2);
  });
});

describe('imports that lead nowhere or back', () => {
  it('of itself', () => {
    expect(
      callsAround(
        engine,
        'ts',
        "import * as self from './main.ts';\nexport * from './main.ts';\nexport const again = self.first;",
      ),
    ).toBe(2);
    expect(callsAround(engine, 'py', 'import main\nfrom main import *\nagain = main.first')).toBe(2);
  });

  it('in a circle', () => {
    const others = new Map([
      [
        '/project/a.ts',
        "import { b } from './b.ts';\nimport { first } from './main.ts';\nexport const a = () => b() + first.name;",
      ],
      ['/project/b.ts', "import { a } from './a.ts';\nexport * from './a.ts';\nexport const b = (): string => a();"],
      ['/project/a.py', 'from b import b\nimport main\ndef a():\n    return b()'],
      ['/project/b.py', 'from a import a\nfrom a import *\ndef b():\n    return a()'],
    ]);
    const ts = analyzeText(
      engine,
      mainPaths.ts,
      around.ts("import { a } from './a.ts';\nexport const c = () => a();"),
      others,
    );
    const py = analyzeText(engine, mainPaths.py, around.py('from a import a\ndef c():\n    return a()'), others);
    expect([ts.calls.length, py.calls.length]).toEqual([2, 2]);
  });

  it('to a hundred files in a row', () => {
    const others = new Map<string, string>(
      Array.from(
        { length: 100 },
        (_, index) =>
          [`/project/f${index}.ts`, `export { text } from './f${index + 1}.ts';\nexport const n${index} = 1;`] as const,
      ),
    );
    others.set('/project/f100.ts', "export const text = 'Be brief.';");
    expect(
      analyzeText(engine, mainPaths.ts, around.ts("import { text } from './f0.ts';\nexport const t = text;"), others)
        .calls.length,
    ).toBe(2);
  });

  it('to files that are absent, are directories, or have odd names', () => {
    expect(
      callsAround(
        engine,
        'ts',
        "import a from '';\nimport b from '.';\nimport c from '..';\nimport d from './nowhere/';\nimport e from '\\0';\nimport f from 'https://a/b';\nimport(a + b);",
      ),
    ).toBe(2);
    expect(
      callsAround(engine, 'py', 'from . import a\nfrom ..... import b\nimport c.d.e.f\nfrom .nowhere import *'),
    ).toBe(2);
  });
});

describe('text that is deep', () => {
  const deep = 10_000;
  const rows: readonly (readonly [string, 'ts' | 'py', string])[] = [
    ['brackets', 'ts', `const deep = ${'['.repeat(deep)}${']'.repeat(deep)};`],
    ['brackets', 'py', `deep = ${'['.repeat(deep)}${']'.repeat(deep)}`],
    ['open brackets', 'ts', `const deep = ${'('.repeat(deep)}`],
    ['open brackets', 'py', `deep = ${'('.repeat(deep)}`],
    ['braces', 'ts', `${'{'.repeat(deep)}${'}'.repeat(deep)}`],
    ['objects', 'ts', `const deep = ${'{a:'.repeat(deep)}1${'}'.repeat(deep)};`],
    ['dicts', 'py', `deep = ${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`],
    ['calls', 'ts', `const deep = ${'f('.repeat(deep)}${')'.repeat(deep)};`],
    ['calls', 'py', `deep = ${'f('.repeat(deep)}${')'.repeat(deep)}`],
    ['calls in a row', 'ts', `const deep = f${'()'.repeat(deep)};`],
    ['calls in a row', 'py', `deep = f${'()'.repeat(deep)}`],
    ['members in a row', 'ts', `const deep = a${'.b'.repeat(deep)};`],
    ['members in a row', 'py', `deep = a${'.b'.repeat(deep)}`],
    ['sums', 'ts', `const deep = 'a'${" + 'a'".repeat(deep)};`],
    ['sums', 'py', `deep = "a"${' + "a"'.repeat(deep)}`],
    ['not', 'ts', `const deep = ${'!'.repeat(deep)}a;`],
    ['not', 'py', `deep = ${'not '.repeat(deep)}a`],
    ['else if', 'ts', `let x = 0;\n${many(deep, (index) => `if (x === ${index}) { x = ${index}; } else `)} { x = 1; }`],
    [
      'elif',
      'py',
      `x = 0\nif x == -1:\n    x = 1\n${many(deep, (index) => `elif x == ${index}:\n    x = ${index}\n`)}`,
    ],
    ['conditionals', 'ts', `const deep = ${many(deep, (index) => `x === ${index} ? ${index} : `)} 0;`],
    ['conditionals', 'py', `deep = ${many(deep, (index) => `${index} if x == ${index} else `)} 0`],
    ['functions in functions', 'ts', `${many(500, (index) => `function f${index}() { `)}${'}'.repeat(500)}`],
    [
      'functions in functions',
      'py',
      `${many(60, (index) => `${' '.repeat(index)}def f${index}():\n`)}${' '.repeat(60)}pass`,
    ],
    ['templates in templates', 'ts', `const deep = ${'`a${'.repeat(2_000)}1${'}`'.repeat(2_000)};`],
    ['generics', 'ts', `let deep: ${'Array<'.repeat(deep)}string${'>'.repeat(deep)};`],
    ['lambdas', 'py', `deep = ${'lambda: '.repeat(deep)}1`],
    ['arrow functions', 'ts', `const deep = ${'() => '.repeat(deep)}1;`],
  ];
  it.each(rows)('%s (%s)', (_name, language, middle) => {
    expect(callsAround(engine, language, middle)).not.toBe('nothing');
  });
});

describe('text that is large', () => {
  it('of five million characters', () => {
    const line = {
      ts: "export const text = 'This line is one of very many and says nothing.';\n",
      py: 'text = "This line is one of very many and says nothing."\n',
    };
    for (const language of ['ts', 'py'] as const) {
      const filler = line[language].repeat(Math.ceil(5_000_000 / line[language].length));
      expect(callsAround(engine, language, filler)).not.toBe('nothing');
    }
  });

  it('with one string of four million characters', () => {
    expect(callsAround(engine, 'ts', `const text = '${'word '.repeat(800_000)}';`)).not.toBe('nothing');
    expect(callsAround(engine, 'py', `text = """${'word '.repeat(800_000)}"""`)).not.toBe('nothing');
  });

  it('with 20,000 functions', () => {
    expect(
      callsAround(
        engine,
        'ts',
        many(20_000, (index) => `export function f${index}(a: string) { return a + ${index}; }\n`),
      ),
    ).not.toBe('nothing');
    expect(
      callsAround(
        engine,
        'py',
        many(20_000, (index) => `def f${index}(a):\n    return a + "${index}"\n`),
      ),
    ).not.toBe('nothing');
  });

  it('with 2,000 model calls', () => {
    const ts = many(
      2_000,
      (index) =>
        `export const c${index} = (q: string) => client.messages.create({ model: 'claude-sonnet-5', max_tokens: 9, messages: [{ role: 'user', content: q + ${index} }] });\n`,
    );
    expect(callsAround(engine, 'ts', ts)).toBeTypeOf('number');
  });
});
