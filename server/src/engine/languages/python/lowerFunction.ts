// Lowers Python functions and lambdas: parameters, body and docstring.
import type { Expression, FunctionExpression, Parameter, Statement, TypeRef } from '../../model/index.ts';
import { childByField, hasChildOfType, type RawNode } from '../../syntax/index.ts';
import { spanOf, textOf, unknownNode } from '../lowering.ts';
import { docstring } from './docstring.ts';
import { lowerExpression } from './lowerExpression.ts';
import { innerScope, type LowerScope } from './lowerScope.ts';
import { lowerDefinitionBody } from './lowerStatement.ts';
import { lowerTarget } from './lowerTarget.ts';
import { namedParts } from './namedParts.ts';
import { readType } from './readType.ts';

/** A `function_definition`. Decorators, defaults and annotations are evaluated where the function is defined. */
export function lowerFunction(node: RawNode, decorators: readonly Expression[], scope: LowerScope): FunctionExpression {
  const name = childByField(node, 'name');
  const returns = childByField(node, 'return_type');
  const inner = innerScope(scope, 'function');
  const body = lowerDefinitionBody(node, inner);
  const doc = docstring(body);
  return {
    kind: 'function',
    ...spanOf(node),
    ...(name === undefined || name.missing ? {} : { name: textOf(name, scope.source), nameSpan: spanOf(name) }),
    params: lowerParameters(childByField(node, 'parameters'), scope),
    body,
    isAsync: hasChildOfType(node, 'async'),
    isGenerator: inner.owner.yields,
    bindsThis: false,
    decorators,
    ...(returns === undefined ? {} : { returns: readType(scope.source.text, returns) }),
    ...(doc === undefined ? {} : { doc }),
  };
}

export function lowerLambda(node: RawNode, scope: LowerScope): FunctionExpression {
  const inner = innerScope(scope, 'function');
  const body = childByField(node, 'body');
  const result: readonly Statement[] =
    body === undefined ? [] : [{ kind: 'return', ...spanOf(body), value: lowerExpression(body, inner) }];
  return {
    kind: 'function',
    ...spanOf(node),
    params: lowerParameters(childByField(node, 'parameters'), scope),
    body: result,
    isAsync: false,
    isGenerator: inner.owner.yields,
    bindsThis: false,
    decorators: [],
  };
}

function lowerParameters(list: RawNode | undefined, scope: LowerScope): readonly Parameter[] {
  if (list === undefined) return [];
  const params: Parameter[] = [];
  let keywordOnly = false;
  for (const child of namedParts(list)) {
    if (child.type === 'positional_separator' || child.type === 'ERROR') continue;
    if (child.type === 'keyword_separator') {
      keywordOnly = true;
      continue;
    }
    const param = lowerParameter(child, keywordOnly, scope);
    params.push(param);
    if (param.rest === 'list') keywordOnly = true;
  }
  return params;
}

function lowerParameter(node: RawNode, afterStar: boolean, scope: LowerScope): Parameter {
  const hasDefault = node.type === 'default_parameter' || node.type === 'typed_default_parameter';
  const written = hasDefault
    ? childByField(node, 'name')
    : node.type === 'typed_parameter'
      ? namedParts(node).find((child) => child.field !== 'type')
      : node;
  const rest = restForm(written);
  const target = rest === undefined || written === undefined ? written : namedParts(written)[0];
  const fallback = hasDefault ? childByField(node, 'value') : undefined;
  const annotation = annotationOf(node, scope);
  return {
    ...spanOf(node),
    target: target === undefined ? unknownNode(node) : lowerTarget(target, scope),
    ...(fallback === undefined ? {} : { fallback: lowerExpression(fallback, scope) }),
    ...(annotation === undefined ? {} : { annotation }),
    ...(rest === undefined ? {} : { rest }),
    keywordOnly: afterStar && rest === undefined,
    assignsField: false,
  };
}

function restForm(node: RawNode | undefined): 'list' | 'record' | undefined {
  if (node?.type === 'list_splat_pattern') return 'list';
  return node?.type === 'dictionary_splat_pattern' ? 'record' : undefined;
}

function annotationOf(node: RawNode, scope: LowerScope): TypeRef | undefined {
  const type = childByField(node, 'type');
  return type === undefined || type.missing ? undefined : readType(scope.source.text, type);
}
