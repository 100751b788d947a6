// Runs the fixtures of the shapes that real agents have: prompts from elsewhere, requests in pieces, loops of every kind.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../server/src/engine/index.ts';
import { ruleList } from '../../server/src/engine/rules/index.ts';
import type { Syntax } from '../../server/src/engine/syntax/index.ts';
import { sharedEngine } from '../harness/analyzeProject.ts';
import { checkFixture, findingsOf } from '../harness/checkFixture.ts';
import { type FixtureProject, mainPath, readSections, type Section } from '../harness/mdtest.ts';
import { sharedSyntax } from '../harness/parser.ts';
import { projectDocuments } from '../harness/projectDocuments.ts';
import { plainSettings } from '../harness/understand.ts';
import { rewriteFixture } from '../harness/updateFixture.ts';

const folder = new URL('../fixtures/shapes/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.md'));
const rules = ruleList.map(({ id }) => id).filter((id) => id !== 'unsorted-tools');

let engine: Engine;
let syntax: Syntax;
beforeAll(async () => {
  [engine, syntax] = await Promise.all([sharedEngine(), sharedSyntax()]);
});

if (process.env.UPDATE === '1') {
  it('rewrites the fixtures', () => {
    for (const file of files) {
      const url = new URL(file, folder);
      writeFileSync(url, rewriteFixture(readFileSync(url, 'utf8'), { engine, syntax, rules }));
    }
  });
}

/** `appended repeated` for each model call of the main document. */
function callsIn(project: FixtureProject, section: Section): readonly string[] {
  const documents = projectDocuments(project, section.settings);
  const snapshot = { read: (path: string) => documents.get(path) };
  return engine
    .analyze(mainPath[project.language], snapshot, plainSettings)
    .calls.map(({ call }) => `${call.history.kind} ${call.repeated ? 'repeated' : 'once'}`);
}

for (const file of files) {
  describe(file, () => {
    for (const section of readSections(readFileSync(new URL(file, folder), 'utf8'))) {
      for (const project of section.projects) {
        it(`${section.title} (${project.language})`, () => {
          const problems = checkFixture({ engine, syntax, project, settings: section.settings, rules });
          expect(problems.join('\n\n')).toBe('');
        });
        if (section.calls === undefined) continue;
        it(`${section.title}: calls (${project.language})`, () => {
          expect(callsIn(project, section)).toEqual(section.calls);
        });
      }
      it(`${section.title}: the languages agree`, () => {
        const found = section.projects.map((project) => {
          const check = { engine, syntax, project, settings: section.settings, rules };
          return findingsOf(check, projectDocuments(project, section.settings))
            .map(({ rule, severity }) => `${rule} ${severity}`)
            .sort();
        });
        expect(found.length).toBe(2);
        expect(found[1]).toEqual(found[0]);
      });
    }
  });
}
