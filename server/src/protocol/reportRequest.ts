// Client → server: asks for a report on the model call at a place, to show it beside the source.
import type { RequestMessage } from './message.ts';

/** `profile`: what a run of it costs, tick by tick. `explain`: what was understood of it. */
export type ReportKind = 'profile' | 'explain';

export interface ReportParams {
  readonly kind: ReportKind;
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
