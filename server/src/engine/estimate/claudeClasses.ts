// Sorts what a text is made of into classes, from whose counts Claude's tokens are estimated.
import { type ClassCounts, classIndex, claudeClassNames } from './claudeClassNames.ts';
import type { Encoder } from './encoder.ts';
import { type Added, characterClasses, signClasses, wordClasses } from './pieceClasses.ts';

/** A word without ideographs, a number, white space, signs, or one other character. */
const pieces =
  /((?:(?![\p{Script=Han}\p{Script=Hangul}])[\p{L}\p{M}])+)|([0-9]+)|(\s+)|([!-/:-@[-`{-~—»«•°„–−£§€…√→№†└│·─═█]+)|[\s\S]/gu;
const contraction = /^(?:s|t|d|m|ll|re|ve)$/;
const shortEnding = /^[st]$/;
const curlyQuotes = /[‘’“”]/g;
/** Lines, tabs and spaces are runs of their own. */
const whiteRuns = /\n+|\t+|[^\n\t]+/g;
/** White space up to this length is one token. */
const longestSpace = 16;
/** Longer words are looked at in parts, since the work grows with the square. */
const longestWord = 64;

type Kind = 'edge' | 'word' | 'digits' | 'space' | 'signs' | 'other';

interface Piece {
  readonly kind: Kind;
  readonly text: string;
}

const edge: Piece = { kind: 'edge', text: '' };

/** What is known of the pieces of one encoder, filled as they are met. */
const memories = new WeakMap<Encoder, Map<string, Added>>();
const memoryLimit = 50_000;

export function claudeClassesOf(text: string, encoder: Encoder): ClassCounts {
  const counts = new Float64Array(claudeClassNames.length);
  const add = (index: number, by: number): void => {
    counts[index] = (counts[index] ?? 0) + by;
  };
  const memory = memories.get(encoder) ?? new Map<string, Added>();
  memories.set(encoder, memory);
  const addKnown = (piece: string, classes: (piece: string, encoder: Encoder) => Added): void => {
    let added = memory.get(piece);
    if (added === undefined) {
      if (memory.size >= memoryLimit) memory.clear();
      added = classes(piece, encoder);
      memory.set(piece, added);
    }
    for (const [index, by] of added) add(index, by);
  };

  let beforeLast = edge;
  let last = edge;
  const normal = straightened(text, add);
  const matches = normal.matchAll(pieces);
  let piece = pieceOf(matches.next().value);
  while (piece.kind !== 'edge') {
    const next = pieceOf(matches.next().value);
    const isEnding = last.text === "'" && beforeLast.kind === 'word' && contraction.test(piece.text);
    switch (piece.kind) {
      case 'word':
        if (isEnding) add(shortEnding.test(piece.text) ? classIndex.one : classIndex.contraction, 1);
        else {
          for (let from = 0; from < piece.text.length; from += longestWord) {
            addKnown(piece.text.slice(from, from + longestWord), wordClasses);
          }
        }
        break;
      case 'digits':
        add(classIndex.one, Math.ceil(piece.text.length / 3));
        break;
      case 'space':
        if (piece.text !== ' ') addSpace(piece.text, add);
        else if (!takesSpace(last) || !takesSpace(next)) add(classIndex.one, 1);
        break;
      case 'signs': {
        const opensWord = piece.text === "'" && next.kind === 'word';
        if (opensWord && last.kind === 'word' && contraction.test(next.text)) break;
        if (opensWord && last.text === ' ') add(classIndex.one, 1);
        if (piece.text.length === 1) add(classIndex.one, 1);
        else {
          addKnown(piece.text, signClasses);
          const spaced = (last.text === ' ' ? 1 : 0) + (next.text === ' ' ? 1 : 0);
          add(piece.text.length === 2 ? classIndex.pairSpaced : classIndex.signsSpaced, spaced);
        }
        break;
      }
      default:
        addKnown(piece.text, characterClasses);
    }
    beforeLast = last;
    last = piece;
    piece = next;
  }
  return counts;
}

/** A single space between words and signs is part of them. */
function takesSpace({ kind }: Piece): boolean {
  return kind === 'word' || kind === 'signs';
}

function pieceOf(match: RegExpExecArray | undefined): Piece {
  if (match === undefined) return edge;
  const [text, word, digits, space, signs] = match;
  if (word !== undefined) return { kind: 'word', text };
  if (digits !== undefined) return { kind: 'digits', text };
  if (space !== undefined) return { kind: 'space', text };
  return { kind: signs === undefined ? 'other' : 'signs', text };
}

/** As the tokenizer reads it: composed, without carriage returns, with straight quotes. */
function straightened(text: string, add: (index: number, by: number) => void): string {
  const composed = text.normalize('NFC').replaceAll('\r', '');
  return composed.replace(curlyQuotes, (quote) => {
    add(classIndex.curly, 1);
    return quote === '‘' || quote === '’' ? "'" : '"';
  });
}

function addSpace(space: string, add: (index: number, by: number) => void): void {
  for (const [run] of space.matchAll(whiteRuns)) {
    add(classIndex.one, 1);
    if (run.length > longestSpace) add(classIndex.longSpaces, run.length - longestSpace);
  }
}
