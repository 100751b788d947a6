// Lowers Python string literals: plain ones, f-strings, and adjacent literals joined into one.
import type { Expression, TemplatePart } from '../../model/index.ts';
import { childByField, childOfType, type RawNode } from '../../syntax/index.ts';
import { spanOf, textOf, unknownExpression } from '../lowering.ts';
import { decodeString, type StringForm } from './decodeString.ts';
import { lowerExpression } from './lowerExpression.ts';
import type { LowerScope } from './lowerScope.ts';
import { namedParts } from './namedParts.ts';

/** A `string` or `concatenated_string` node. */
export function lowerString(node: RawNode, scope: LowerScope): Expression {
  if (node.type === 'string') return lowerSingle(node, scope);
  const parts: TemplatePart[] = [];
  for (const piece of namedParts(node)) {
    if (piece.type !== 'string') continue;
    const lowered = lowerSingle(piece, scope);
    if (lowered.kind === 'template') parts.push(...lowered.parts);
    else if (lowered.kind === 'literal' && typeof lowered.value === 'string') {
      const span = lowered.content ?? lowered;
      if (span.end > span.start) parts.push({ kind: 'text', value: lowered.value, span: spanOf(span) });
    } else return unknownExpression(node, lowered.kind === 'unknown' ? lowered.why : 'bytes');
  }
  return { kind: 'template', ...spanOf(node), parts };
}

function lowerSingle(node: RawNode, scope: LowerScope): Expression {
  const opening = childOfType(node, 'string_start');
  if (opening === undefined) return unknownExpression(node, 'syntax error');
  const prefix = textOf(opening, scope.source)
    .replace(/["']+$/, '')
    .toLowerCase();
  // The parser may take backslashes before the closing quotes for a part of the closing token.
  const closing = childOfType(node, 'string_end');
  const quotes = opening.end - opening.start - prefix.length;
  const end = closing === undefined || closing.missing ? node.end : closing.end - quotes;
  const content = { start: opening.end, end };
  const form: StringForm = { raw: prefix.includes('r'), format: prefix.includes('f') || prefix.includes('t') };
  if (prefix.includes('b')) return unknownExpression(node, 'bytes');
  if (form.format) {
    const parts = templateParts(node, content, form, scope);
    if (prefix.includes('f')) return { kind: 'template', ...spanOf(node), parts };
    // A t-string is no text until somebody renders it.
    return unknownExpression(
      node,
      't-string',
      parts.flatMap((part) => (part.kind === 'expression' ? [part.value] : [])),
    );
  }
  return { kind: 'literal', ...spanOf(node), value: decodeString(textOf(content, scope.source), form), content };
}

/** Text runs are read from the gaps between interpolations. */
function templateParts(
  node: RawNode,
  content: { readonly start: number; readonly end: number },
  form: StringForm,
  scope: LowerScope,
): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let at = content.start;
  const textUpTo = (end: number): void => {
    const span = { start: at, end };
    if (end > at) parts.push({ kind: 'text', value: decodeString(textOf(span, scope.source), form), span });
  };
  for (const child of node.children) {
    if (child.type !== 'interpolation') continue;
    textUpTo(child.start);
    parts.push(...interpolationParts(child, scope));
    at = child.end;
  }
  textUpTo(content.end);
  return parts;
}

/** `{x=}` is the text `x=` followed by the `repr` of `x`, blanks kept. */
function interpolationParts(node: RawNode, scope: LowerScope): readonly TemplatePart[] {
  const inner = childByField(node, 'expression') ?? namedParts(node)[0];
  if (inner === undefined || inner.missing) {
    return [{ kind: 'expression', value: unknownExpression(node, 'syntax error'), span: spanOf(node) }];
  }
  const specifier = childByField(node, 'format_specifier');
  const conversion = conversionOf(node, scope);
  const equals = node.children.find((child) => child.type === '=' && child.start >= inner.end);
  const format =
    specifier === undefined ? undefined : textOf({ start: specifier.start + 1, end: specifier.end }, scope.source);
  const applied = conversion ?? (equals !== undefined && format === undefined ? 'r' : undefined);
  const value: TemplatePart = {
    kind: 'expression',
    value: lowerExpression(inner, scope),
    span: spanOf(node),
    ...(format === undefined ? {} : { format }),
    ...(applied === undefined ? {} : { conversion: applied }),
  };
  if (equals === undefined) return [value];
  const last = node.children.find((child) => child.start >= equals.end);
  const span = { start: node.start + 1, end: last?.start ?? equals.end };
  return [{ kind: 'text', value: textOf(span, scope.source), span }, value];
}

function conversionOf(node: RawNode, scope: LowerScope): 's' | 'r' | 'a' | undefined {
  const conversion = childByField(node, 'type_conversion');
  const letter = conversion === undefined ? '' : textOf(conversion, scope.source).slice(1);
  return letter === 's' || letter === 'r' || letter === 'a' ? letter : undefined;
}
