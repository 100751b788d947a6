// What a command may do to the outside: read the working folder, write lines.
import type { Style } from '../report/index.ts';

export interface Terminal {
  /** Absolute; relative arguments count from it. */
  readonly cwd: string;
  /** Standard output: the result, and nothing else. */
  readonly write: (text: string) => void;
  /** Standard error: notes and failures. */
  readonly warn: (text: string) => void;
  readonly style: Style;
}
