// JSX is unknown to the IR; the expressions inside it are kept for their effects.
import type { Expression } from '../../model/index.ts';
import { namedChildren, type RawNode } from '../../syntax/index.ts';
import { type LowerSource, unknownExpression } from '../lowering.ts';
import { lowerExpression } from './expressions.ts';

export function lowerJsx(node: RawNode, source: LowerSource): Expression {
  return unknownExpression(node, 'jsx', parts(node, source));
}

function parts(node: RawNode, source: LowerSource): readonly Expression[] {
  const found: Expression[] = [];
  for (const child of namedChildren(node)) {
    switch (child.type) {
      case 'jsx_opening_element':
      case 'jsx_attribute':
        found.push(...parts(child, source));
        break;
      case 'jsx_expression':
        for (const inner of namedChildren(child)) {
          const value = inner.type === 'spread_element' ? namedChildren(inner)[0] : inner;
          if (value !== undefined) found.push(lowerExpression(value, source));
        }
        break;
      case 'jsx_element':
      case 'jsx_self_closing_element':
      case 'jsx_fragment':
        found.push(lowerJsx(child, source));
        break;
      case 'string':
        found.push(lowerExpression(child, source));
        break;
      default:
        break;
    }
  }
  return found;
}
