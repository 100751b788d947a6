// Guesses the token classes of a text without an encoder, so that nothing has to wait for one.
import { longWord, type MutableTokenClasses, noClasses, type TokenClasses } from './tokenClasses.ts';

/** Where byte-pair encoders of this generation cut a text before merging. Every piece becomes one token or a few. */
const pieces =
  /[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}]+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+/gu;

/** Longest stretch given to the pattern at once: its backtracking needs room in proportion to the longest piece. */
const stretch = 16_384;

/** Error of the rough count against the encoder, as a share: 95 of 100 texts lie within. */
export const roughBand = 0.15;

export function roughClasses(text: string): TokenClasses {
  const sum = noClasses();
  for (let from = 0; from < text.length; from += stretch) {
    for (const match of text.slice(from, from + stretch).matchAll(pieces)) addPiece(match[0], sum);
  }
  return sum;
}

function addPiece(piece: string, sum: MutableTokenClasses): void {
  const first = piece.charCodeAt(0);
  const last = piece.charCodeAt(piece.length - 1);
  if (first <= 32 && (piece.length === 1 || piece.trim() === '')) {
    if (piece.length === 1) sum.space += 1;
    else sum.spaces += 1;
  } else if (hasNonAscii(piece)) addNonAscii(piece, sum);
  else if (isDigit(last) && isDigit(first)) {
    sum.digit += 1;
    sum.moreDigits += piece.length - 1;
  } else if (isLetter(last)) {
    if (first === 32) {
      sum.word += 1;
      sum.part += wordRest(piece.length);
    } else {
      sum.start += 1;
      sum.part += bareWord(piece.length) - 1;
    }
    if (piece.length - (first === 32 ? 1 : 0) >= longWord) sum.long += 1;
  } else if (first === 32) sum.spacedSigns += punctuationRun(piece);
  else if (piece.length === 1) sum.sign += 1;
  else sum.signs += punctuationRun(piece);
}

/** Tokens beyond the first of a word after a space; length with the space. Fitted on prompts and tool results. */
function wordRest(length: number): number {
  if (length <= 5) return 0.005;
  if (length <= 8) return 0.03;
  return length <= 14 ? 0.12 : 0.12 + (length - 14) * 0.25;
}

/** Tokens of a word that follows no space: parts of identifiers, quoted keys, starts of lines. */
function bareWord(length: number): number {
  if (length <= 1) return 1;
  if (length <= 4) return 1.1;
  return length <= 11 ? 1.25 : length / 8;
}

function punctuationRun(piece: string): number {
  const { length } = piece;
  if (length <= 3) return 1;
  const isOneCharacter = piece.charCodeAt(length - 1) === piece.charCodeAt(length - 2);
  return isOneCharacter ? 1 + length / 64 : 1 + (length - 3) * 0.45;
}

/** Ideographs and kana merge little; alphabets other than Latin about three letters to a token. */
function addNonAscii(piece: string, sum: MutableTokenClasses): void {
  let latin = 0;
  let wide = 0;
  let letters = 0;
  let symbols = 0;
  for (const character of piece) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 128) latin += isLetter(code) ? 1 : 0;
    else if (code < 0x250) latin += 2;
    else if ((code >= 0x2e80 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7ff) || code >= 0x20000) wide += 1;
    else if (code < 0x2000 || (code >= 0xa000 && code < 0xfb00)) letters += 1;
    else symbols += 1;
  }
  if (latin > 0) sum.part += Math.max(1, latin / 4);
  sum.other += wide * 0.8 + letters / 3 + symbols * 0.9;
}

function hasNonAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return true;
  return false;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}
