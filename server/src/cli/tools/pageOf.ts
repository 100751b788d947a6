// Cuts a list for a reader who pays for each word: so many items, so many characters, and a cursor to go on with.
import { createHash } from 'node:crypto';
import { UsageError } from '../usageError.ts';

/** Of an answer: about 4,000 tokens. */
export const mostCharacters = 16_000;

export interface PageInput<Item, Shown> {
  readonly limit: number;
  /** The `next` of the page before. */
  readonly cursor: string | undefined;
  /** Tells the items apart: a cursor counts only for the list that it was given for. */
  readonly keyOf: (item: Item) => string;
  /** Called for the items of the page, and at most one more. */
  readonly show: (item: Item) => Shown;
  /** In characters. */
  readonly sizeOf: (shown: Shown) => number;
}

export interface Page<Shown> {
  readonly shown: readonly Shown[];
  readonly total: number;
  readonly next?: string;
}

/** A page has at least one item, however long, where one is left. Throws a `UsageError` for the cursor of another list. */
export function pageOf<Item, Shown>(
  all: readonly Item[],
  { limit, cursor, keyOf, show, sizeOf }: PageInput<Item, Shown>,
): Page<Shown> {
  const digest = createHash('sha256')
    .update(JSON.stringify(all.map(keyOf)))
    .digest('hex')
    .slice(0, 12);
  const first = cursor === undefined ? 0 : firstOf(cursor, digest);
  const shown: Shown[] = [];
  let size = 0;
  for (const item of all.slice(first, first + limit)) {
    const one = show(item);
    size += sizeOf(one);
    if (shown.length > 0 && size > mostCharacters) break;
    shown.push(one);
  }
  const past = first + shown.length;
  return { shown, total: all.length, ...(past < all.length ? { next: `${past}-${digest}` } : {}) };
}

function firstOf(cursor: string, digest: string): number {
  const [, first, of] = /^(\d{1,9})-([0-9a-f]{12})$/.exec(cursor) ?? [];
  if (first === undefined) throw new UsageError('cursor takes the `next` of an answer.');
  if (of !== digest) throw new UsageError('The list has changed since that answer: ask again without cursor.');
  return Number(first);
}

/** `what` names the text in the sentence that says that it was cut. */
export function cutText(text: string, what: string, most = mostCharacters): string {
  if (text.length <= most) return text;
  const end = text.lastIndexOf('\n', most);
  const kept = text.slice(0, end > most / 2 ? end : most);
  return `${kept}\n… ${what} is cut here: ${(text.length - kept.length).toLocaleString('en-US')} characters are left out.\n`;
}
