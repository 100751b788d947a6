// Lowers a Python statement; the compound ones are handed on.
import type { AssignStatement, Expression, Statement, Target } from '../../model/index.ts';
import { childByField, childrenByField, hasChildOfType, type RawNode } from '../../syntax/index.ts';
import { spanOf, textOf, unknownExpression, unknownNode } from '../lowering.ts';
import { lowerClass } from './lowerClass.ts';
import { lowerCompound } from './lowerCompound.ts';
import { lowerListDisplay } from './lowerDisplay.ts';
import { augmentedOperator, lowerExpression } from './lowerExpression.ts';
import { lowerFunction } from './lowerFunction.ts';
import { lowerImport } from './lowerImport.ts';
import { exportMark, type LowerScope } from './lowerScope.ts';
import { lowerTarget } from './lowerTarget.ts';
import { assignmentOfAlias } from './mistakenAlias.ts';
import { isNamedPart, namedParts } from './namedParts.ts';
import { readType } from './readType.ts';

/** Statements of a block; none when the block is absent, as after a syntax error. */
export function lowerBlock(block: RawNode | undefined, scope: LowerScope): readonly Statement[] {
  const out: Statement[] = [];
  for (const child of block?.children ?? []) lowerStatement(child, scope, out);
  return out;
}

/** Statements of a function or class. After a syntax error the parser may leave some of them before the block. */
export function lowerDefinitionBody(definition: RawNode, scope: LowerScope): readonly Statement[] {
  const out: Statement[] = [];
  for (const child of definition.children) {
    if (child.type === 'ERROR') lowerStatement(child, scope, out);
    else if (child.field === 'body') out.push(...lowerBlock(child, scope));
  }
  return out;
}

/** Appends to `out`: `pass` gives nothing, `a = b = v` and `import a, b` give several statements. */
export function lowerStatement(node: RawNode, scope: LowerScope, out: Statement[]): void {
  if (node.missing || !isNamedPart(node)) return;
  switch (node.type) {
    case 'pass_statement':
    case 'string_start':
    case 'string_content':
    case 'string_end':
      return;
    case 'type_alias_statement': {
      const assignment = assignmentOfAlias(node);
      if (assignment !== undefined) lowerAssignment(assignment, scope, out);
      return;
    }
    case 'expression_statement':
      lowerExpressionStatement(node, scope, out);
      return;
    case 'import_statement':
    case 'import_from_statement':
    case 'future_import_statement':
      out.push(...lowerImport(node, scope));
      return;
    case 'function_definition':
    case 'class_definition':
      out.push(lowerDefinition(node, node, [], scope));
      return;
    case 'decorated_definition':
      lowerDecorated(node, scope, out);
      return;
    case 'return_statement':
      out.push({ kind: 'return', ...spanOf(node), ...lowerOperand(node, scope) });
      return;
    case 'raise_statement':
      out.push({ kind: 'throw', ...spanOf(node), ...lowerOperand(node, scope) });
      return;
    case 'break_statement':
      out.push({ kind: 'break', ...spanOf(node) });
      return;
    case 'continue_statement':
      out.push({ kind: 'continue', ...spanOf(node) });
      return;
    case 'global_statement':
    case 'nonlocal_statement': {
      const names = namedParts(node).map((child) => textOf(child, scope.source));
      out.push({
        kind: 'scope',
        ...spanOf(node),
        scope: node.type === 'global_statement' ? 'global' : 'nonlocal',
        names,
      });
      return;
    }
    case 'delete_statement':
      out.push({ kind: 'delete', ...spanOf(node), targets: deleted(namedParts(node), scope) });
      return;
    case 'assert_statement':
      out.push({ kind: 'expression', ...spanOf(node), expression: lowerAssert(node, scope) });
      return;
    case 'print_statement':
      out.push({ kind: 'expression', ...spanOf(node), expression: lowerPrint(node, scope) });
      return;
    case 'ERROR':
    case 'block':
      lowerBroken(node, scope, out);
      return;
    default:
      if (lowerCompound(node, scope, out)) return;
      out.push({ kind: 'expression', ...spanOf(node), expression: lowerExpression(node, scope) });
  }
}

function lowerExpressionStatement(node: RawNode, scope: LowerScope, out: Statement[]): void {
  const children = namedParts(node);
  const only = children[0];
  if (only === undefined) return;
  if (only.type === 'assignment' || only.type === 'augmented_assignment') {
    lowerAssignment(only, scope, out);
    return;
  }
  const isTuple = children.length > 1 || hasChildOfType(node, ',');
  const expression = isTuple ? lowerListDisplay(node, 'tuple', scope) : lowerExpression(only, scope);
  out.push({ kind: 'expression', ...spanOf(node), expression });
}

/** Targets of one class-level assignment that the value is repeated for. */
const repeatLimit = 8;

function lowerAssignment(node: RawNode, scope: LowerScope, out: Statement[]): void {
  if (node.type === 'augmented_assignment') {
    const left = childByField(node, 'left');
    const target = left === undefined ? unknownNode(node) : lowerTarget(left, scope);
    const right = childByField(node, 'right');
    const value = right === undefined ? unknownNode(node) : lowerExpression(right, scope);
    out.push({ ...assign(node, target, value, scope), operator: augmentedOperator(node) });
    return;
  }
  const links: { readonly node: RawNode; readonly target: Target }[] = [];
  let last = node;
  for (let link: RawNode | undefined = node; link?.type === 'assignment'; link = childByField(link, 'right')) {
    const left = childByField(link, 'left');
    links.push({ node: link, target: left === undefined ? unknownNode(link) : lowerTarget(left, scope) });
    last = link;
  }
  const right = childByField(last, 'right');
  const type = childByField(last, 'type');
  const value = right === undefined ? undefined : lowerExpression(right, scope);
  // Fields do not read one another: each has the value, unless the chain is so long that copies would swell.
  const isRepeated = links.length === 1 || (scope.place === 'class' && links.length <= repeatLimit);
  const carrier = links.find((link) => isPlainPlace(link.target));
  if (isRepeated || value === undefined) {
    for (const link of links) {
      const statement = assign(link.node, link.target, value, scope);
      out.push(type === undefined ? statement : { ...statement, annotation: readType(scope.source.text, type) });
    }
  } else if (
    carrier !== undefined &&
    carrier.target.kind !== 'listPattern' &&
    carrier.target.kind !== 'recordPattern'
  ) {
    // The value is evaluated once: the first target that can be read back holds it for the others.
    out.push(assign(carrier.node, carrier.target, value, scope));
    for (const link of links) if (link !== carrier) out.push(assign(link.node, link.target, carrier.target, scope));
  } else {
    let nested: Expression = value;
    for (const link of links.slice(1).reverse()) {
      nested = { kind: 'assignment', ...spanOf(link.node), target: link.target, value: nested };
    }
    out.push(assign(node, links[0]?.target ?? unknownNode(node), nested, scope));
  }
}

/** A name, or a member of a name: reading it back has no effects. */
function isPlainPlace(target: Target): boolean {
  return target.kind === 'name' || (target.kind === 'member' && target.object.kind === 'name');
}

function assign(node: RawNode, target: Target, value: Expression | undefined, scope: LowerScope): AssignStatement {
  const bindsName = target.kind === 'name' || target.kind === 'listPattern';
  return {
    kind: 'assign',
    ...spanOf(node),
    target,
    ...(value === undefined ? {} : { value }),
    ...(bindsName ? exportMark(scope) : {}),
  };
}

function lowerDecorated(node: RawNode, scope: LowerScope, out: Statement[]): void {
  const definition = childByField(node, 'definition');
  const decorators: Expression[] = [];
  for (const child of node.children) {
    const inner = child.type === 'decorator' ? namedParts(child)[0] : undefined;
    if (inner !== undefined) decorators.push(lowerExpression(inner, scope));
  }
  if (definition?.type === 'function_definition' || definition?.type === 'class_definition') {
    out.push(lowerDefinition(node, definition, decorators, scope));
  } else for (const child of node.children) lowerStatement(child, scope, out);
}

function lowerDefinition(
  whole: RawNode,
  node: RawNode,
  decorators: readonly Expression[],
  scope: LowerScope,
): Statement {
  return node.type === 'class_definition'
    ? { kind: 'class', ...spanOf(whole), cls: lowerClass(node, decorators, scope), ...exportMark(scope) }
    : { kind: 'function', ...spanOf(whole), fn: lowerFunction(node, decorators, scope), ...exportMark(scope) };
}

/** The value of `return` and `raise`; the cause of `raise … from cause` is left out. */
function lowerOperand(node: RawNode, scope: LowerScope): { readonly value?: Expression } {
  const operand = namedParts(node).find((child) => child.field !== 'cause');
  return operand === undefined ? {} : { value: lowerExpression(operand, scope) };
}

function deleted(nodes: readonly RawNode[], scope: LowerScope): readonly Expression[] {
  return nodes.flatMap((node) =>
    ['expression_list', 'tuple', 'list', 'parenthesized_expression'].includes(node.type)
      ? deleted(namedParts(node), scope)
      : [lowerExpression(node, scope)],
  );
}

/** `assert a, b` evaluates `b` only when `a` does not hold. */
function lowerAssert(node: RawNode, scope: LowerScope): Expression {
  const [test, message] = namedParts(node);
  if (test === undefined) return unknownExpression(node, 'syntax error');
  const left = lowerExpression(test, scope);
  if (message === undefined) return left;
  const right = lowerExpression(message, scope);
  return { kind: 'logical', start: left.start, end: right.end, operator: '||', left, right };
}

/** Python 2's `print x` reads as the call that it has become. */
function lowerPrint(node: RawNode, scope: LowerScope): Expression {
  const args = childrenByField(node, 'argument').filter((child) => child.named);
  return {
    kind: 'call',
    ...spanOf(node),
    callee: { kind: 'name', start: node.start, end: node.start + 'print'.length, name: 'print' },
    args: args.map((arg) => ({ form: 'positional', ...spanOf(arg), value: lowerExpression(arg, scope) })),
    isNew: false,
    optional: false,
  };
}

/** Inside an error the parser leaves whole statements, which are lowered, and loose expressions, which are kept for their effects. */
function lowerBroken(node: RawNode, scope: LowerScope, out: Statement[]): void {
  let loose: Expression[] = [];
  const flush = (): void => {
    const first = loose[0];
    const last = loose.at(-1);
    if (first === undefined || last === undefined) return;
    const span = { start: first.start, end: last.end };
    out.push({ kind: 'expression', ...span, expression: unknownExpression(span, 'syntax error', loose) });
    loose = [];
  };
  for (const child of node.children) {
    if (child.missing || !isNamedPart(child)) continue;
    if (isStatement(child)) {
      flush();
      lowerStatement(child, scope, out);
    } else loose.push(lowerExpression(child, scope));
  }
  flush();
}

function isStatement(node: RawNode): boolean {
  return /_statement$|_definition$|^block$|^ERROR$/.test(node.type);
}
