// Server → client: which parts of a document's prompts change between requests, in files whose colours belong to another extension.
import type { NotificationMessage } from './message.ts';

/** Line and character, from 0, of the start and of the end. */
export type SpanRange = readonly [startLine: number, startCharacter: number, endLine: number, endCharacter: number];

export interface VolatileParams {
  readonly uri: string;
  /** Of the document that the spans are of. */
  readonly version: number;
  /** They change, and cost no more than themselves. */
  readonly changing: readonly SpanRange[];
  /** They change, and stable text behind them is billed again because of it. */
  readonly breaking: readonly SpanRange[];
}

export const volatileNotification: NotificationMessage<VolatileParams> = { method: 'hitrate/volatile' };
