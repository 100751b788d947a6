// Lowers `match`: patterns become tests, captures become bindings.
import type { Expression, SwitchStatement, Target } from '../../model/index.ts';
import { childByField, childrenByField, hasChildOfType, type RawNode } from '../../syntax/index.ts';
import { spanOf, textOf, unknownExpression, unknownNode } from '../lowering.ts';
import { lowerListDisplay } from './lowerDisplay.ts';
import { lowerExpression } from './lowerExpression.ts';
import type { LowerScope } from './lowerScope.ts';
import { lowerBlock } from './lowerStatement.ts';
import { isNamedPart, namedParts } from './namedParts.ts';

/** Names in a dotted name past which it is not taken apart. */
const nameLimit = 100;

type Case = SwitchStatement['cases'][number];

export function lowerMatch(node: RawNode, scope: LowerScope): SwitchStatement {
  const subjects = childrenByField(node, 'subject').filter((child) => child.named);
  const first = subjects[0];
  const last = subjects.at(-1);
  const body = childByField(node, 'body') ?? node;
  return {
    kind: 'switch',
    ...spanOf(node),
    subject:
      first === undefined || last === undefined ? unknownNode(node) : lowerSubject(node, first, last, subjects, scope),
    cases: body.children.filter((child) => child.type === 'case_clause').map((child) => lowerCase(child, scope)),
  };
}

/** `match a, b:` has a tuple for a subject; so has `match a,:`. */
function lowerSubject(
  node: RawNode,
  first: RawNode,
  last: RawNode,
  subjects: readonly RawNode[],
  scope: LowerScope,
): Expression {
  if (subjects.length === 1 && !hasChildOfType(node, ',')) return lowerExpression(first, scope);
  const stand = { ...node, start: first.start, end: last.end, children: subjects };
  return lowerListDisplay(stand, 'tuple', scope);
}

function lowerCase(node: RawNode, scope: LowerScope): Case {
  const bindings: Target[] = [];
  const patterns = node.children.filter((child) => child.type === 'case_pattern');
  const first = patterns[0];
  const last = patterns.at(-1);
  let tests: readonly Expression[] = [];
  if (first !== undefined && last !== undefined) {
    tests =
      patterns.length > 1 || hasChildOfType(node, ',')
        ? [structure({ start: first.start, end: last.end }, 'sequence pattern', patterns, bindings, scope)]
        : lowerPattern(first, bindings, scope);
  }
  const clause = childByField(node, 'guard');
  const guard = clause === undefined ? undefined : namedParts(clause)[0];
  return {
    tests,
    bindings,
    ...(guard === undefined ? {} : { guard: lowerExpression(guard, scope) }),
    body: lowerBlock(childByField(node, 'consequence'), scope),
    fallsThrough: false,
  };
}

/** Values the subject is compared with; none when the pattern matches anything. Captures are added to `bindings`. */
function lowerPattern(node: RawNode, bindings: Target[], scope: LowerScope): readonly Expression[] {
  const inner = namedParts(node);
  const only = inner.length === 1 ? inner[0] : undefined;
  switch (node.type) {
    case 'case_pattern':
      if (only === undefined) return inner.length === 0 ? [] : [unknownExpression(node, 'pattern')];
      return hasChildOfType(node, '-') ? [negated(node, only, scope)] : lowerPattern(only, bindings, scope);
    case 'union_pattern':
      return lowerUnion(node, bindings, scope);
    case 'as_pattern': {
      const tests = inner.slice(0, -1).flatMap((child) => lowerPattern(child, bindings, scope));
      capture(inner.at(-1), bindings, scope);
      return tests;
    }
    case 'dotted_name':
      if (only === undefined) return [dottedName(inner, scope) ?? unknownNode(node)];
      capture(only, bindings, scope);
      return [];
    case 'identifier':
      capture(node, bindings, scope);
      return [];
    case 'splat_pattern':
      capture(only, bindings, scope);
      return [];
    case 'tuple_pattern':
      if (only !== undefined && !hasChildOfType(node, ',') && !isSplat(only))
        return lowerPattern(only, bindings, scope);
      return [structure(node, 'sequence pattern', inner, bindings, scope)];
    case 'list_pattern':
      return [structure(node, 'sequence pattern', inner, bindings, scope)];
    case 'dict_pattern':
      return [
        structure(
          node,
          'mapping pattern',
          inner.filter((child) => child.field !== 'key'),
          bindings,
          scope,
        ),
      ];
    case 'class_pattern':
      return [lowerClassPattern(node, inner, bindings, scope)];
    case 'keyword_pattern':
      return inner.slice(1).flatMap((child) => lowerPattern(child, bindings, scope));
    case 'complex_pattern':
      return [unknownExpression(node, 'imaginary number')];
    default:
      return [lowerExpression(node, scope)];
  }
}

/** An alternative that matches anything makes the whole union do so. */
function lowerUnion(node: RawNode, bindings: Target[], scope: LowerScope): readonly Expression[] {
  const tests: Expression[] = [];
  let minus: RawNode | undefined;
  for (const child of node.children) {
    if (child.type === '_') return [];
    if (child.type === '-') minus = child;
    if (!isNamedPart(child)) continue;
    const added =
      minus === undefined
        ? lowerPattern(child, bindings, scope)
        : [negated({ ...child, start: minus.start }, child, scope)];
    if (added.length === 0) return [];
    tests.push(...added);
    minus = undefined;
  }
  return tests;
}

function lowerClassPattern(
  node: RawNode,
  inner: readonly RawNode[],
  bindings: Target[],
  scope: LowerScope,
): Expression {
  const [head, ...fields] = inner;
  const nested = fields.flatMap((child) => lowerPattern(child, bindings, scope));
  const cls = head === undefined ? undefined : dottedName(namedParts(head), scope);
  return unknownExpression(node, 'class pattern', cls === undefined ? nested : [cls, ...nested]);
}

/** A test on the subject's shape. No value of the model says it, so it stays unknown, with the values tested inside as children. */
function structure(
  span: { readonly start: number; readonly end: number },
  why: string,
  inner: readonly RawNode[],
  bindings: Target[],
  scope: LowerScope,
): Expression {
  const children = inner.flatMap((child) => lowerPattern(child, bindings, scope));
  return unknownExpression({ start: span.start, end: span.end }, why, children);
}

function capture(node: RawNode | undefined, bindings: Target[], scope: LowerScope): void {
  if (node === undefined || node.missing) return;
  const name = textOf(node, scope.source);
  if (name !== '_') bindings.push({ kind: 'name', ...spanOf(node), name });
}

function negated(node: RawNode, operand: RawNode, scope: LowerScope): Expression {
  return { kind: 'unary', ...spanOf(node), operator: '-', operand: lowerExpression(operand, scope) };
}

function dottedName(names: readonly RawNode[], scope: LowerScope): Expression | undefined {
  if (names.length > nameLimit) return undefined;
  let chain: Expression | undefined;
  for (const name of names) {
    const text = textOf(name, scope.source);
    chain =
      chain === undefined
        ? { kind: 'name', ...spanOf(name), name: text }
        : {
            kind: 'member',
            start: chain.start,
            end: name.end,
            object: chain,
            property: text,
            propertySpan: spanOf(name),
            optional: false,
          };
  }
  return chain;
}

function isSplat(node: RawNode): boolean {
  return node.type === 'splat_pattern' || namedParts(node)[0]?.type === 'splat_pattern';
}
