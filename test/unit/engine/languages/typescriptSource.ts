// Lowers a piece of TypeScript and prints the shape of what came out, for the tests of that lowering.
import { expect } from 'vitest';
import { createLowering } from '../../../../server/src/engine/languages/index.ts';
import type { Expression, LanguageId, Module, Statement } from '../../../../server/src/engine/model/index.ts';
import { sharedSyntax } from '../../../harness/parser.ts';

export const lowering = createLowering(await sharedSyntax());

export function lower(text: string, language: LanguageId = 'typescript'): Module {
  lowering.forget('a');
  return lowering.lower({ path: 'a', text, language });
}

/** The one statement of the text. */
export function only<K extends Statement['kind']>(
  text: string,
  kind: K,
  language?: LanguageId,
): Extract<Statement, { kind: K }> {
  const { body } = lower(text, language);
  expect(body.map((statement) => statement.kind)).toEqual([kind]);
  return body[0] as Extract<Statement, { kind: K }>;
}

/** The value of `const x = …`. */
export function value<K extends Expression['kind']>(
  text: string,
  kind: K,
  language?: LanguageId,
): Extract<Expression, { kind: K }> {
  const { value: found } = only(`const x = ${text};`, 'assign', language);
  expect(found?.kind).toBe(kind);
  return found as Extract<Expression, { kind: K }>;
}

/** The IR without spans, for comparing shapes. */
export function shape(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(shape);
  if (typeof node !== 'object' || node === null) return node;
  const kept = Object.entries(node).filter(([key]) => !/^(start|end|span|content|\w+Span)$/.test(key));
  return Object.fromEntries(kept.map(([key, item]) => [key, shape(item)]));
}

export const name = (of: string) => ({ kind: 'name', name: of });
export const literal = (of: unknown) => ({ kind: 'literal', value: of });
