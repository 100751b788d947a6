// Runs the fixtures of the patterns: what each group of model calls is called, in both languages.
import { expect, it } from 'vitest';
import { patternText } from '../../server/src/report/index.ts';
import { describeFixtures } from '../harness/describeFixtures.ts';
import { fixtureCalls } from '../harness/fixtureCalls.ts';

const names = describeFixtures({
  folder: 'patterns',
  rulesOf: () => [],
  twoLanguages: true,
  alsoExpect: (section, project, engine) => {
    it(`${section.title}: patterns (${project.language})`, () => {
      const calls = fixtureCalls(engine(), project, section.settings);
      const inOrder = [...calls].sort((a, b) => a.call.id - b.call.id);
      expect(inOrder.map((call) => patternText(call) || 'by itself')).toEqual(section.calls);
    });
  },
});

it('has a fixture for every pattern', () => {
  expect(names).toHaveLength(6);
});
