// The name under which a property, method or pattern field is known.
import { namedChildren, type RawNode } from '../../syntax/index.ts';
import { type LowerSource, textOf } from '../lowering.ts';
import { stringValue } from './literals.ts';

/** A computed name that is no plain string keeps its brackets (`[Symbol.iterator]`). Private names keep their `#`. */
export function propertyName(node: RawNode, source: LowerSource): string {
  if (node.type === 'string') return stringValue(node, source);
  if (node.type === 'computed_property_name') {
    const inner = namedChildren(node)[0];
    if (inner?.type === 'string') return stringValue(inner, source);
  }
  return textOf(node, source);
}
