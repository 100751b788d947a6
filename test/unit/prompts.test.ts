// Runs the fixtures of prompt files and request bodies: what every rule says in them, and the fixes.
import { ruleList } from '../../server/src/engine/rules/index.ts';
import { describeFixtures } from '../harness/describeFixtures.ts';

describeFixtures({ folder: 'prompts', rulesOf: () => ruleList.map(({ id }) => id) });
