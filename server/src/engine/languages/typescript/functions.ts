// Lowers functions, arrows and methods with their parameters.
import type { Expression, FunctionExpression, Parameter, Statement } from '../../model/index.ts';
import { childByField, hasChildOfType, namedChildren, type RawNode } from '../../syntax/index.ts';
import { type LowerSource, spanOf, textOf } from '../lowering.ts';
import { lowerExpression } from './expressions.ts';
import { isRest, lowerTarget, lowerTargetWithFallback, restTarget } from './patterns.ts';
import { propertyName } from './propertyName.ts';
import { lowerBody } from './statements.ts';
import { lowerAnnotation } from './types.ts';

/** What stands around a function and not in its own node. */
export interface FunctionSurroundings {
  readonly decorators?: readonly Expression[];
  readonly doc?: string | undefined;
}

export function lowerFunction(
  node: RawNode,
  source: LowerSource,
  around: FunctionSurroundings = {},
): FunctionExpression {
  const isArrow = node.type === 'arrow_function';
  const name = childByField(node, 'name');
  const returns = lowerAnnotation(node, 'return_type', source);
  return {
    kind: 'function',
    start: node.start,
    end: node.end,
    ...(name === undefined ? {} : { name: propertyName(name, source), nameSpan: spanOf(name) }),
    params: lowerParameters(node, source),
    body: functionBody(childByField(node, 'body'), source),
    isAsync: hasChildOfType(node, 'async'),
    isGenerator: hasChildOfType(node, '*'),
    bindsThis: !isArrow,
    decorators: around.decorators ?? [],
    ...(returns === undefined ? {} : { returns }),
    ...(around.doc === undefined ? {} : { doc: around.doc }),
  };
}

/** An arrow's expression is a block that returns it. */
function functionBody(body: RawNode | undefined, source: LowerSource): readonly Statement[] {
  if (body === undefined) return [];
  if (body.type === 'statement_block') return lowerBody(body, source);
  const value = lowerExpression(body, source);
  return [{ kind: 'return', start: value.start, end: value.end, value }];
}

function lowerParameters(node: RawNode, source: LowerSource): readonly Parameter[] {
  const single = childByField(node, 'parameter');
  if (single !== undefined) return [plain(single, source)];
  const list = childByField(node, 'parameters');
  if (list === undefined) return [];
  const params: Parameter[] = [];
  for (const child of namedChildren(list)) {
    if (child.type === 'required_parameter' || child.type === 'optional_parameter') {
      const lowered = typed(child, source);
      if (lowered !== undefined) params.push(lowered);
    } else if (child.type !== 'ERROR' && child.type !== 'decorator') params.push(plain(child, source));
  }
  return params;
}

/** JavaScript's parameters are bare patterns. */
function plain(node: RawNode, source: LowerSource): Parameter {
  const shared = { start: node.start, end: node.end, keywordOnly: false, assignsField: false } as const;
  if (isRest(node)) return { ...shared, target: restTarget(node, source), rest: 'list' };
  return { ...shared, ...lowerTargetWithFallback(node, source) };
}

/** TypeScript wraps the pattern. A `this` parameter declares a type only. */
function typed(node: RawNode, source: LowerSource): Parameter | undefined {
  const pattern = childByField(node, 'pattern') ?? childByField(node, 'name');
  if (pattern === undefined || pattern.type === 'this' || textOf(pattern, source) === 'this') return undefined;
  const value = childByField(node, 'value');
  const annotation = lowerAnnotation(node, 'type', source);
  const rest = isRest(pattern);
  return {
    start: node.start,
    end: node.end,
    target: rest ? restTarget(pattern, source) : lowerTarget(pattern, source),
    ...(value === undefined ? {} : { fallback: lowerExpression(value, source) }),
    ...(annotation === undefined ? {} : { annotation }),
    ...(rest ? { rest: 'list' as const } : {}),
    keywordOnly: false,
    assignsField: node.children.some(
      (child) =>
        child.type === 'accessibility_modifier' || child.type === 'readonly' || child.type === 'override_modifier',
    ),
  };
}
