// Runs every Markdown fixture: its markers, its fixes, and the properties that hold for any input.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../server/src/engine/index.ts';
import { ruleList } from '../../server/src/engine/rules/index.ts';
import type { Syntax } from '../../server/src/engine/syntax/index.ts';
import { sharedEngine } from '../harness/analyzeProject.ts';
import { checkFixture, findingsOf } from '../harness/checkFixture.ts';
import { readSections } from '../harness/mdtest.ts';
import { sharedSyntax } from '../harness/parser.ts';
import { projectDocuments } from '../harness/projectDocuments.ts';
import { rewriteFixture } from '../harness/updateFixture.ts';

const folder = new URL('../fixtures/rules/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.md'));

let engine: Engine;
let syntax: Syntax;
beforeAll(async () => {
  [engine, syntax] = await Promise.all([sharedEngine(), sharedSyntax()]);
});

if (process.env.UPDATE === '1') {
  it('rewrites the fixtures', () => {
    for (const file of files) {
      const url = new URL(file, folder);
      const rules = [file.replace(/\.md$/, '')];
      writeFileSync(url, rewriteFixture(readFileSync(url, 'utf8'), { engine, syntax, rules }));
    }
  });
}

it('has a fixture for every rule and a rule for every fixture', () => {
  expect(files.map((name) => name.replace(/\.md$/, '')).sort()).toEqual(ruleList.map(({ id }) => id).sort());
});

for (const file of files) {
  const id = file.replace(/\.md$/, '');
  describe(id, () => {
    for (const section of readSections(readFileSync(new URL(file, folder), 'utf8'))) {
      const rules = section.settings.rules ?? [id];
      for (const project of section.projects) {
        it(`${section.title} (${project.language})`, () => {
          const problems = checkFixture({ engine, syntax, project, settings: section.settings, rules });
          expect(problems.join('\n\n')).toBe('');
        });
      }
      if (section.projects.length < 2 || section.settings.languagesDiffer !== undefined) continue;
      it(`${section.title}: the languages agree`, () => {
        const found = section.projects.map((project) => {
          const check = { engine, syntax, project, settings: section.settings, rules };
          return findingsOf(check, projectDocuments(project, section.settings))
            .map(({ rule, severity }) => `${rule} ${severity}`)
            .sort();
        });
        for (const other of found.slice(1)) expect(other).toEqual(found[0]);
      });
    }
  });
}
