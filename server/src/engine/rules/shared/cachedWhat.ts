// Names what a result cache keeps, in the middle of a sentence.
import type { ResultCache } from '../../model/index.ts';

export function cachedWhat({ of, names }: ResultCache): string {
  const [name] = names;
  if (of === 'tools') return 'the result of a tool';
  if (of === 'tool') return name === undefined ? 'the result of a tool' : `the result of \`${name}\``;
  return name === undefined ? 'the model’s answer' : `the answer in \`${name}()\``;
}
