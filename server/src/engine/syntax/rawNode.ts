// A syntax node copied out of the parser into plain data, so that lowering never calls into WebAssembly.
import type { Span } from '../text/index.ts';

/**
 * One node of the concrete tree, tokens and comments included. Plain data: it stays valid when the tree is freed.
 * Error nodes have the type `ERROR`. A subtree nested deeper than `rawDepthLimit` is cut: its root becomes a childless
 * node of type `tooDeepType`, so recursion over raw nodes cannot overflow the stack.
 */
export interface RawNode extends Span {
  /** Grammar type; for a token its own text (`async`, `=`). */
  readonly type: string;
  /** False for tokens (keywords, operators, punctuation). */
  readonly named: boolean;
  /** True for a token or node that the parser made up to recover from a syntax error; it spans no text. */
  readonly missing: boolean;
  /** True when the node or one below it is an error, was made up, or was cut. */
  readonly hasError: boolean;
  /** Field name in the parent. */
  readonly field: string | undefined;
  readonly children: readonly RawNode[];
}

/** Type of a node whose subtree was cut because it nests too deeply. */
export const tooDeepType = '#tooDeep';

/** Nesting (in syntax nodes below a top-level statement) past which a subtree is cut. */
export const rawDepthLimit = 500;

/** First child standing in the named field. */
export function childByField(node: RawNode, field: string): RawNode | undefined {
  for (const child of node.children) if (child.field === field) return child;
  return undefined;
}

/** All children standing in the named field, tokens included. */
export function childrenByField(node: RawNode, field: string): readonly RawNode[] {
  return node.children.filter((child) => child.field === field);
}

/** First child of the type; pass a token's text to look for a keyword or an operator. */
export function childOfType(node: RawNode, type: string): RawNode | undefined {
  for (const child of node.children) if (child.type === type) return child;
  return undefined;
}

export function hasChildOfType(node: RawNode, type: string): boolean {
  return childOfType(node, type) !== undefined;
}

/** Children that are neither tokens nor comments. */
export function namedChildren(node: RawNode): readonly RawNode[] {
  return node.children.filter((child) => child.named && child.type !== 'comment');
}
