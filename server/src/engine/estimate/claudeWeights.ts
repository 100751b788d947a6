// What turns the classes of a text into Claude tokens, and how far that may be off.
import { type ClassCounts, claudeClassNames } from './claudeClassNames.ts';
import { claudeTextWeights } from './claudeTextWeights.ts';
import { type TokenClasses, type TokenClassName, tokenClassNames } from './tokenClasses.ts';

export interface ClaudeWeights {
  /** Tokens of each class of `claudeClassNames`. */
  readonly classes: readonly number[];
  /** The same for the classes that are guessed while no encoder is loaded. */
  readonly rough: Readonly<Record<TokenClassName, number>>;
  /** Error of a count: 95 of 100 texts lie within this share. */
  readonly band: number;
  /** What the band is widened by at most, for texts of which all is in other alphabets: seldom measured. */
  readonly thinBand: number;
}

const weightsOf = (column: 0 | 1): readonly number[] =>
  claudeClassNames.map((name) => claudeTextWeights[name]?.[column] ?? 0);

const rough: ClaudeWeights['rough'] = {
  word: 1.01,
  start: 1.02,
  part: 1.36,
  digit: 0.86,
  space: 1.42,
  spaces: 1.5,
  sign: 1.02,
  signs: 1.2,
  spacedSigns: 1.04,
  other: 2.9,
  moreDigits: 0.13,
  long: 0,
};

export const claude3Weights: ClaudeWeights = { classes: weightsOf(0), rough, band: 0.08, thinBand: 0.15 };

/** Of the older count; parts of words and long words are cut finer still. */
const newer = { factor: 1.138, part: 0.784, long: 1.163 };

export const claude47Weights: ClaudeWeights = {
  classes: weightsOf(1),
  rough: {
    ...(Object.fromEntries(tokenClassNames.map((name) => [name, rough[name] * newer.factor])) as typeof rough),
    part: rough.part * newer.factor + newer.part,
    long: newer.long,
  },
  band: 0.12,
  thinBand: 0.15,
};

export function weigh(classes: ClassCounts, weights: ClaudeWeights): number {
  return classes.reduce((sum, amount, index) => sum + amount * (weights.classes[index] ?? 0), 0);
}

export function weighRoughly(classes: TokenClasses, { rough }: ClaudeWeights): number {
  return tokenClassNames.reduce((sum, name) => sum + classes[name] * rough[name], 0);
}

const thinNames: ReadonlySet<string> = new Set([
  'accentedLetters',
  'cyrillicLetters',
  'kanaLetters',
  'semiticLetters',
  'foreignLetters',
  'ideograph',
  'hangul',
  'symbol',
]);

/** Characters of other alphabets. */
export function thinCharacters(classes: ClassCounts): number {
  return classes.reduce((sum, amount, index) => sum + (thinNames.has(claudeClassNames[index] ?? '') ? amount : 0), 0);
}
