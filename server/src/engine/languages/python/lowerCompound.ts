// Lowers Python's compound statements: branches, loops, `try`, `with`, `match`.
import type { Expression, IfStatement, LoopStatement, Statement, Target, TryStatement } from '../../model/index.ts';
import { childByField, childOfType, childrenByField, hasChildOfType, type RawNode } from '../../syntax/index.ts';
import { spanOf, textOf, unknownNode } from '../lowering.ts';
import { lowerExpression } from './lowerExpression.ts';
import { lowerMatch } from './lowerMatch.ts';
import type { LowerScope } from './lowerScope.ts';
import { lowerBlock } from './lowerStatement.ts';
import { lowerTarget } from './lowerTarget.ts';
import { namedParts } from './namedParts.ts';

/** Appends the statement to `out`; false when the node is none of these. */
export function lowerCompound(node: RawNode, scope: LowerScope, out: Statement[]): boolean {
  switch (node.type) {
    case 'if_statement':
      out.push(lowerIf(node, scope));
      return true;
    case 'for_statement':
    case 'while_statement':
      out.push(lowerLoop(node, scope));
      return true;
    case 'try_statement':
      out.push(lowerTry(node, scope));
      return true;
    case 'with_statement':
      out.push(lowerWith(node, scope));
      return true;
    case 'match_statement':
      out.push(lowerMatch(node, scope));
      return true;
    default:
      return false;
  }
}

function lowerField(node: RawNode, field: string, scope: LowerScope): Expression {
  const child = childByField(node, field);
  return child === undefined ? unknownNode(node) : lowerExpression(child, scope);
}

/** Clauses past this many do not nest: statements that nest as deep as a chain is long would overflow whoever walks them. */
const chainLimit = 200;

/** Past `chainLimit` the clauses follow one another, as if each could be taken whatever the earlier ones were. */
function lowerIf(node: RawNode, scope: LowerScope): IfStatement {
  const clauses = node.children.filter((child) => child.type === 'elif_clause');
  const last = lowerBlock(blockOf(childOfType(node, 'else_clause')), scope);
  const flat = clauses.slice(chainLimit).map((clause) => branch(clause, clause.end, [], scope));
  let otherwise: readonly Statement[] = [...flat, ...last];
  for (const clause of clauses.slice(0, chainLimit).reverse()) otherwise = [branch(clause, node.end, otherwise, scope)];
  return branch(node, node.end, otherwise, scope);
}

function branch(node: RawNode, end: number, otherwise: readonly Statement[], scope: LowerScope): IfStatement {
  const test = lowerField(node, 'condition', scope);
  const inner = isTypeChecking(test) ? { ...scope, typesOnly: true } : scope;
  const then = lowerBlock(childByField(node, 'consequence'), inner);
  return { kind: 'if', start: node.start, end, test, then, otherwise };
}

function isTypeChecking(test: Expression): boolean {
  const name = test.kind === 'member' ? test.property : test.kind === 'name' ? test.name : '';
  return name === 'TYPE_CHECKING';
}

function lowerLoop(node: RawNode, scope: LowerScope): LoopStatement {
  const common = {
    ...spanOf(node),
    isAsync: hasChildOfType(node, 'async'),
    body: lowerBlock(childByField(node, 'body'), scope),
    otherwise: lowerBlock(blockOf(childOfType(node, 'else_clause')), scope),
  };
  if (node.type === 'while_statement') {
    return { kind: 'loop', form: 'while', ...common, test: lowerField(node, 'condition', scope) };
  }
  return {
    kind: 'loop',
    form: 'each',
    ...common,
    target: lowerTarget(childByField(node, 'left') ?? node, scope),
    iterable: lowerField(node, 'right', scope),
    over: 'values',
  };
}

function lowerTry(node: RawNode, scope: LowerScope): TryStatement {
  return {
    kind: 'try',
    ...spanOf(node),
    body: lowerBlock(childByField(node, 'body'), scope),
    handlers: node.children
      .filter((child) => child.type === 'except_clause' || child.type === 'except_group_clause')
      .map((child) => lowerHandler(child, scope)),
    otherwise: lowerBlock(blockOf(childOfType(node, 'else_clause')), scope),
    finally: lowerBlock(blockOf(childOfType(node, 'finally_clause')), scope),
  };
}

function lowerHandler(node: RawNode, scope: LowerScope): TryStatement['handlers'][number] {
  const values = childrenByField(node, 'value').filter((child) => child.named);
  const captured = values.find((value) => value.type === 'as_pattern');
  const name = captured === undefined ? undefined : namedParts(captured)[1];
  const types = values.flatMap((value) => exceptionTypes(value, scope)).join('|');
  return {
    span: spanOf(node),
    ...(name === undefined ? {} : { param: lowerTarget(name, scope) }),
    ...(types === '' ? {} : { types }),
    body: lowerBlock(blockOf(node), scope),
  };
}

function exceptionTypes(node: RawNode, scope: LowerScope): readonly string[] {
  const inner = namedParts(node);
  if (node.type === 'as_pattern') return inner.slice(0, 1).flatMap((child) => exceptionTypes(child, scope));
  if (node.type === 'tuple' || node.type === 'parenthesized_expression') {
    return inner.flatMap((child) => exceptionTypes(child, scope));
  }
  return [textOf(node, scope.source)];
}

function lowerWith(node: RawNode, scope: LowerScope): Statement {
  const clause = childOfType(node, 'with_clause');
  const items = (clause === undefined ? [] : namedParts(clause)).map((item) => lowerWithItem(item, scope));
  return {
    kind: 'with',
    ...spanOf(node),
    isAsync: hasChildOfType(node, 'async'),
    items,
    body: lowerBlock(childByField(node, 'body'), scope),
  };
}

function lowerWithItem(node: RawNode, scope: LowerScope): { readonly value: Expression; readonly target?: Target } {
  const written = node.type === 'with_item' ? (childByField(node, 'value') ?? node) : node;
  if (written.type !== 'as_pattern') return { value: lowerExpression(written, scope) };
  const [value, target] = namedParts(written);
  return {
    value: value === undefined ? unknownNode(written) : lowerExpression(value, scope),
    ...(target === undefined ? {} : { target: lowerTarget(target, scope) }),
  };
}

function blockOf(clause: RawNode | undefined): RawNode | undefined {
  return clause === undefined ? undefined : (childByField(clause, 'body') ?? childOfType(clause, 'block'));
}
