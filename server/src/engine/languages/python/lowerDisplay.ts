// Lowers Python's list, tuple, set and dict displays, and comprehensions.
import type {
  ComprehensionExpression,
  Expression,
  ListExpression,
  RecordEntry,
  RecordExpression,
} from '../../model/index.ts';
import { childByField, hasChildOfType, type RawNode } from '../../syntax/index.ts';
import { spanOf, unknownNode } from '../lowering.ts';
import { lowerExpression } from './lowerExpression.ts';
import type { LowerScope } from './lowerScope.ts';
import { lowerTarget } from './lowerTarget.ts';
import { namedParts } from './namedParts.ts';

export function lowerListDisplay(node: RawNode, form: ListExpression['form'], scope: LowerScope): ListExpression {
  const items = namedParts(node).map((child) => {
    const spread = child.type === 'list_splat' || child.type === 'list_splat_pattern';
    const inner = spread ? (namedParts(child)[0] ?? child) : child;
    return { value: lowerExpression(inner, scope), spread, span: spanOf(child) };
  });
  return { kind: 'list', ...spanOf(node), form, items };
}

export function lowerDictionary(node: RawNode, scope: LowerScope): RecordExpression {
  const entries = namedParts(node).map((child): RecordEntry => {
    const span = spanOf(child);
    if (child.type === 'pair') return lowerPair(child, scope);
    const inner = child.type === 'dictionary_splat' ? namedParts(child)[0] : child;
    return { kind: 'spread', value: inner === undefined ? unknownNode(child) : lowerExpression(inner, scope), span };
  });
  return { kind: 'record', ...spanOf(node), entries };
}

/** A key that is a plain string is a field; any other, numbers included, is computed. */
function lowerPair(node: RawNode, scope: LowerScope): RecordEntry {
  const { key, value } = pairParts(node, scope);
  if (key.kind !== 'literal' || typeof key.value !== 'string') {
    return { kind: 'computed', key, value, span: spanOf(node) };
  }
  return { kind: 'field', key: key.value, keySpan: spanOf(key), value, span: spanOf(node), shorthand: false };
}

function pairParts(node: RawNode, scope: LowerScope): { readonly key: Expression; readonly value: Expression } {
  const key = childByField(node, 'key');
  const value = childByField(node, 'value');
  return {
    key: key === undefined ? unknownNode(node) : lowerExpression(key, scope),
    value: value === undefined ? unknownNode(node) : lowerExpression(value, scope),
  };
}

export function lowerComprehension(
  node: RawNode,
  form: ComprehensionExpression['form'],
  scope: LowerScope,
): ComprehensionExpression {
  const body = childByField(node, 'body');
  const pair = body?.type === 'pair' ? pairParts(body, scope) : undefined;
  return {
    kind: 'comprehension',
    ...spanOf(node),
    form,
    element: pair?.value ?? (body === undefined ? unknownNode(node) : lowerExpression(body, scope)),
    ...(pair === undefined ? {} : { key: pair.key }),
    clauses: lowerClauses(node, scope),
  };
}

function lowerClauses(node: RawNode, scope: LowerScope): ComprehensionExpression['clauses'] {
  const clauses: (ComprehensionExpression['clauses'][number] & { readonly conditions: Expression[] })[] = [];
  for (const child of node.children) {
    if (child.type === 'for_in_clause') {
      const target = childByField(child, 'left');
      const iterables = child.children.filter((part) => part.field === 'right' && part.named);
      const iterable = iterables[0];
      clauses.push({
        target: target === undefined ? unknownNode(child) : lowerTarget(target, scope),
        iterable: iterable === undefined ? unknownNode(child) : lowerExpression(iterable, scope),
        conditions: [],
        isAsync: hasChildOfType(child, 'async'),
      });
    } else if (child.type === 'if_clause') {
      const test = namedParts(child)[0];
      if (test !== undefined) clauses.at(-1)?.conditions.push(lowerExpression(test, scope));
    }
  }
  return clauses;
}
