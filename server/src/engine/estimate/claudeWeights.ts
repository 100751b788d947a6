// Weights that turn o200k token classes into Claude tokens, fitted on recorded requests.
import { type TokenClasses, type TokenClassName, tokenClassNames } from './tokenClasses.ts';

/** Claude tokens per o200k token of each class. */
export type ClassWeights = Readonly<Record<TokenClassName, number>>;

export interface ClaudeWeights {
  readonly classes: ClassWeights;
  /** Added to each tool definition. */
  readonly perTool: number;
  /** Error of a count: 95 of 100 recorded requests lie within this share. */
  readonly band: number;
}

/** Fitted by `npm run eval:tokens -- <folder> --fit` on recorded requests of 2023 to 2026-08; texts, results and tools alike. */
export const claude3Weights: ClaudeWeights = {
  classes: {
    word: 1.01,
    rareWord: 1.13,
    start: 1.02,
    rareStart: 1.4,
    part: 1.36,
    digit: 0.86,
    space: 1.42,
    spaces: 1.5,
    spaceBeforeDigit: 1.58,
    sign: 1.02,
    signs: 1.2,
    spacedSigns: 1.04,
    other: 2.9,
    moreDigits: 0.13,
    contraction: 0.62,
    long: 0,
  },
  perTool: 0,
  band: 0.08,
};

/** Of the older count; parts of words and long words are cut finer still. Few recordings: 39 texts of three projects. */
const newer = { factor: 1.138, part: 0.784, long: 1.163 };

export const claude47Weights: ClaudeWeights = {
  classes: {
    ...(Object.fromEntries(
      tokenClassNames.map((name) => [name, claude3Weights.classes[name] * newer.factor]),
    ) as ClassWeights),
    part: claude3Weights.classes.part * newer.factor + newer.part,
    long: newer.long,
  },
  perTool: 8,
  band: 0.12,
};

export function weigh(classes: TokenClasses, weights: ClassWeights): number {
  let sum = 0;
  for (const name of tokenClassNames) sum += classes[name] * weights[name];
  return sum;
}
