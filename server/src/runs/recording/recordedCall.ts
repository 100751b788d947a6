// One model call of a log, whatever program wrote it.
import type { JsonObject, TickUsage } from '../../engine/index.ts';

export interface RecordedCall {
  /** Milliseconds since 1970 of its start; undefined where the log has none. */
  readonly time?: number;
  /** To the end of the answer. */
  readonly milliseconds?: number;
  readonly provider: 'anthropic' | 'openai' | 'google' | 'unknown';
  readonly model?: string;
  /** What was sent, in the form of the API; undefined where the log keeps none. */
  readonly body?: JsonObject;
  readonly usage?: TickUsage;
  /** Names of the tools that the answer called. */
  readonly tools: readonly string[];
  /** What the log itself says belongs together: a session, a trace. */
  readonly thread?: string;
  readonly failure?: string;
  /** Where the body lies in the file, to read it again. */
  readonly source?: ByteRange;
}

export interface ByteRange {
  readonly start: number;
  readonly length: number;
}
