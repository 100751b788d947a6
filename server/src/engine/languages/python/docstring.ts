// Finds the documentation of a function or a class: the text that its body begins with.
import type { Statement } from '../../model/index.ts';
import { cleanDocstring } from './cleanDocstring.ts';

export function docstring(body: readonly Statement[]): string | undefined {
  const first = body[0];
  if (first?.kind !== 'expression') return undefined;
  const value = first.expression;
  if (value.kind === 'literal') return typeof value.value === 'string' ? cleanDocstring(value.value) : undefined;
  if (value.kind !== 'template') return undefined;
  let text = '';
  for (const part of value.parts) {
    if (part.kind !== 'text') return undefined;
    text += part.value;
  }
  return cleanDocstring(text);
}
