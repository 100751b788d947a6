// Lowers a Python syntax tree to the neutral intermediate representation.
import type { Comment, Statement } from '../../model/index.ts';
import type { RawNode } from '../../syntax/index.ts';
import { hasSyntaxError, type Lowered, type LowerSource, textOf } from '../lowering.ts';
import type { LowerScope } from './lowerScope.ts';
import { lowerStatement } from './lowerStatement.ts';

export function lowerPython(root: RawNode, source: LowerSource): Lowered {
  const scope: LowerScope = { source, place: 'module', typesOnly: false, owner: { yields: false } };
  const body: Statement[] = [];
  for (const child of root.children) lowerStatement(child, scope, body);
  const comments: Comment[] = [];
  collectComments(root, source, comments);
  return { body, comments, hasErrors: hasSyntaxError(root) };
}

function collectComments(node: RawNode, source: LowerSource, comments: Comment[]): void {
  if (node.type === 'comment') {
    comments.push({ start: node.start, end: node.end, text: textOf(node, source).replace(/^#+/, '').trim() });
  }
  for (const child of node.children) collectComments(child, source, comments);
}
