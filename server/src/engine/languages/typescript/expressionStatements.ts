// Lowers expression statements: assignments, deletions, effects.
import type { Statement } from '../../model/index.ts';
import { childByField, hasChildOfType, namedChildren, type RawNode } from '../../syntax/index.ts';
import type { Span } from '../../text/index.ts';
import { type LowerSource, spanOf, unknownNode } from '../lowering.ts';
import { lowerCommonJsExport } from './commonJs.ts';
import { assignmentOperator, lowerExpression, sequenceItems, updateParts } from './expressions.ts';
import { lowerNamespace } from './namespaces.ts';
import { lowerTarget } from './patterns.ts';

export function lowerExpressionStatement(node: RawNode, source: LowerSource): readonly Statement[] {
  const inner = namedChildren(node)[0];
  if (inner === undefined || inner.missing) return [];
  if (inner.type === 'internal_module' || inner.type === 'module') return [lowerNamespace(inner, source)];
  if (inner.type === 'function_signature') return [];
  const items = sequenceItems(unwrapped(inner));
  return items.map((item) => lowerEffect(unwrapped(item), items.length === 1 ? node : item, source));
}

/** Parentheses around a whole statement say nothing. */
function unwrapped(node: RawNode): RawNode {
  const inner = node.type === 'parenthesized_expression' ? namedChildren(node)[0] : undefined;
  return inner === undefined ? node : unwrapped(inner);
}

function lowerEffect(node: RawNode, whole: Span, source: LowerSource): Statement {
  const span = spanOf(whole);
  switch (node.type) {
    case 'assignment_expression':
    case 'augmented_assignment_expression':
      return lowerCommonJsExport(node, span, source) ?? lowerAssignment(node, span, source);
    case 'update_expression':
      return { kind: 'assign', ...span, ...updateParts(node, source) };
    case 'unary_expression': {
      const argument = childByField(node, 'argument');
      if (childByField(node, 'operator')?.type !== 'delete' || argument === undefined) break;
      return { kind: 'delete', ...span, targets: [lowerExpression(argument, source)] };
    }
    case 'await_expression': {
      // `await using a = …` reads as an awaited assignment.
      const inner = namedChildren(node)[0];
      if (inner?.type === 'assignment_expression' && hasChildOfType(inner, 'using')) {
        return lowerAssignment(inner, span, source);
      }
      break;
    }
    default:
      break;
  }
  return { kind: 'expression', ...span, expression: lowerExpression(node, source) };
}

function lowerAssignment(node: RawNode, span: Span, source: LowerSource): Statement {
  const left = childByField(node, 'left');
  const right = childByField(node, 'right');
  const operator = assignmentOperator(node);
  return {
    kind: 'assign',
    ...span,
    target: left === undefined ? unknownNode(node) : lowerTarget(left, source),
    ...(right === undefined ? {} : { value: lowerExpression(right, source) }),
    ...(operator === undefined ? {} : { operator }),
    ...(hasChildOfType(node, 'using') ? { declares: 'const' as const } : {}),
  };
}
