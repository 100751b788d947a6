// Lowers array and object literals.
import type { Expression, ListExpression, RecordEntry, RecordExpression } from '../../model/index.ts';
import { childByField, hasChildOfType, namedChildren, type RawNode } from '../../syntax/index.ts';
import type { Span } from '../../text/index.ts';
import { type LowerSource, spanOf, textOf, unknownNode } from '../lowering.ts';
import { docOf } from './comments.ts';
import { lowerExpression } from './expressions.ts';
import { lowerFunction } from './functions.ts';
import { propertyName } from './propertyName.ts';

/** A hole is an `undefined` that spans no text. */
export function lowerList(node: RawNode, source: LowerSource): ListExpression {
  const items: { value: Expression; spread: boolean; span: Span }[] = [];
  let filled = false;
  for (const child of node.children) {
    if (child.type === ',') {
      const span = { start: child.start, end: child.start };
      if (!filled) items.push({ value: { kind: 'literal', ...span, value: undefined }, spread: false, span });
      filled = false;
    } else if (child.named && child.type !== 'comment') {
      items.push({ value: inner(child, source), spread: child.type === 'spread_element', span: spanOf(child) });
      filled = true;
    }
  }
  return { kind: 'list', ...spanOf(node), form: 'list', items };
}

export function lowerRecord(node: RawNode, source: LowerSource): RecordExpression {
  const entries: RecordEntry[] = [];
  let doc: string | undefined;
  for (const child of node.children) {
    if (!child.named) continue;
    if (child.type === 'comment') {
      doc = docOf(child, source);
      continue;
    }
    const entry = lowerEntry(child, source, doc);
    if (entry !== undefined) entries.push(entry);
    doc = undefined;
  }
  return { kind: 'record', ...spanOf(node), entries };
}

function inner(node: RawNode, source: LowerSource): Expression {
  if (node.type !== 'spread_element') return lowerExpression(node, source);
  const value = namedChildren(node)[0];
  return value === undefined ? unknownNode(node) : lowerExpression(value, source);
}

function lowerEntry(node: RawNode, source: LowerSource, doc: string | undefined): RecordEntry | undefined {
  const span = spanOf(node);
  switch (node.type) {
    case 'shorthand_property_identifier': {
      const name = textOf(node, source);
      return { kind: 'field', key: name, keySpan: span, value: { kind: 'name', ...span, name }, span, shorthand: true };
    }
    case 'spread_element':
      return { kind: 'spread', value: inner(node, source), span };
    case 'pair': {
      const key = childByField(node, 'key');
      const value = childByField(node, 'value');
      if (key === undefined) return undefined;
      return entry(key, value === undefined ? unknownNode(node) : lowerExpression(value, source), span, source);
    }
    case 'method_definition': {
      const key = childByField(node, 'name');
      // A setter is never what a read of the property yields.
      if (key === undefined || hasChildOfType(node, 'set')) return undefined;
      const method = entry(key, lowerFunction(node, source, { doc }), span, source);
      return hasChildOfType(node, 'get') && method.kind === 'field' ? { ...method, isGetter: true } : method;
    }
    default:
      return undefined;
  }
}

function entry(key: RawNode, value: Expression, span: Span, source: LowerSource): RecordEntry {
  if (key.type === 'computed_property_name') {
    const written = namedChildren(key)[0];
    if (written !== undefined && written.type !== 'string') {
      return { kind: 'computed', key: lowerExpression(written, source), value, span };
    }
  }
  return { kind: 'field', key: propertyName(key, source), keySpan: spanOf(key), value, span, shorthand: false };
}
