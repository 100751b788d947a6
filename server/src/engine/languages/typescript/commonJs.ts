// Reads CommonJS: `require` as an import, `module.exports` and `exports.x` as exports.
import type {
  AssignStatement,
  ExportStatement,
  Expression,
  ImportBinding,
  ImportStatement,
  Statement,
} from '../../model/index.ts';
import { childByField, namedChildren, type RawNode } from '../../syntax/index.ts';
import type { Span } from '../../text/index.ts';
import { type LowerSource, spanOf, textOf } from '../lowering.ts';
import { assignmentOperator, lowerExpression } from './expressions.ts';
import { stringValue } from './literals.ts';
import { propertyName } from './propertyName.ts';

/** `const a = require('m')`, `const { a, b: c } = require('m')`, `const a = require('m').b`; undefined for anything else. */
export function lowerRequire(
  name: RawNode,
  value: RawNode,
  span: Span,
  source: LowerSource,
): ImportStatement | undefined {
  const property = value.type === 'member_expression' ? childByField(value, 'property') : undefined;
  const called = property === undefined ? value : childByField(value, 'object');
  const module = called === undefined ? undefined : requiredModule(called, source);
  if (module === undefined) return undefined;
  const bindings = requireBindings(name, property, source);
  return bindings === undefined ? undefined : { kind: 'import', ...spanOf(span), module, bindings, typeOnly: false };
}

function requiredModule(node: RawNode, source: LowerSource): string | undefined {
  if (node.type !== 'call_expression') return undefined;
  const callee = childByField(node, 'function');
  const args = childByField(node, 'arguments');
  if (callee?.type !== 'identifier' || args === undefined || textOf(callee, source) !== 'require') return undefined;
  const [specifier, ...more] = namedChildren(args);
  return specifier?.type === 'string' && more.length === 0 ? stringValue(specifier, source) : undefined;
}

function requireBindings(
  name: RawNode,
  property: RawNode | undefined,
  source: LowerSource,
): readonly ImportBinding[] | undefined {
  if (name.type === 'identifier') {
    const imported = property === undefined ? '*' : propertyName(property, source);
    return [{ imported, ...spanOf(name), local: textOf(name, source) }];
  }
  if (name.type !== 'object_pattern' || property !== undefined) return undefined;
  const bindings: ImportBinding[] = [];
  for (const field of namedChildren(name)) {
    const key = field.type === 'pair_pattern' ? childByField(field, 'key') : field;
    const local = field.type === 'pair_pattern' ? childByField(field, 'value') : field;
    if (key === undefined || local === undefined || !isPlainName(local)) return undefined;
    bindings.push({ imported: propertyName(key, source), ...spanOf(field), local: textOf(local, source) });
  }
  return bindings;
}

function isPlainName(node: RawNode): boolean {
  return node.type === 'identifier' || node.type === 'shorthand_property_identifier_pattern';
}

/** An assignment to `module.exports`, `exports.x` or `module.exports.x`; undefined for any other. */
export function lowerCommonJsExport(node: RawNode, span: Span, source: LowerSource): Statement | undefined {
  const left = childByField(node, 'left');
  const right = childByField(node, 'right');
  if (left === undefined || right === undefined || assignmentOperator(node) !== undefined) return undefined;
  if (isExportsObject(left, source)) {
    const aliased = right.type === 'assignment_expression' ? lowerCommonJsExport(right, span, source) : undefined;
    if (aliased !== undefined) return aliased;
    return left.type === 'identifier' ? undefined : exportWhole(lowerExpression(right, source), span);
  }
  if (left.type !== 'member_expression') return undefined;
  const object = childByField(left, 'object');
  const property = childByField(left, 'property');
  if (object === undefined || property === undefined || !isExportsObject(object, source)) return undefined;
  return exportNamed(property, lowerExpression(right, source), span, source);
}

/** `exports` or `module.exports`. */
function isExportsObject(node: RawNode, source: LowerSource): boolean {
  if (node.type === 'identifier') return textOf(node, source) === 'exports';
  if (node.type !== 'member_expression') return false;
  return /^module\s*\.\s*exports$/.test(textOf(node, source));
}

/** Names in an exported object literal are exported under their keys as well. */
function exportWhole(value: Expression, span: Span): ExportStatement {
  const bindings: { local: string; exported: string }[] = [];
  for (const entry of value.kind === 'record' ? value.entries : []) {
    if (entry.kind === 'field' && entry.value.kind === 'name') {
      bindings.push({ local: entry.value.name, exported: entry.key });
    }
  }
  return { kind: 'export', ...spanOf(span), bindings, value };
}

/** `exports.a = b` exports the local; any other value becomes an exported constant of that name. */
function exportNamed(
  property: RawNode,
  value: Expression,
  span: Span,
  source: LowerSource,
): ExportStatement | AssignStatement {
  const exported = propertyName(property, source);
  if (value.kind === 'name') return { kind: 'export', ...spanOf(span), bindings: [{ local: value.name, exported }] };
  if (exported === 'default') return { kind: 'export', ...spanOf(span), bindings: [], value };
  const target = { kind: 'name', ...spanOf(property), name: exported } as const;
  return { kind: 'assign', ...spanOf(span), target, value, declares: 'const', exported: true };
}
