// The neutral intermediate representation: what a module says once its language has been lowered away.
import type { Span } from '../text/index.ts';
import type { Statement } from './statement.ts';

/** The language families the engine lowers. TSX and JavaScript share the TypeScript lowering. */
export type LanguageId = 'typescript' | 'typescriptreact' | 'javascript' | 'javascriptreact' | 'python';

/** One source file, lowered. Statements keep source order. */
export interface Module {
  readonly path: string;
  readonly language: LanguageId;
  readonly body: readonly Statement[];
  /** Comments, for suppressions, per-call scenarios and "grouped on purpose". */
  readonly comments: readonly Comment[];
  /** True when the parser met a syntax error anywhere; lowering skips what it cannot read. */
  readonly hasErrors: boolean;
  /** A sentence for the user when the module is empty or incomplete because reading it took too much. */
  readonly note?: string;
}

export interface Comment extends Span {
  /** Text without the comment marks. */
  readonly text: string;
}
