// Client → server: asks what was understood of the model call at a place, to show it beside the source.
import type { RequestMessage } from './message.ts';

export interface ReportParams {
  readonly uri: string;
  /** UTF-16 offset in the document; the nearest model call that holds or follows it is meant. */
  readonly offset: number;
}

export interface CallReport {
  /** Names the call: file, line and callee. */
  readonly title: string;
  /** Plain text in monospaced columns. */
  readonly text: string;
  /** Offset of the call that it is about. */
  readonly offset: number;
}

/** Undefined results travel as null. */
export const reportRequest: RequestMessage<ReportParams, CallReport | null> = { method: 'hitrate/report' };
