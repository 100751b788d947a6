// Overwrites keys in a text that comes in pieces, though a key may lie across two of them or more.
import { redact, unfinishedKey } from './redact.ts';

export interface RedactedPieces {
  /** What can be written by now. The beginning of a key waits for what follows it. */
  readonly add: (piece: string) => string;
  /** What has waited. */
  readonly end: () => string;
}

/** Characters that wait at most: more than a private key has. What is longer is no key, and is given back as it is. */
const mostHeld = 16_384;

/** Characters before a key that decide whether it is one. */
const looksBack = 6;

/** All pieces together are as long as the text. */
export function redactPieces(): RedactedPieces {
  let before = '';
  let held = '';
  /** Characters at the beginning of what waits that are the end of a complete key. */
  let covered = 0;
  const give = (text: string, end: number): string => {
    const clean = '*'.repeat(covered) + redact(before + text).text.slice(before.length + covered);
    before = (before + text.slice(0, end)).slice(-looksBack);
    held = text.slice(end);
    covered = /^\**/.exec(clean.slice(end))?.[0].length ?? 0;
    return clean.slice(0, end);
  };
  return {
    add(piece) {
      const text = held + piece;
      const open = Math.max(0, unfinishedKey(before + text) - before.length);
      return give(text, text.length - open > mostHeld ? text.length : open);
    },
    end: () => give(held, held.length),
  };
}
