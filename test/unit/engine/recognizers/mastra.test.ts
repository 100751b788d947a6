// Agents of Mastra: instructions and tools in their forms, and what the memory adds.
import { beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../../../server/src/engine/index.ts';
import { sharedEngine } from '../../../harness/analyzeProject.ts';
import { showPart } from '../../../harness/showBlocks.ts';
import { callsOf, type SourceLanguage } from '../../../harness/understand.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await sharedEngine();
});

const requestOf = (language: SourceLanguage, text: string) => callsOf(engine, language, text)[0]?.call.request;

const program = (options: string, rest = ''): string =>
  `import { Agent } from '@mastra/core/agent';\nimport { Memory } from '@mastra/memory';\nconst agent = new Agent({ name: 'a', model: 'openai/gpt-5.4', ${options} });\n${rest}`;

test.each([
  ["instructions: 'Rules'", ['system text "Rules"']],
  ["instructions: ['Rules', { role: 'system', content: 'More' }]", ['system text "Rules"', 'system text "More"']],
  [
    "instructions: async ({ requestContext }) => 'Hi ' + requestContext.get('x')",
    ['system text "Hi «requestContext.get()»"'],
  ],
])('%s', (options, system) => {
  expect(showPart(requestOf('ts', program(options))?.system)).toEqual(system);
});

test('tools that a function gives are a loop over what is not known', () => {
  const found = requestOf('ts', program("instructions: 'Rules', tools: () => ({ look: { description: 'Looks.' } })"));
  expect(found?.tools).toMatchObject({ blocks: [], open: true });
  expect(found?.innerLoop).toEqual({ bound: 5 });
});

test.each([
  ['true', 2],
  ['false', 1],
])('working memory that is enabled: %s', (enabled, blocks) => {
  const memory = `memory: new Memory({ options: { workingMemory: { enabled: ${enabled} } } })`;
  expect(requestOf('ts', program(`instructions: 'Rules', ${memory}`))?.system?.blocks).toHaveLength(blocks);
});

test('the steps of a run', () => {
  const run = "export const ask = (q: string) => agent.generate(q, { maxSteps: 9, instructions: 'Others' });";
  const found = requestOf('ts', program("instructions: 'Rules', tools: { look: {} }", run));
  expect(found?.innerLoop).toEqual({ bound: 9 });
  expect(showPart(found?.system)).toEqual(['system text "Others"']);
});
