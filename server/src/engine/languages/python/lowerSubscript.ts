// Lowers Python subscripts: one index, a slice, or several of them.
import type { Expression, ListExpression } from '../../model/index.ts';
import { childByField, childrenByField, type RawNode } from '../../syntax/index.ts';
import { spanOf, unknownNode } from '../lowering.ts';
import { lowerExpression } from './lowerExpression.ts';
import type { LowerScope } from './lowerScope.ts';
import { isNamedPart, namedParts } from './namedParts.ts';

export function lowerSubscript(node: RawNode, scope: LowerScope): Expression {
  const value = childByField(node, 'value');
  if (value === undefined) return unknownNode(node);
  const object = lowerExpression(value, scope);
  const indexes = childrenByField(node, 'subscript');
  const only = indexes.length === 1 ? indexes[0] : undefined;
  if (only?.type === 'slice') {
    const { from, to, step } = sliceParts(only, scope);
    return {
      kind: 'slice',
      ...spanOf(node),
      object,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(step === undefined ? {} : { step }),
    };
  }
  const index = lowerIndexes(node, scope);
  return index === undefined ? unknownNode(node, [object]) : { kind: 'index', ...spanOf(node), object, index };
}

/**
 * What stands between the brackets, as one index: several indexes are a tuple, and a slice is the `slice(from, to, step)` that
 * Python itself passes. So a slice that is assigned to reads as a change at an index that is not known.
 */
export function lowerIndexes(node: RawNode, scope: LowerScope): Expression | undefined {
  const indexes = childrenByField(node, 'subscript');
  const first = indexes[0];
  const last = indexes.at(-1);
  if (first === undefined || last === undefined) return undefined;
  if (indexes.length === 1 && first.type !== 'list_splat') return lowerIndex(first, scope);
  const items: ListExpression['items'] = indexes.map((index) => {
    const spread = index.type === 'list_splat';
    const inner = spread ? (namedParts(index)[0] ?? index) : index;
    return { value: lowerIndex(inner, scope), spread, span: spanOf(index) };
  });
  return { kind: 'list', form: 'tuple', start: first.start, end: last.end, items };
}

function lowerIndex(node: RawNode, scope: LowerScope): Expression {
  if (node.type !== 'slice') return lowerExpression(node, scope);
  const { from, to, step } = sliceParts(node, scope);
  const none = (at: number): Expression => ({ kind: 'literal', start: at, end: at, value: null });
  const values = [from ?? none(node.start), to ?? none(node.end), ...(step === undefined ? [] : [step])];
  return {
    kind: 'call',
    ...spanOf(node),
    callee: { kind: 'name', start: node.start, end: node.start, name: 'slice' },
    args: values.map((value) => ({ form: 'positional', ...spanOf(value), value })),
    isNew: false,
    optional: false,
  };
}

interface SliceParts {
  readonly from: Expression | undefined;
  readonly to: Expression | undefined;
  readonly step: Expression | undefined;
}

function sliceParts(node: RawNode, scope: LowerScope): SliceParts {
  const parts: (Expression | undefined)[] = [undefined, undefined, undefined];
  let place = 0;
  for (const child of node.children) {
    if (child.type === ':') place++;
    else if (isNamedPart(child)) parts[place] = lowerExpression(child, scope);
  }
  return { from: parts[0], to: parts[1], step: parts[2] };
}
