// Server → client: which lines of a document hold the prompt of a repeated model call, and what becomes of them on a warm tick.
import type { NotificationMessage } from './message.ts';

/** Read from the cache; changing, and so ending the cached prefix; stable, but billed again. */
export type GutterKind = 'cached' | 'break' | 'rebilled';

/** First and last line, from 0. */
export type LineRange = readonly [first: number, last: number];

export interface GutterParams {
  readonly uri: string;
  /** Of the document that the lines are of. */
  readonly version: number;
  readonly lines: { readonly [Kind in GutterKind]: readonly LineRange[] };
}

export const gutterNotification: NotificationMessage<GutterParams> = { method: 'hitrate/gutter' };
