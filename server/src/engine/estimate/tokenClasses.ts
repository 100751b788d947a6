// Classes of tokens that a text is thought to have while no encoder is loaded.

/**
 * Each token is in one of those before `moreDigits`; the last two are counted besides.
 *
 * `word` has a Latin letter and starts with white space; `start` begins a word without it, `part` goes on after a letter. `space` is one
 * character of white space, `spaces` several. `sign` is one other ASCII character, `signs` several, `spacedSigns` those after a space.
 * `other` is anything else. `moreDigits`: digits beyond the first of their token. `long`: a word of seven letters or more.
 */
export const tokenClassNames = [
  'word',
  'start',
  'part',
  'digit',
  'space',
  'spaces',
  'sign',
  'signs',
  'spacedSigns',
  'other',
  'moreDigits',
  'long',
] as const;

export type TokenClassName = (typeof tokenClassNames)[number];
export type TokenClasses = Readonly<Record<TokenClassName, number>>;
export type MutableTokenClasses = Record<TokenClassName, number>;

export const longWord = 7;

export function noClasses(): MutableTokenClasses {
  return Object.fromEntries(tokenClassNames.map((name) => [name, 0])) as MutableTokenClasses;
}
