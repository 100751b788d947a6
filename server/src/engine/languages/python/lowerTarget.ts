// Lowers what stands left of `=`, after `for`, `as` and `del`.
import type { ListPattern, Target } from '../../model/index.ts';
import { childByField, hasChildOfType, type RawNode } from '../../syntax/index.ts';
import { spanOf, textOf, unknownNode } from '../lowering.ts';
import { lowerExpression } from './lowerExpression.ts';
import type { LowerScope } from './lowerScope.ts';
import { lowerIndexes } from './lowerSubscript.ts';
import { namedParts } from './namedParts.ts';

export function lowerTarget(node: RawNode, scope: LowerScope): Target {
  if (node.missing) return unknownNode(node);
  switch (node.type) {
    case 'identifier':
      return { kind: 'name', ...spanOf(node), name: textOf(node, scope.source) };
    case 'attribute': {
      const member = lowerExpression(node, scope);
      return member.kind === 'member' ? member : unknownNode(node, [member]);
    }
    case 'subscript': {
      const object = childByField(node, 'value');
      const index = lowerIndexes(node, scope);
      if (object === undefined || index === undefined) return unknownNode(node);
      return { kind: 'index', ...spanOf(node), object: lowerExpression(object, scope), index };
    }
    case 'parenthesized_expression':
    case 'as_pattern_target': {
      const inner = namedParts(node)[0];
      return inner === undefined ? unknownNode(node) : lowerTarget(inner, scope);
    }
    case 'tuple_pattern': {
      const inner = namedParts(node);
      const only = inner.length === 1 && !hasChildOfType(node, ',') ? inner[0] : undefined;
      return only === undefined || isStarred(only) ? listPattern(node, inner, scope) : lowerTarget(only, scope);
    }
    case 'pattern_list':
    case 'list_pattern':
    case 'expression_list':
    case 'tuple':
    case 'list':
      return listPattern(node, namedParts(node), scope);
    default:
      return unknownNode(
        node,
        namedParts(node).map((child) => lowerExpression(child, scope)),
      );
  }
}

function listPattern(node: RawNode, items: readonly RawNode[], scope: LowerScope): ListPattern {
  return {
    kind: 'listPattern',
    ...spanOf(node),
    items: items.map((item) => {
      const rest = isStarred(item);
      const target = rest ? (namedParts(item)[0] ?? item) : item;
      return { target: lowerTarget(target, scope), rest };
    }),
  };
}

function isStarred(node: RawNode): boolean {
  return node.type === 'list_splat_pattern' || node.type === 'list_splat';
}
