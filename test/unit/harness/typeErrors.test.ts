// Tests that a type error behind a fix is seen, with the types of the real packages, and that one that was there before is not.
import { expect, it } from 'vitest';
import { newTypeErrors } from '../../harness/fixes/typeErrors.ts';

const program = (mark: string, more = ''): ReadonlyMap<string, string> =>
  new Map([
    [
      '/project/src/main.ts',
      `import Anthropic from '@anthropic-ai/sdk';
export const ask = (content: string) =>
  new Anthropic().messages.create({
    model: 'claude-sonnet-5',
    max_tokens: 16,
    system: [{ type: 'text', text: 'Be brief.'${mark} }],
    messages: [{ role: 'user', content }],
  });
${more}`,
    ],
  ]);

it('compares with the types of the packages', () => {
  const unknown = 'export const answer = nowhere();\n';
  const errors = newTypeErrors('harness', [
    { name: 'right', before: program(''), after: program(", cache_control: { type: 'ephemeral' }") },
    { name: 'wrong', before: program(''), after: program(", cache_control: { type: 'ephemera' }") },
    { name: 'as before', before: program('', unknown), after: program('', unknown) },
  ]);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatch(/^wrong: .*TS2769/);
});
