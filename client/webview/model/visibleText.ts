// Makes text of others safe to look at: cut to a length, controls and characters that turn the writing direction shown as such.

export interface TextPiece {
  readonly text: string;
  /** It stands for a character that cannot be seen. */
  readonly isControl: boolean;
}

/** Bidirectional controls, zero-width characters, line separators, the byte order mark. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const hidden = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;
const tab = '\t';

/** Longest text that the page draws. */
export const shownCharacters = 400;

export function visibleText(text: string, most = shownCharacters): readonly TextPiece[] {
  const cut = text.length > most ? wholeCharacters(text, most) : text;
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of cut.matchAll(hidden)) {
    const [character] = match;
    if (character === tab) continue;
    if (match.index > from) pieces.push({ text: cut.slice(from, match.index), isControl: false });
    pieces.push({ text: nameOf(character), isControl: true });
    from = match.index + character.length;
  }
  if (from < cut.length) pieces.push({ text: cut.slice(from), isControl: false });
  const left = text.length - cut.length;
  if (left > 0) pieces.push({ text: `… ${left.toLocaleString('en-US')} more characters`, isControl: true });
  return pieces;
}

/** For places that take plain text only, such as attributes. */
export function plainText(text: string, most = shownCharacters): string {
  return visibleText(text, most)
    .map((piece) => piece.text)
    .join('');
}

/** Not through the middle of a surrogate pair. */
function wholeCharacters(text: string, most: number): string {
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most);
}

function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x0d) return '␍';
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '␡';
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
