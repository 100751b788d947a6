// Lowers what can stand left of `=`: names, members and destructuring.
import type { Expression, ListPattern, RecordPattern, Target } from '../../model/index.ts';
import { childByField, namedChildren, type RawNode } from '../../syntax/index.ts';
import { type LowerSource, spanOf, textOf, unknownExpression, unknownNode } from '../lowering.ts';
import { lowerExpression } from './expressions.ts';
import { propertyName } from './propertyName.ts';

/** A target with the default written behind it. */
export interface TargetWithFallback {
  readonly target: Target;
  readonly fallback?: Expression;
}

export function lowerTarget(node: RawNode, source: LowerSource): Target {
  switch (node.type) {
    case 'array_pattern':
    case 'array':
      return lowerListPattern(node, source);
    case 'object_pattern':
    case 'object':
      return lowerRecordPattern(node, source);
    case 'shorthand_property_identifier_pattern':
    case 'shorthand_property_identifier':
      return { kind: 'name', ...spanOf(node), name: textOf(node, source) };
    default: {
      const value = lowerExpression(node, source);
      if (value.kind === 'name' || value.kind === 'member' || value.kind === 'index' || value.kind === 'unknown') {
        return value;
      }
      return unknownExpression(node, `assignment to ${value.kind}`, [value]);
    }
  }
}

/** `target` or `target = fallback`. */
export function lowerTargetWithFallback(node: RawNode, source: LowerSource): TargetWithFallback {
  const defaulted =
    node.type === 'assignment_pattern' ||
    node.type === 'object_assignment_pattern' ||
    node.type === 'assignment_expression';
  if (!defaulted) return { target: lowerTarget(node, source) };
  const left = childByField(node, 'left');
  const right = childByField(node, 'right');
  return {
    target: left === undefined ? unknownNode(node) : lowerTarget(left, source),
    ...(right === undefined ? {} : { fallback: lowerExpression(right, source) }),
  };
}

export function isRest(node: RawNode): boolean {
  return node.type === 'rest_pattern' || node.type === 'spread_element';
}

/** What follows the three dots. */
export function restTarget(node: RawNode, source: LowerSource): Target {
  const inner = namedChildren(node)[0];
  return inner === undefined ? unknownNode(node) : lowerTarget(inner, source);
}

function lowerListPattern(node: RawNode, source: LowerSource): ListPattern {
  const items: ({ target: Target; fallback?: Expression; rest: boolean } | undefined)[] = [];
  let filled = false;
  for (const child of node.children) {
    if (child.type === ',') {
      if (!filled) items.push(undefined);
      filled = false;
    } else if (child.named && child.type !== 'comment') {
      if (isRest(child)) items.push({ target: restTarget(child, source), rest: true });
      else items.push({ rest: false, ...lowerTargetWithFallback(child, source) });
      filled = true;
    }
  }
  return { kind: 'listPattern', ...spanOf(node), items };
}

function lowerRecordPattern(node: RawNode, source: LowerSource): RecordPattern {
  const fields: { key: string; target: Target; fallback?: Expression }[] = [];
  let rest: Target | undefined;
  for (const child of namedChildren(node)) {
    if (isRest(child)) rest = restTarget(child, source);
    else if (child.type === 'pair_pattern' || child.type === 'pair') {
      const key = childByField(child, 'key');
      const value = childByField(child, 'value');
      if (key === undefined || value === undefined) continue;
      fields.push({ key: propertyName(key, source), ...lowerTargetWithFallback(value, source) });
    } else if (child.type !== 'ERROR') {
      const named = lowerTargetWithFallback(child, source);
      if (named.target.kind === 'name') fields.push({ key: named.target.name, ...named });
    }
  }
  return { kind: 'recordPattern', ...spanOf(node), fields, ...(rest === undefined ? {} : { rest }) };
}
