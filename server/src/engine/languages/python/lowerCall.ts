// Lowers Python calls and their arguments.
import type { Argument, Expression } from '../../model/index.ts';
import { childByField, type RawNode } from '../../syntax/index.ts';
import { spanOf, textOf, unknownExpression, unknownNode } from '../lowering.ts';
import { lowerExpression } from './lowerExpression.ts';
import type { LowerScope } from './lowerScope.ts';
import { namedParts } from './namedParts.ts';

/** `super()`, with or without arguments, is the `super` of its method. */
export function lowerCall(node: RawNode, scope: LowerScope): Expression {
  const callee = childByField(node, 'function');
  const list = childByField(node, 'arguments');
  if (callee === undefined) return unknownNode(node);
  if (callee.type === 'identifier' && textOf(callee, scope.source) === 'super')
    return { kind: 'super', ...spanOf(node) };
  return {
    kind: 'call',
    ...spanOf(node),
    callee: lowerExpression(callee, scope),
    args: list === undefined ? [] : lowerArguments(list, scope),
    isNew: false,
    optional: false,
  };
}

/** An `argument_list`, or the generator expression that stands in its place: `f(x for x in xs)`. */
export function lowerArguments(list: RawNode, scope: LowerScope): readonly Argument[] {
  if (list.type !== 'argument_list') return [positional(list, scope)];
  return namedParts(list).map((child) => lowerArgument(child, scope));
}

function lowerArgument(node: RawNode, scope: LowerScope): Argument {
  switch (node.type) {
    case 'keyword_argument': {
      const name = childByField(node, 'name');
      const value = childByField(node, 'value');
      const lowered = value === undefined ? unknownExpression(node, 'syntax error') : lowerExpression(value, scope);
      return {
        form: 'keyword',
        ...spanOf(node),
        name: name === undefined ? '' : textOf(name, scope.source),
        value: lowered,
      };
    }
    case 'list_splat':
      return { form: 'spread', ...spanOf(node), value: lowerInner(node, scope) };
    case 'dictionary_splat':
      return { form: 'keywordSpread', ...spanOf(node), value: lowerInner(node, scope) };
    default:
      return positional(node, scope);
  }
}

function positional(node: RawNode, scope: LowerScope): Argument {
  return { form: 'positional', ...spanOf(node), value: lowerExpression(node, scope) };
}

function lowerInner(node: RawNode, scope: LowerScope): Expression {
  const inner = namedParts(node)[0];
  return inner === undefined ? unknownNode(node) : lowerExpression(inner, scope);
}
