// Tells the classes of one word, run of signs or other character.
import { classIndex, mostParts, plainRanks, titleRanks, wordRanks } from './claudeClassNames.ts';
import type { Encoder } from './encoder.ts';
import { partsOf } from './partsOf.ts';

/** Indexes of classes and how much is added to each. */
export type Added = readonly (readonly [index: number, by: number])[];

const ascii = /^[a-zA-Z]+$/;
const latin = /^[\p{Script=Latin}\p{M}]+$/u;
const cyrillic = /^[\p{Script=Cyrillic}\p{Script=Greek}\p{M}]+$/u;
const semitic = /^[\p{Script=Arabic}\p{Script=Hebrew}\p{M}]+$/u;
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const ideograph = /\p{Script=Han}/u;
const hangul = /\p{Script=Hangul}/u;
/** Shorter words in capitals are not turned into lower case. */
const shortestCaps = 4;
/** Letters that any word has. */
const usualLetters = 4;

export function wordClasses(word: string, encoder: Encoder): Added {
  if (!ascii.test(word)) return foreignClasses(word, encoder);
  const lower = word.toLowerCase();
  if (word === lower) return lowerClasses(word, encoder);
  if (word.slice(1) === lower.slice(1)) return titleClasses(word, lower, encoder);
  const tokens = countOf(word, encoder);
  const parts = partsOf(word, encoder);
  if (word !== word.toUpperCase()) {
    const humps = word.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? [];
    return [
      [classIndex.mixed, 1],
      [classIndex.mixedTokens, tokens],
      [classIndex.mixedLetters, word.length],
      [classIndex.mixedParts, parts],
      [classIndex.mixedCapitals, word.replace(/[a-z]/g, '').length],
      [classIndex.mixedHumps, humps.length],
      [classIndex.mixedHumpTokens, humps.reduce((sum, hump) => sum + countOf(hump, encoder), 0)],
    ];
  }
  if (word.length < shortestCaps) {
    return [
      [classIndex.shortCaps, 1],
      [classIndex.shortCapsTokens, tokens],
      [classIndex.shortCapsLetters, word.length],
      [classIndex.shortCapsParts, parts],
    ];
  }
  return [
    [classIndex.caps, 1],
    [classIndex.capsTokens, tokens],
    [classIndex.capsPlainTokens, countOf(lower, encoder)],
    [classIndex.capsLetters, word.length],
    [classIndex.capsParts, parts],
  ];
}

function lowerClasses(word: string, encoder: Encoder): Added {
  const tokens = encoder.encode(` ${word}`);
  const parts = partsOf(word, encoder);
  const [rank = 0] = Array.from(tokens);
  if (tokens.length === 1) {
    const common = bucket(rank, wordRanks) * mostParts;
    return [[classIndex.word + common + Math.min(parts, mostParts) - 1, 1]];
  }
  return [
    [tokens.length === 2 ? classIndex.split2 : classIndex.split3, 1],
    [classIndex.splitMore, Math.max(0, tokens.length - 3)],
    [classIndex.splitLetters, word.length],
    [classIndex.splitParts, parts],
  ];
}

function titleClasses(word: string, lower: string, encoder: Encoder): Added {
  const plain = encoder.encode(` ${lower}`);
  const [plainRank = 0] = Array.from(plain);
  const plainZone = plain.length === 1 ? bucket(plainRank, plainRanks) : plainRanks.length;
  const tokens = encoder.encode(` ${word}`);
  const parts = partsOf(word, encoder);
  const plainParts = partsOf(lower, encoder);
  const [rank = 0] = Array.from(tokens);
  if (tokens.length === 1) {
    return [
      [classIndex.title + bucket(rank, titleRanks) * (plainRanks.length + 1) + plainZone, 1],
      [classIndex.titleLetters, Math.max(0, word.length - usualLetters)],
      [classIndex.titleParts, parts - 1],
      [classIndex.titlePlainParts, plainParts - 1],
    ];
  }
  return [
    [classIndex.titleSplit + plainZone, 1],
    [classIndex.titleSplitTokens, tokens.length - 2],
    [classIndex.titleSplitLetters, word.length],
    [classIndex.titleSplitParts, parts],
    [classIndex.titleSplitPlainParts, plainParts],
  ];
}

function foreignClasses(word: string, encoder: Encoder): Added {
  const name = alphabetOf(word);
  return [
    [classIndex[name], 1],
    [classIndex[`${name}Tokens`], countOf(word, encoder)],
    [classIndex[`${name}Letters`], word.length],
    [classIndex.accents, name === 'accented' ? word.replace(/[a-zA-Z]/g, '').length : 0],
  ];
}

function alphabetOf(word: string): 'accented' | 'cyrillic' | 'kana' | 'semitic' | 'foreign' {
  if (latin.test(word)) return 'accented';
  if (cyrillic.test(word)) return 'cyrillic';
  if (semitic.test(word)) return 'semitic';
  return kana.test(word) ? 'kana' : 'foreign';
}

/** Two signs and more, the spaces around them left out. */
export function signClasses(signs: string, encoder: Encoder): Added {
  const more = encoder.encode(signs).length - 1;
  if (signs.length === 2) {
    return [
      [classIndex.pair, 1],
      [classIndex.pairTokens, more],
    ];
  }
  return [
    [classIndex.signs, 1],
    [classIndex.signsTokens, more],
    [classIndex.signsLength, signs.length - 3],
  ];
}

export function characterClasses(character: string, encoder: Encoder): Added {
  const name = ideograph.test(character) ? 'ideograph' : hangul.test(character) ? 'hangul' : 'symbol';
  return [
    [classIndex[name], 1],
    [classIndex[`${name}Tokens`], encoder.encode(character).length - 1],
  ];
}

/** Tokens of a word behind a space. */
function countOf(word: string, encoder: Encoder): number {
  return encoder.encode(` ${word}`).length;
}

/** Index of the first bound above a rank. */
function bucket(rank: number, bounds: readonly number[]): number {
  const found = bounds.findIndex((bound) => rank < bound);
  return found < 0 ? bounds.length : found;
}
