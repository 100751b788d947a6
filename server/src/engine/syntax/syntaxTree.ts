// A parsed document that lives in the parser's memory until it is disposed; read from it only through plain copies.
import type { LanguageId } from '../model/index.ts';
import type { Span } from '../text/index.ts';
import type { RawNode } from './rawNode.ts';
import type { TextChange } from './textChange.ts';

/** What can be told of a top-level node without reading what is inside. */
export interface TopLevelNode extends Span {
  readonly type: string;
  /** True when a syntax error lies inside. */
  readonly hasError: boolean;
}

/** Top-level nodes of an earlier text of the document, in source order, and the change that led from it to this one. */
export interface EarlierReading {
  readonly nodes: readonly RawNode[];
  readonly change: TextChange;
}

/** Owned by whoever parsed it: dispose it exactly when it is no longer the base of a re-parse. */
export interface SyntaxTree {
  readonly text: string;
  readonly language: LanguageId;
  readonly hasErrors: boolean;
  /** The nodes right below the root, in source order, comments and tokens included. */
  readonly topLevel: readonly TopLevelNode[];
  /**
   * Copies the top-level nodes whose index is wanted. The result has holes for the others. What an earlier reading already
   * copied and the change did not touch is taken over from it.
   */
  read(wanted: (index: number) => boolean, earlier?: EarlierReading): readonly (RawNode | undefined)[];
  /** Frees the memory in the parser. Calling it again does nothing; reading afterwards throws. */
  dispose(): void;
}
