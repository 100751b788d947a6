// Runs the fixture of every rule: its markers, its fixes, and the properties that hold for any input.
import { expect, it } from 'vitest';
import { ruleList } from '../../server/src/engine/rules/index.ts';
import { describeFixtures } from '../harness/describeFixtures.ts';

const names = describeFixtures({ folder: 'rules', rulesOf: (name) => [name] });

it('has a fixture for every rule and a rule for every fixture', () => {
  expect([...names].sort()).toEqual(ruleList.map(({ id }) => id).sort());
});
