// Tests that what an import was resolved through counts as read, so that a change of it is noticed.
import { expect, test } from 'vitest';
import { sharedEngine } from '../../../harness/analyzeProject.ts';
import { memorySnapshot } from '../../../harness/memorySnapshot.ts';
import { plainSettings } from '../../../harness/understand.ts';

const call = `import Anthropic from '@anthropic-ai/sdk';
import { prompt } from '@acme/prompts';
new Anthropic().messages.create({ model: 'claude-sonnet-4-5', max_tokens: 9, system: prompt, messages: [] });
`;
const files = (): Map<string, string> =>
  new Map([
    ['/project/package.json', '{ "workspaces": ["packages/*"] }'],
    ['/project/packages/prompts/package.json', '{ "name": "@acme/prompts", "main": "dist/index.js" }'],
    ['/project/packages/prompts/src/index.ts', "export const prompt = 'Be brief.';"],
    ['/project/packages/app/main.ts', call],
  ]);
const main = '/project/packages/app/main.ts';

test('manifests, configs that are absent and the folders that were listed are among the reads', async () => {
  const { reads } = (await sharedEngine()).analyze(main, memorySnapshot(files()), plainSettings);
  expect(reads).toEqual(expect.arrayContaining(['/project/package.json', '/project/packages/']));
  expect(reads).toEqual(expect.arrayContaining(['/project/packages/prompts/package.json', '/project/tsconfig.json']));
  expect(reads.filter((path) => path.includes('//'))).toEqual([]);
});

test('a package that comes, moves or goes is noticed without an edit of the file that imports it', async () => {
  const engine = await sharedEngine();
  const texts = files();
  const snapshot = memorySnapshot(texts);
  const system = () =>
    JSON.stringify(engine.analyze(main, snapshot, plainSettings).calls[0]?.layout.segments[0]?.pieces);
  expect(system()).toContain('Be brief.');
  texts.delete('/project/packages/prompts/package.json');
  expect(system()).not.toContain('Be brief.');
  texts.set('/project/packages/other/package.json', '{ "name": "@acme/prompts", "main": "index.js" }');
  texts.set('/project/packages/other/index.js', "export const prompt = 'Be kind.';");
  expect(system()).toContain('Be kind.');
  texts.set('/project/package.json', '{ "workspaces": ["apps/*"] }');
  expect(system()).not.toContain('Be kind.');
});
