// What every language's lowering takes and gives, and the few constructors they share.
import type { Comment, Expression, LanguageId, Statement, UnknownExpression } from '../model/index.ts';
import { type RawNode, tooDeepType } from '../syntax/index.ts';
import type { Span } from '../text/index.ts';

/** The document being lowered. Spans of raw nodes are UTF-16 offsets into `text`. */
export interface LowerSource {
  readonly text: string;
  readonly path: string;
  readonly language: LanguageId;
}

/** What lowering a run of top-level nodes yields, in source order. */
export interface Lowered {
  readonly body: readonly Statement[];
  readonly comments: readonly Comment[];
  /** True when an error or a made-up node was met. */
  readonly hasErrors: boolean;
}

/**
 * Lowers the children of `root`. `root` is the whole file or a stand-in for it that holds only some consecutive top-level
 * nodes (a declaration with the comments before it): the result may depend on those nodes and on the text they span, and on
 * nothing else, because results are kept per top-level declaration and moved when text before them changes.
 * Never throws.
 */
export type Lower = (root: RawNode, source: LowerSource) => Lowered;

export function spanOf(node: Span): Span {
  return { start: node.start, end: node.end };
}

export function textOf(node: Span, source: LowerSource): string {
  return source.text.slice(node.start, node.end);
}

/** An expression that the IR cannot say. `why` is a short reason such as `jsx`, `regex`, `syntax error`. */
export function unknownExpression(node: Span, why: string, children: readonly Expression[] = []): UnknownExpression {
  return { kind: 'unknown', start: node.start, end: node.end, why, children };
}

/** The unknown that stands for a node no lowering rule fits: says whether it was cut, broken or merely not covered. */
export function unknownNode(node: RawNode, children: readonly Expression[] = []): UnknownExpression {
  if (node.type === tooDeepType) return unknownExpression(node, 'too deep');
  if (node.type === 'ERROR' || node.missing) return unknownExpression(node, 'syntax error', children);
  return unknownExpression(node, node.type, children);
}

/** True when the subtree holds an error, a made-up node or a cut. */
export function hasSyntaxError(node: RawNode): boolean {
  return node.hasError;
}
