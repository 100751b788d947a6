// Mends one misreading of the grammar: `type(x).y = v`, an assignment, is parsed as a type alias of `(x).y`.
import { childByField, childOfType, type RawNode } from '../../syntax/index.ts';
import { namedParts } from './namedParts.ts';

/** The assignment that an alias statement really is; undefined when it is an alias. */
export function assignmentOfAlias(node: RawNode): RawNode | undefined {
  const keyword = childOfType(node, 'type');
  const left = plainExpression(childByField(node, 'left'));
  const right = plainExpression(childByField(node, 'right'));
  const target = keyword === undefined || left === undefined ? undefined : withCall(left, keyword);
  if (target === undefined || right === undefined) return undefined;
  return { ...node, type: 'assignment', children: [inField(target, 'left'), inField(right, 'right')] };
}

/** Puts the call `type(…)` in the place of the brackets that the expression begins with. */
function withCall(node: RawNode, keyword: RawNode): RawNode | undefined {
  const [first, ...others] = node.children;
  if (first === undefined) return undefined;
  if (node.type === 'parenthesized_expression' || node.type === 'tuple') {
    const callee: RawNode = { ...keyword, type: 'identifier', named: true, field: 'function', children: [] };
    const args: RawNode = { ...node, type: 'argument_list', field: 'arguments' };
    return { ...node, type: 'call', start: keyword.start, children: [callee, args] };
  }
  if (node.type !== 'attribute' && node.type !== 'subscript' && node.type !== 'call') return undefined;
  const inner = withCall(first, keyword);
  return inner === undefined
    ? undefined
    : { ...node, start: keyword.start, children: [inField(inner, first.field), ...others] };
}

/** Undoes what the grammar did to an expression because it took it for a type. */
function plainExpression(node: RawNode | undefined): RawNode | undefined {
  if (node === undefined) return undefined;
  const [first, second] = namedParts(node);
  if (node.type === 'type' || node.type === 'constrained_type') return plainExpression(first);
  if (node.type !== 'generic_type' || first === undefined || second === undefined) return node;
  const indexes = namedParts(second).map((part) => inField(plainExpression(part) ?? part, 'subscript'));
  return { ...node, type: 'subscript', children: [inField(first, 'value'), ...indexes] };
}

function inField(node: RawNode, field: string | undefined): RawNode {
  return { ...node, field };
}
