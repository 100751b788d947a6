// Sorts the o200k tokens of a text into the classes that Claude's token counts were fitted on.
import type { Encoder } from './encoder.ts';

/**
 * Counts of o200k tokens by what they hold: `word` a Latin letter after leading white space, `part` a Latin letter without it,
 * `digit` a digit, `space` white space only, `punctuation` other ASCII, `other` anything else.
 */
export interface TokenClasses {
  readonly word: number;
  readonly part: number;
  readonly digit: number;
  readonly space: number;
  readonly punctuation: number;
  readonly other: number;
}

const word = 1;
const part = 2;
const digit = 3;
const space = 4;
const punctuation = 5;
const other = 6;

/** Classes of the token ids of one encoder, filled as they are met. */
const tables = new WeakMap<Encoder, Uint8Array>();

export function classesOf(text: string, encoder: Encoder): TokenClasses {
  const table = tableOf(encoder);
  const counts = new Uint32Array(7);
  const tokens = encoder.encode(text);
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? 0;
    let cls = table[token] ?? 0;
    if (cls === 0) {
      cls = classOf(encoder.bytesOf(token));
      table[token] = cls;
    }
    counts[cls] = (counts[cls] ?? 0) + 1;
  }
  return {
    word: counts[word] ?? 0,
    part: counts[part] ?? 0,
    digit: counts[digit] ?? 0,
    space: counts[space] ?? 0,
    punctuation: counts[punctuation] ?? 0,
    other: counts[other] ?? 0,
  };
}

function tableOf(encoder: Encoder): Uint8Array {
  const known = tables.get(encoder);
  if (known !== undefined) return known;
  const table = new Uint8Array(encoder.size);
  tables.set(encoder, table);
  return table;
}

function classOf(bytes: ArrayLike<number>): number {
  let hasLetter = false;
  let hasDigit = false;
  let isAscii = true;
  let isSpace = true;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if ((byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)) hasLetter = true;
    else if (byte >= 48 && byte <= 57) hasDigit = true;
    if (byte > 127) isAscii = false;
    if (!isSpaceByte(byte)) isSpace = false;
  }
  if (hasLetter) return isSpaceByte(bytes[0] ?? 0) ? word : part;
  if (hasDigit) return digit;
  if (isSpace) return space;
  return isAscii ? punctuation : other;
}

function isSpaceByte(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13);
}
