// Lowers classes and their members.
import type { ClassExpression, ClassMember, Expression } from '../../model/index.ts';
import { childByField, childrenByField, hasChildOfType, namedChildren, type RawNode } from '../../syntax/index.ts';
import { type LowerSource, spanOf } from '../lowering.ts';
import { docOf } from './comments.ts';
import { lowerExpression } from './expressions.ts';
import { lowerFunction } from './functions.ts';
import { propertyName } from './propertyName.ts';
import { lowerBody } from './statements.ts';
import { lowerAnnotation } from './types.ts';

export function lowerClass(
  node: RawNode,
  source: LowerSource,
  outerDecorators: readonly Expression[] = [],
): ClassExpression {
  const name = childByField(node, 'name');
  const body = childByField(node, 'body');
  return {
    kind: 'class',
    start: node.start,
    end: node.end,
    ...(name === undefined ? {} : { name: propertyName(name, source), nameSpan: spanOf(name) }),
    bases: bases(node, source),
    members: body === undefined ? [] : members(body, source),
    decorators: [...outerDecorators, ...lowerDecorators(node, source)],
  };
}

/** The decorators written inside the node. */
export function lowerDecorators(node: RawNode, source: LowerSource): readonly Expression[] {
  return node.children.filter((child) => child.type === 'decorator').map((child) => decorator(child, source));
}

function decorator(node: RawNode, source: LowerSource): Expression {
  return lowerExpression(namedChildren(node)[0] ?? node, source);
}

function bases(node: RawNode, source: LowerSource): readonly Expression[] {
  const heritage = node.children.find((child) => child.type === 'class_heritage');
  if (heritage === undefined) return [];
  const clause = heritage.children.find((child) => child.type === 'extends_clause');
  const written =
    clause === undefined
      ? namedChildren(heritage).filter((child) => child.type !== 'implements_clause')
      : childrenByField(clause, 'value');
  return written.map((base) => lowerExpression(base, source));
}

function members(body: RawNode, source: LowerSource): readonly ClassMember[] {
  const result: ClassMember[] = [];
  // TypeScript's grammar puts a method's decorators beside the method.
  let pending: Expression[] = [];
  let doc: string | undefined;
  for (const child of body.children) {
    if (child.type === 'comment') doc = docOf(child, source);
    else if (child.type === 'decorator') pending.push(decorator(child, source));
    else if (child.named) {
      const member = lowerMember(child, source, pending, doc);
      if (member !== undefined) result.push(member);
      pending = [];
      doc = undefined;
    }
  }
  return result;
}

function lowerMember(
  node: RawNode,
  source: LowerSource,
  pending: readonly Expression[],
  doc: string | undefined,
): ClassMember | undefined {
  const span = spanOf(node);
  const isStatic = hasChildOfType(node, 'static');
  switch (node.type) {
    case 'method_definition': {
      const name = childByField(node, 'name');
      const kind = hasChildOfType(node, 'get') ? 'getter' : hasChildOfType(node, 'set') ? 'setter' : 'method';
      const fn = lowerFunction(node, source, { decorators: [...pending, ...lowerDecorators(node, source)], doc });
      return { kind, ...span, name: name === undefined ? '' : propertyName(name, source), isStatic, fn };
    }
    case 'public_field_definition':
    case 'field_definition': {
      const name = childByField(node, 'name') ?? childByField(node, 'property');
      if (name === undefined || hasChildOfType(node, 'declare')) return undefined;
      const value = childByField(node, 'value');
      const annotation = lowerAnnotation(node, 'type', source);
      return {
        kind: 'field',
        ...span,
        name: propertyName(name, source),
        isStatic,
        ...(value === undefined ? {} : { value: lowerExpression(value, source) }),
        ...(annotation === undefined ? {} : { annotation }),
      };
    }
    case 'class_static_block':
      return { kind: 'field', ...span, name: '', isStatic: true, value: runOnce(node, source) };
    default:
      return undefined;
  }
}

/** A static block has effects only: a nameless static field whose value calls the block. */
function runOnce(node: RawNode, source: LowerSource): Expression {
  const body = childByField(node, 'body');
  const span = spanOf(node);
  return {
    kind: 'call',
    ...span,
    callee: {
      kind: 'function',
      ...span,
      params: [],
      body: body === undefined ? [] : lowerBody(body, source),
      isAsync: false,
      isGenerator: false,
      bindsThis: false,
      decorators: [],
    },
    args: [],
    isNew: false,
    optional: false,
  };
}
