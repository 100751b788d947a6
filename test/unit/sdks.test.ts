// Runs the fixture of every SDK: what is understood of its calls, and what is found in them.
import { expect, it } from 'vitest';
import { recognizers } from '../../server/src/engine/recognizers/index.ts';
import { ruleList } from '../../server/src/engine/rules/index.ts';
import { describeFixtures } from '../harness/describeFixtures.ts';
import { rewriteUnderstood, understoodOf } from '../harness/understoodBlocks.ts';

const rules = ruleList.map(({ id }) => id).filter((id) => id !== 'unsorted-tools');

const names = describeFixtures({
  folder: 'sdks',
  rulesOf: () => rules,
  rewrite: rewriteUnderstood,
  alsoExpect: (section, project, engine) => {
    it(`${section.title}: what is understood (${project.language})`, () => {
      expect(understoodOf(engine(), project, section)).toBe(section.understood.get(project.language));
    });
  },
});

it('has a fixture for every SDK and an SDK for every fixture', () => {
  expect([...names].sort()).toEqual(recognizers.map(({ id }) => id).sort());
});
