// Lowers a Python expression.
import type { AssignExpression, Expression } from '../../model/index.ts';
import { childByField, childrenByField, hasChildOfType, type RawNode } from '../../syntax/index.ts';
import { spanOf, textOf, unknownExpression, unknownNode } from '../lowering.ts';
import { lowerCall } from './lowerCall.ts';
import { lowerComprehension, lowerDictionary, lowerListDisplay } from './lowerDisplay.ts';
import { lowerLambda } from './lowerFunction.ts';
import type { LowerScope } from './lowerScope.ts';
import { lowerString } from './lowerString.ts';
import { lowerSubscript } from './lowerSubscript.ts';
import { lowerTarget } from './lowerTarget.ts';
import { namedParts } from './namedParts.ts';

export function lowerExpression(node: RawNode, scope: LowerScope): Expression {
  if (node.missing) return unknownNode(node);
  switch (node.type) {
    case 'identifier':
      return { kind: 'name', ...spanOf(node), name: textOf(node, scope.source) };
    case 'string':
    case 'concatenated_string':
      return lowerString(node, scope);
    case 'integer':
    case 'float':
      return lowerNumber(node, scope);
    case 'true':
    case 'false':
      return { kind: 'literal', ...spanOf(node), value: node.type === 'true' };
    case 'none':
      return { kind: 'literal', ...spanOf(node), value: null };
    case 'ellipsis':
      return { kind: 'name', ...spanOf(node), name: 'Ellipsis' };
    case 'attribute':
      return lowerAttribute(node, scope);
    case 'subscript':
      return lowerSubscript(node, scope);
    case 'call':
      return lowerCall(node, scope);
    case 'parenthesized_expression':
    case 'type':
      return lowerOnlyChild(node, scope);
    case 'list':
    case 'list_pattern':
      return lowerListDisplay(node, 'list', scope);
    case 'set':
      return lowerListDisplay(node, 'set', scope);
    case 'tuple':
    case 'tuple_pattern':
    case 'expression_list':
    case 'pattern_list':
      return lowerListDisplay(node, 'tuple', scope);
    case 'dictionary':
      return lowerDictionary(node, scope);
    case 'list_comprehension':
      return lowerComprehension(node, 'list', scope);
    case 'set_comprehension':
      return lowerComprehension(node, 'set', scope);
    case 'dictionary_comprehension':
      return lowerComprehension(node, 'record', scope);
    case 'generator_expression':
      return lowerComprehension(node, 'generator', scope);
    case 'lambda':
      return lowerLambda(node, scope);
    case 'conditional_expression':
      return lowerConditional(node, scope);
    case 'named_expression':
    case 'as_pattern':
    case 'assignment':
    case 'augmented_assignment':
      return lowerAssignment(node, scope);
    case 'await':
      return lowerAwait(node, 'await', scope);
    case 'yield':
      scope.owner.yields = true;
      return lowerAwait(node, 'yield', scope);
    default:
      return lowerOperator(node, scope) ?? unknownNode(node, lowerAll(namedParts(node), scope));
  }
}

function lowerAll(nodes: readonly RawNode[], scope: LowerScope): readonly Expression[] {
  return nodes.map((node) => lowerExpression(node, scope));
}

function lowerOperator(node: RawNode, scope: LowerScope): Expression | undefined {
  const operand = (field: string): Expression => {
    const child = childByField(node, field);
    return child === undefined ? unknownExpression(node, 'syntax error') : lowerExpression(child, scope);
  };
  const operator = childByField(node, 'operator')?.type ?? '';
  switch (node.type) {
    case 'not_operator':
      return { kind: 'unary', ...spanOf(node), operator: 'not', operand: operand('argument') };
    case 'unary_operator':
      return { kind: 'unary', ...spanOf(node), operator, operand: operand('argument') };
    case 'binary_operator':
      return { kind: 'binary', ...spanOf(node), operator, left: operand('left'), right: operand('right') };
    case 'boolean_operator': {
      const logical = operator === 'and' ? '&&' : '||';
      return { kind: 'logical', ...spanOf(node), operator: logical, left: operand('left'), right: operand('right') };
    }
    case 'comparison_operator':
      return lowerComparison(node, scope);
    default:
      return undefined;
  }
}

/** UTF-16 length past which an operand is not repeated: chains nested in one another would double at each level. */
const repeatLimit = 64;

/** `a < b < c` is `a < b and b < c`; the middle operand stands in both. */
function lowerComparison(node: RawNode, scope: LowerScope): Expression {
  const operands = namedParts(node).filter((child) => child.field !== 'operators');
  const operators = childrenByField(node, 'operators');
  if (operands.slice(1, -1).some((middle) => middle.end - middle.start > repeatLimit)) {
    return unknownExpression(node, 'chained comparison', lowerAll(operands, scope));
  }
  const pairs: Expression[] = [];
  let left: Expression | undefined;
  for (const [place, child] of operands.entries()) {
    const right = lowerExpression(child, scope);
    const operator = operators[place - 1]?.type;
    if (left !== undefined && operator !== undefined) {
      pairs.push({ kind: 'binary', start: left.start, end: right.end, operator, left, right });
    }
    left = right;
  }
  return allOf(pairs) ?? unknownNode(node);
}

/** Joins by halves, so that a long chain does not nest deep. */
function allOf(tests: readonly Expression[]): Expression | undefined {
  if (tests.length < 2) return tests[0];
  const middle = Math.ceil(tests.length / 2);
  const left = allOf(tests.slice(0, middle));
  const right = allOf(tests.slice(middle));
  if (left === undefined || right === undefined) return left ?? right;
  return { kind: 'logical', start: left.start, end: right.end, operator: '&&', left, right };
}

function lowerAttribute(node: RawNode, scope: LowerScope): Expression {
  const object = childByField(node, 'object');
  const property = childByField(node, 'attribute');
  if (object === undefined) return unknownNode(node);
  const lowered = lowerExpression(object, scope);
  if (property === undefined || property.missing) return unknownExpression(node, 'syntax error', [lowered]);
  return {
    kind: 'member',
    ...spanOf(node),
    object: lowered,
    property: textOf(property, scope.source),
    propertySpan: spanOf(property),
    optional: false,
  };
}

function lowerOnlyChild(node: RawNode, scope: LowerScope): Expression {
  const inner = namedParts(node);
  const only = inner[0];
  if (only === undefined) return unknownExpression(node, 'syntax error');
  return inner.length === 1
    ? lowerExpression(only, scope)
    : unknownExpression(node, 'syntax error', lowerAll(inner, scope));
}

function lowerConditional(node: RawNode, scope: LowerScope): Expression {
  const parts = namedParts(node);
  const [then, test, otherwise] = lowerAll(parts, scope);
  if (then === undefined || test === undefined || otherwise === undefined) return unknownNode(node);
  return { kind: 'conditional', ...spanOf(node), test, then, otherwise };
}

/** The walrus, and assignments and `as` where a value is asked for. */
function lowerAssignment(node: RawNode, scope: LowerScope): Expression {
  const children = namedParts(node);
  const isAs = node.type === 'as_pattern';
  const target = isAs ? children[1] : (childByField(node, 'name') ?? childByField(node, 'left'));
  const value = isAs ? children[0] : (childByField(node, 'value') ?? childByField(node, 'right'));
  if (target === undefined || value === undefined) return unknownNode(node, lowerAll(children, scope));
  const assignment: AssignExpression = {
    kind: 'assignment',
    ...spanOf(node),
    target: lowerTarget(target, scope),
    value: lowerExpression(value, scope),
  };
  if (node.type !== 'augmented_assignment') return assignment;
  return { ...assignment, operator: augmentedOperator(node) };
}

/** `+` of `+=`. */
export function augmentedOperator(node: RawNode): string {
  return (childByField(node, 'operator')?.type ?? '+=').slice(0, -1);
}

function lowerAwait(node: RawNode, kind: 'await' | 'yield', scope: LowerScope): Expression {
  const children = namedParts(node);
  const only = children[0];
  if (only === undefined) return { kind, ...spanOf(node) };
  const isTuple = children.length > 1 || hasChildOfType(node, ',');
  return {
    kind,
    ...spanOf(node),
    value: isTuple ? lowerListDisplay(node, 'tuple', scope) : lowerExpression(only, scope),
    ...(kind === 'yield' && hasChildOfType(node, 'from') ? { delegates: true } : {}),
  };
}

function lowerNumber(node: RawNode, scope: LowerScope): Expression {
  const written = textOf(node, scope.source).replace(/_/g, '');
  if (/[jJ]$/.test(written)) return unknownExpression(node, 'imaginary number');
  const value = Number(written.replace(/[lL]$/, ''));
  return Number.isNaN(value) ? unknownExpression(node, 'number') : { kind: 'literal', ...spanOf(node), value };
}
