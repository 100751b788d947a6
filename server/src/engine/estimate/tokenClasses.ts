// Sorts the tokens of a text into classes, whose counts Claude's tokens are estimated from.
import type { Encoder } from './encoder.ts';

/**
 * Names of the classes. Each token is in one of those before `moreDigits`; the last three are counted besides.
 *
 * `word` has a Latin letter and starts with white space; `start` begins a word without it, `part` goes on after a letter; `rare…` has
 * a high rank in the encoding. `space` is one character of white space, `spaces` several, `spaceBeforeDigit` one in front of a number.
 * `sign` is one other ASCII character, `signs` several, `spacedSigns` those after a space. `other` is anything else.
 * `moreDigits`: digits beyond the first of their token. `contraction`: a word with an apostrophe in it. `long`: a word of seven letters or more.
 */
export const tokenClassNames = [
  'word',
  'rareWord',
  'start',
  'rareStart',
  'part',
  'digit',
  'space',
  'spaces',
  'spaceBeforeDigit',
  'sign',
  'signs',
  'spacedSigns',
  'other',
  'moreDigits',
  'contraction',
  'long',
] as const;

export type TokenClassName = (typeof tokenClassNames)[number];
export type TokenClasses = Readonly<Record<TokenClassName, number>>;
export type MutableTokenClasses = Record<TokenClassName, number>;

/** Tokens from this rank on are rare. Smaller vocabularies than the encoding's split them. */
const rareRank = 15_000;
export const longWord = 7;

const unknown = 0;
const word = 1;
const bare = 2;
const digit = 3;
const space = 4;
const spaces = 5;
const sign = 6;
const signs = 7;
const spacedSigns = 8;
const other = 9;

/** What is known of each token of one encoder, filled as they are met. */
interface Table {
  readonly kind: Uint8Array;
  /** 1: ends with a letter; 2: contraction; 4: long. */
  readonly flags: Uint8Array;
  readonly moreDigits: Uint8Array;
}

const tables = new WeakMap<Encoder, Table>();

export function noClasses(): MutableTokenClasses {
  return Object.fromEntries(tokenClassNames.map((name) => [name, 0])) as MutableTokenClasses;
}

export function classesOf(text: string, encoder: Encoder): TokenClasses {
  const table = tableOf(encoder);
  const counts = noClasses();
  const tokens = encoder.encode(text);
  let endsWithLetter = false;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? 0;
    const isRare = token >= rareRank;
    const kind = kindOf(table, token, encoder);
    const flags = table.flags[token] ?? 0;
    switch (kind) {
      case word:
        if (isRare) counts.rareWord++;
        else counts.word++;
        break;
      case bare:
        if (endsWithLetter) counts.part++;
        else if (isRare) counts.rareStart++;
        else counts.start++;
        break;
      case digit:
        counts.digit++;
        counts.moreDigits += table.moreDigits[token] ?? 0;
        break;
      case space: {
        const next = at + 1 < tokens.length ? kindOf(table, tokens[at + 1] ?? 0, encoder) : unknown;
        if (next === digit) counts.spaceBeforeDigit++;
        else counts.space++;
        break;
      }
      case spaces:
        counts.spaces++;
        break;
      case sign:
        counts.sign++;
        break;
      case signs:
        counts.signs++;
        break;
      case spacedSigns:
        counts.spacedSigns++;
        break;
      default:
        counts.other++;
    }
    if ((flags & 2) !== 0) counts.contraction++;
    if ((flags & 4) !== 0) counts.long++;
    endsWithLetter = (flags & 1) !== 0;
  }
  return counts;
}

function tableOf(encoder: Encoder): Table {
  const known = tables.get(encoder);
  if (known !== undefined) return known;
  const table: Table = {
    kind: new Uint8Array(encoder.size),
    flags: new Uint8Array(encoder.size),
    moreDigits: new Uint8Array(encoder.size),
  };
  tables.set(encoder, table);
  return table;
}

function kindOf(table: Table, token: number, encoder: Encoder): number {
  const known = table.kind[token] ?? unknown;
  return known === unknown ? learn(table, token, encoder.bytesOf(token)) : known;
}

function learn(table: Table, token: number, bytes: ArrayLike<number>): number {
  let letters = 0;
  let digits = 0;
  let blanks = 0;
  let apostrophes = 0;
  let isAscii = true;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (isLetterByte(byte)) letters++;
    else if (byte >= 48 && byte <= 57) digits++;
    else if (isSpaceByte(byte)) blanks++;
    else if (byte === 39) apostrophes++;
    if (byte > 127) isAscii = false;
  }
  const startsWithSpace = isSpaceByte(bytes[0] ?? 0);
  const kind = kindBy();
  const isWord = kind === word || kind === bare;
  table.kind[token] = kind;
  table.flags[token] =
    (isLetterByte(bytes[bytes.length - 1] ?? 0) ? 1 : 0) |
    (isWord && apostrophes > 0 && bytes.length - blanks > 2 ? 2 : 0) |
    (isWord && bytes.length - blanks >= longWord ? 4 : 0);
  table.moreDigits[token] = kind === digit ? Math.max(0, bytes.length - blanks - 1) : 0;
  return kind;

  function kindBy(): number {
    if (letters > 0) return startsWithSpace ? word : bare;
    if (digits > 0) return digit;
    if (blanks === bytes.length) return blanks === 1 ? space : spaces;
    if (!isAscii) return other;
    if ((bytes[0] ?? 0) === 32) return spacedSigns;
    return bytes.length === 1 ? sign : signs;
  }
}

function isSpaceByte(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13);
}

function isLetterByte(byte: number): boolean {
  return (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
}
