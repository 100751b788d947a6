// Numbers of texts whose tokens are known, which the weights of Claude's classes are fitted to; no text is kept.

import { claudeClassesOf } from '../../../server/src/engine/estimate/claudeClasses.ts';
import { claudeClassNames } from '../../../server/src/engine/estimate/claudeClassNames.ts';
import type { Encoder } from '../../../server/src/engine/index.ts';

/** A text of a file with counted texts, one JSON object a line. */
export interface CountedText {
  readonly source: string;
  readonly text: string;
  /** Tokens of the text in the middle of others, for each tokenizer. */
  readonly claude3: number;
  readonly claude47: number;
}

export interface TextFeatures extends Omit<CountedText, 'text'> {
  readonly classes: ClassAmounts;
}

/** Indexes of `claudeClassNames` and how much there is of each. */
export type ClassAmounts = readonly (readonly [index: number, amount: number])[];

export function textFeatures({ source, text, claude3, claude47 }: CountedText, encoder: Encoder): TextFeatures {
  return { source, claude3, claude47, classes: sparse(claudeClassesOf(text, encoder)) };
}

export function sparse(counts: ArrayLike<number>): ClassAmounts {
  return Array.from(counts).flatMap((amount, index) => (amount === 0 ? [] : [[index, amount] as const]));
}

/** Index and amount by turns. */
export function flattened(classes: ClassAmounts): readonly number[] {
  return classes.flat();
}

export function unflattened(flat: readonly number[]): ClassAmounts {
  return Array.from({ length: flat.length / 2 }, (_, at) => [flat[2 * at] ?? 0, flat[2 * at + 1] ?? 0] as const);
}

/** The names of the classes, then flat rows: source, both counts, then index and amount by turns. */
export function formatFeatures(rows: readonly TextFeatures[]): string {
  const lines = rows
    .map(({ source, claude3, claude47, classes }) => JSON.stringify([source, claude3, claude47, ...flattened(classes)]))
    .sort();
  return `${[JSON.stringify(claudeClassNames), ...lines].join('\n')}\n`;
}

export function parseFeatures(text: string): {
  readonly classes: readonly string[];
  readonly rows: readonly TextFeatures[];
} {
  const [classes = [], ...rows] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line)) as [readonly string[], ...(readonly [string, number, number, ...number[]])[]];
  return {
    classes,
    rows: rows.map(([source, claude3, claude47, ...flat]) => ({
      source,
      claude3,
      claude47,
      classes: unflattened(flat),
    })),
  };
}
