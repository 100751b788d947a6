// Lowers strings, numbers and template literals, decoded.
import type { Expression, LiteralExpression, TemplatePart } from '../../model/index.ts';
import type { RawNode } from '../../syntax/index.ts';
import type { Span } from '../../text/index.ts';
import { type LowerSource, spanOf, textOf } from '../lowering.ts';
import { decodeEscape } from './decodeEscape.ts';
import { lowerExpression } from './expressions.ts';

/** `value` of a string node, without its quotes. */
export function stringValue(node: RawNode, source: LowerSource): string {
  let value = '';
  for (const child of node.children) {
    if (child.type === 'string_fragment') value += textOf(child, source);
    else if (child.type === 'escape_sequence') value += decodeEscape(textOf(child, source));
    else if (child.type === 'html_character_reference') value += decodeReference(textOf(child, source));
  }
  return value;
}

export function lowerString(node: RawNode, source: LowerSource): LiteralExpression {
  return { kind: 'literal', start: node.start, end: node.end, value: stringValue(node, source), content: inside(node) };
}

export function lowerNumber(node: RawNode, source: LowerSource): LiteralExpression {
  const digits = textOf(node, source).replaceAll('_', '').replace(/n$/, '');
  const value = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return { kind: 'literal', start: node.start, end: node.end, value };
}

/** A template without substitutions and without a tag is a plain string. */
export function lowerTemplate(node: RawNode, source: LowerSource, tag?: Expression, whole: Span = node): Expression {
  const parts = templateParts(node, source, isRawTag(tag));
  const only = parts[0];
  if (tag === undefined && parts.length <= 1 && (only === undefined || only.kind === 'text')) {
    return { kind: 'literal', ...spanOf(whole), value: only?.value ?? '', content: inside(node) };
  }
  return { kind: 'template', ...spanOf(whole), parts, ...(tag === undefined ? {} : { tag }) };
}

function templateParts(node: RawNode, source: LowerSource, raw: boolean): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let text: { value: string; start: number; end: number } | undefined;
  const flush = () => {
    if (text !== undefined) {
      parts.push({ kind: 'text', value: text.value, span: { start: text.start, end: text.end } });
    }
    text = undefined;
  };
  for (const child of node.children) {
    if (child.type === 'template_substitution') {
      flush();
      const inner = child.children.find((part) => part.named && part.type !== 'comment');
      if (inner === undefined) continue;
      parts.push({ kind: 'expression', value: lowerExpression(inner, source), span: spanOf(child) });
    } else if (child.named) {
      const written = textOf(child, source);
      const isEscape = child.type === 'escape_sequence' && !raw;
      const value = isEscape ? decodeEscape(written) : written.replaceAll('\r\n', '\n');
      if (text === undefined) text = { value, start: child.start, end: child.end };
      else text = { value: text.value + value, start: text.start, end: child.end };
    }
  }
  flush();
  return parts;
}

function isRawTag(tag: Expression | undefined): boolean {
  return tag?.kind === 'member' && tag.property === 'raw' && tag.object.kind === 'name' && tag.object.name === 'String';
}

function inside(node: Span): Span {
  return { start: node.start + 1, end: Math.max(node.start + 1, node.end - 1) };
}

const references: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

function decodeReference(reference: string): string {
  const name = reference.slice(1, -1);
  if (!name.startsWith('#')) return references[name] ?? reference;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : reference;
}
