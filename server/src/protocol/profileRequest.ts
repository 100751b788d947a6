// Client → server: asks for the profile report of the model call at a place, to show it beside the source.
import type { RequestMessage } from './message.ts';

export interface ProfileParams {
  readonly uri: string;
  /** UTF-16 offset in the document; the nearest model call that holds or follows it is meant. */
  readonly offset: number;
}

export interface ProfileReport {
  /** Names the call: file, line and callee. */
  readonly title: string;
  /** Plain text in monospaced columns. */
  readonly text: string;
  /** Offset of the call that was profiled. */
  readonly offset: number;
}

/** Undefined results travel as null. */
export const profileRequest: RequestMessage<ProfileParams, ProfileReport | null> = { method: 'hitrate/profile' };
