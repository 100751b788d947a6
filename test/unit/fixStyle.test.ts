// Tests that a fix does the same to a text however it is encoded and ended: with CRLF, a byte order mark, characters beyond 16 bits, no last line end.
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type { Engine, Finding } from '../../server/src/engine/index.ts';
import { analyzeProject, sharedEngine } from '../harness/analyzeProject.ts';
import { applyFix, type Documents } from '../harness/applyFixes.ts';
import { engineSettings } from '../harness/checkFixture.ts';
import { type FixtureProject, type FixtureSettings, readSections } from '../harness/mdtest.ts';
import { projectDocuments } from '../harness/projectDocuments.ts';

const folder = new URL('../fixtures/rules/', import.meta.url);

interface Fixable {
  readonly name: string;
  readonly project: FixtureProject;
  readonly settings: FixtureSettings;
}

/** Projects of which the mended text is written down. */
const fixable: readonly Fixable[] = readdirSync(folder)
  .filter((file) => file.endsWith('.md'))
  .flatMap((file) =>
    readSections(readFileSync(new URL(file, folder), 'utf8')).flatMap(({ title, settings, projects }) =>
      projects
        .filter(({ fixed, unsafeFixed }) => fixed.size + unsafeFixed.size > 0)
        .map((project) => ({ name: `${file}: ${title} (${project.language})`, project, settings })),
    ),
  );

/** Ways to write the same program; each keeps what a fix edits. */
const ways: Readonly<Record<string, (text: string, comment: string) => string>> = {
  crlf: (text) => text.replace(/\r?\n/g, '\r\n'),
  'astral characters in front': (text, comment) => `${comment} 🧊 𝒳 in front\n${text}`,
  'astral characters inside': (text, comment) =>
    text.replace(/^(?=(?:export |async )?(?:const|function|def|client)\b)/m, `${comment} 👩‍🔬 𝒳 é\n`),
  'no last line end': (text) => text.replace(/\n$/, ''),
  // Last, as it has to stand at the very front.
  'byte order mark': (text) => `\uFEFF${text}`,
};

let engine: Engine;
beforeAll(async () => {
  engine = await sharedEngine();
});

it('commutes with another way to write the text', () => {
  expect(fixable.length).toBeGreaterThan(20);
  const choice = fc.record({
    one: fc.constantFrom(...fixable),
    chosen: fc.subarray(Object.keys(ways), { minLength: 1 }),
    at: fc.nat(),
  });
  fc.assert(
    fc.property(choice, ({ one, chosen, at }) => {
      const comment = one.project.language === 'py' ? '#' : '//';
      const rewrite = (documents: Documents): Documents =>
        new Map(
          [...documents].map(([path, text]) => [
            path,
            chosen.reduce((current, way) => ways[way]?.(current, comment) ?? current, text),
          ]),
        );
      const documents = projectDocuments(one.project, one.settings);
      const [fixes, others] = [documents, rewrite(documents)].map((each) => fixesOf(each, one.settings));
      expect(others?.map(({ title }) => title)).toEqual(fixes?.map(({ title }) => title));
      const index = at % Math.max(1, fixes?.length ?? 0);
      const [fix, other] = [fixes?.[index], others?.[index]];
      if (fix === undefined || other === undefined) return;
      expect(applyFix(rewrite(documents), other)).toEqual(rewrite(applyFix(documents, fix)));
    }),
    { numRuns: 40 },
  );
});

function fixesOf(documents: Documents, settings: FixtureSettings): Finding['fixes'] {
  return analyzeProject(engine, documents, engineSettings(settings)).findings.flatMap(({ fixes }) => fixes);
}
