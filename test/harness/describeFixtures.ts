// Runs a folder of Markdown fixtures: their markers, their fixes, and that the languages of a section agree.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../server/src/engine/index.ts';
import type { Syntax } from '../../server/src/engine/syntax/index.ts';
import { sharedEngine } from './analyzeProject.ts';
import { checkFixture, type FixtureCheck, findingsOf } from './checkFixture.ts';
import { type FixedProgram, newTypeErrors } from './fixes/typeErrors.ts';
import { type FixtureProject, readSections, type Section } from './mdtest.ts';
import { sharedSyntax } from './parser.ts';
import { projectDocuments } from './projectDocuments.ts';
import { rewriteFixture } from './updateFixture.ts';

export interface FixtureFolder {
  /** Name of the folder below `test/fixtures`. */
  readonly folder: string;
  /** Rules that count where a section names none; `name` is that of the file, without its ending. */
  readonly rulesOf: (name: string) => readonly string[];
  /** True when every section must be written in two languages. */
  readonly twoLanguages?: boolean;
  /** What else UPDATE=1 writes, on top of markers and mended texts. */
  readonly rewrite?: (markdown: string, engine: Engine) => string;
  /** What else is expected of one project; registers tests of its own. */
  readonly alsoExpect?: (section: Section, project: FixtureProject, engine: () => Engine) => void;
}

/** Names of the fixtures, without the ending of their files. */
export function describeFixtures(of: FixtureFolder): readonly string[] {
  const folder = new URL(`../fixtures/${of.folder}/`, import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.md'));
  const nameOf = (file: string): string => file.replace(/\.md$/, '');

  const fixed: FixedProgram[] = [];
  let engine: Engine;
  let syntax: Syntax;
  beforeAll(async () => {
    [engine, syntax] = await Promise.all([sharedEngine(), sharedSyntax()]);
  });

  if (process.env.UPDATE === '1') {
    it('rewrites the fixtures', () => {
      for (const file of files) {
        const url = new URL(file, folder);
        const rules = of.rulesOf(nameOf(file));
        const rewritten = rewriteFixture(readFileSync(url, 'utf8'), { engine, syntax, rules });
        writeFileSync(url, of.rewrite?.(rewritten, engine) ?? rewritten);
      }
    });
  }

  for (const file of files) {
    describe(nameOf(file), () => {
      for (const section of readSections(readFileSync(new URL(file, folder), 'utf8'))) {
        const { title, settings, projects } = section;
        const rules = settings.rules ?? of.rulesOf(nameOf(file));
        const checkOf = (project: FixtureProject): FixtureCheck => ({ engine, syntax, project, settings, rules });
        for (const project of projects) {
          const name = `${nameOf(file)}: ${title} (${project.language})`;
          it(`${title} (${project.language})`, () => {
            const onFixed: FixtureCheck['onFixed'] = (fix, before, after) =>
              fixed.push({ name: `${name}: ${fix}`, before, after });
            expect(checkFixture({ ...checkOf(project), onFixed }).join('\n\n')).toBe('');
          });
          of.alsoExpect?.(section, project, () => engine);
        }
        if (settings.languagesDiffer !== undefined) continue;
        if (projects.length < 2 && of.twoLanguages !== true) continue;
        it(`${title}: the languages agree`, () => {
          const found = projects.map((project) =>
            findingsOf(checkOf(project), projectDocuments(project, settings))
              .map(({ rule, severity }) => `${rule} ${severity}`)
              .sort(),
          );
          expect(found.length).toBeGreaterThan(1);
          for (const other of found.slice(1)) expect(other).toEqual(found[0]);
        });
      }
    });
  }
  it('has no type error behind a fix that was not there before', () => {
    expect(newTypeErrors(of.folder, fixed)).toEqual([]);
  });
  return files.map(nameOf);
}
