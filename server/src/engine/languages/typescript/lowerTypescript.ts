// Lowers TypeScript, TSX and JavaScript.
import type { RawNode } from '../../syntax/index.ts';
import { hasSyntaxError, type Lowered, type LowerSource } from '../lowering.ts';
import { collectComments } from './comments.ts';
import { lowerStatements } from './statements.ts';

export function lowerTypescript(root: RawNode, source: LowerSource): Lowered {
  return {
    body: lowerStatements(root.children, source),
    comments: collectComments(root, source),
    hasErrors: root.children.some(hasSyntaxError),
  };
}
