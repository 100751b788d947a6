// Runs the fixtures of the shapes that real agents have: prompts from elsewhere, requests in pieces, loops of every kind.
import { expect, it } from 'vitest';
import { ruleList } from '../../server/src/engine/rules/index.ts';
import { describeFixtures } from '../harness/describeFixtures.ts';
import { fixtureCalls } from '../harness/fixtureCalls.ts';

const rules = ruleList.map(({ id }) => id).filter((id) => id !== 'unsorted-tools');

describeFixtures({
  folder: 'shapes',
  rulesOf: () => rules,
  twoLanguages: true,
  alsoExpect: (section, project, engine) => {
    if (section.calls === undefined) return;
    it(`${section.title}: calls (${project.language})`, () => {
      const calls = fixtureCalls(engine(), project, section.settings);
      expect(calls.map(({ call }) => `${call.history.kind} ${call.repeated ? 'repeated' : 'once'}`)).toEqual(
        section.calls,
      );
    });
  },
});
