// Lowers expressions.
import type { Argument, CallExpression, Expression } from '../../model/index.ts';
import { childByField, childOfType, hasChildOfType, namedChildren, type RawNode } from '../../syntax/index.ts';
import { type LowerSource, spanOf, textOf, unknownExpression, unknownNode } from '../lowering.ts';
import { lowerClass } from './classes.ts';
import { lowerList, lowerRecord } from './collections.ts';
import { lowerFunction } from './functions.ts';
import { lowerJsx } from './jsx.ts';
import { lowerNumber, lowerString, lowerTemplate } from './literals.ts';
import { lowerTarget } from './patterns.ts';
import { propertyName } from './propertyName.ts';
import { lowerTypeArguments } from './types.ts';

export function lowerExpression(node: RawNode, source: LowerSource): Expression {
  const span = { start: node.start, end: node.end };
  switch (node.type) {
    case 'identifier':
    case 'private_property_identifier':
    case 'shorthand_property_identifier':
    case 'property_identifier':
    case 'type_identifier':
    case 'meta_property':
      return { kind: 'name', ...span, name: textOf(node, source) };
    case 'import':
      return { kind: 'name', ...span, name: 'import' };
    case 'string':
      return lowerString(node, source);
    case 'template_string':
      return lowerTemplate(node, source);
    case 'number':
      return lowerNumber(node, source);
    case 'true':
    case 'false':
      return { kind: 'literal', ...span, value: node.type === 'true' };
    case 'null':
      return { kind: 'literal', ...span, value: null };
    case 'undefined':
      return { kind: 'literal', ...span, value: undefined };
    case 'this':
    case 'super':
      return { kind: node.type, ...span };
    case 'parenthesized_expression':
    case 'as_expression':
    case 'satisfies_expression':
    case 'non_null_expression':
    case 'instantiation_expression':
      return transparent(node, namedChildren(node)[0], source);
    case 'type_assertion':
      return transparent(node, namedChildren(node).at(-1), source);
    case 'member_expression':
    case 'nested_identifier':
      return lowerMember(node, source);
    case 'subscript_expression':
      return {
        kind: 'index',
        ...span,
        object: field(node, 'object', source),
        index: field(node, 'index', source),
      };
    case 'call_expression':
      return lowerCall(node, source);
    case 'new_expression':
      return call(node, field(node, 'constructor', source), true, source);
    case 'array':
    case 'array_pattern':
      return lowerList(node, source);
    case 'object':
    case 'object_pattern':
      return lowerRecord(node, source);
    case 'arrow_function':
    case 'function_expression':
    case 'generator_function':
    case 'function_declaration':
    case 'generator_function_declaration':
      return lowerFunction(node, source);
    case 'class':
    case 'class_declaration':
    case 'abstract_class_declaration':
      return lowerClass(node, source);
    case 'unary_expression':
      return lowerUnary(node, source);
    case 'binary_expression':
      return lowerBinary(node, source);
    case 'ternary_expression':
      return {
        kind: 'conditional',
        ...span,
        test: field(node, 'condition', source),
        // biome-ignore lint/suspicious/noThenProperty: the branch is called so in the IR.
        then: field(node, 'consequence', source),
        otherwise: field(node, 'alternative', source),
      };
    case 'await_expression':
    case 'yield_expression': {
      const value = namedChildren(node)[0];
      const kind = node.type === 'await_expression' ? 'await' : 'yield';
      const delegates = kind === 'yield' && hasChildOfType(node, '*') ? { delegates: true } : {};
      return { kind, ...span, ...(value === undefined ? {} : { value: lowerExpression(value, source) }), ...delegates };
    }
    case 'assignment_expression':
    case 'augmented_assignment_expression': {
      const left = childByField(node, 'left');
      const operator = assignmentOperator(node);
      return {
        kind: 'assignment',
        ...span,
        target: left === undefined ? unknownNode(node) : lowerTarget(left, source),
        value: field(node, 'right', source),
        ...(operator === undefined ? {} : { operator }),
      };
    }
    case 'update_expression': {
      const { target, operator, value } = updateParts(node, source);
      return { kind: 'assignment', ...span, target, operator, value };
    }
    case 'sequence_expression':
      return lowerSequence(node, source);
    case 'regex':
      return unknownExpression(node, 'regex');
    case 'jsx_element':
    case 'jsx_self_closing_element':
    case 'jsx_fragment':
      return lowerJsx(node, source);
    case 'expression_statement':
      return transparent(node, namedChildren(node)[0], source);
    default:
      return unknownNode(node, readable(node, source));
  }
}

/** `+` of `+=`, `++` and `--`; undefined for a plain assignment. */
export function assignmentOperator(node: RawNode): string | undefined {
  const written = childByField(node, 'operator')?.type;
  return written === undefined || written === '=' ? undefined : written.slice(0, -1);
}

/** `i++` as the parts of `i += 1`. */
export function updateParts(node: RawNode, source: LowerSource) {
  const argument = childByField(node, 'argument');
  const operator = childByField(node, 'operator') ?? node;
  return {
    target: argument === undefined ? unknownNode(node) : lowerTarget(argument, source),
    operator: operator.type === '--' ? '-' : '+',
    value: { kind: 'literal', ...spanOf(operator), value: 1 },
  } as const;
}

/** `a, b, c` flat. */
export function sequenceItems(node: RawNode): readonly RawNode[] {
  if (node.type !== 'sequence_expression') return [node];
  return namedChildren(node).flatMap(sequenceItems);
}

function field(node: RawNode, name: string, source: LowerSource): Expression {
  const child = childByField(node, name);
  return child === undefined ? unknownExpression(node, 'syntax error') : lowerExpression(child, source);
}

function transparent(node: RawNode, inner: RawNode | undefined, source: LowerSource): Expression {
  return inner === undefined ? unknownNode(node) : lowerExpression(inner, source);
}

function isOptional(node: RawNode): boolean {
  return node.children.some((child) => child.type === 'optional_chain' || child.type === '?.');
}

function lowerMember(node: RawNode, source: LowerSource): Expression {
  const property = childByField(node, 'property');
  const object = field(node, 'object', source);
  if (property === undefined || property.missing) return unknownExpression(node, 'syntax error', [object]);
  return {
    kind: 'member',
    ...spanOf(node),
    object,
    property: propertyName(property, source),
    propertySpan: spanOf(property),
    optional: isOptional(node),
  };
}

function lowerCall(node: RawNode, source: LowerSource): Expression {
  const callee = field(node, 'function', source);
  const args = childByField(node, 'arguments');
  if (args?.type === 'template_string') return lowerTemplate(args, source, callee, node);
  return call(node, callee, false, source);
}

function call(node: RawNode, callee: Expression, isNew: boolean, source: LowerSource): CallExpression {
  const args = childByField(node, 'arguments');
  const typeArgs = lowerTypeArguments(childOfType(node, 'type_arguments'), source);
  return {
    kind: 'call',
    ...spanOf(node),
    callee,
    args: args === undefined ? [] : namedChildren(args).map((argument) => lowerArgument(argument, source)),
    isNew,
    optional: isOptional(node),
    ...(typeArgs.length === 0 ? {} : { typeArgs }),
  };
}

function lowerArgument(node: RawNode, source: LowerSource): Argument {
  if (node.type !== 'spread_element')
    return { form: 'positional', ...spanOf(node), value: lowerExpression(node, source) };
  return { form: 'spread', ...spanOf(node), value: transparent(node, namedChildren(node)[0], source) };
}

function lowerUnary(node: RawNode, source: LowerSource): Expression {
  const operator = childByField(node, 'operator')?.type ?? '';
  const operand = field(node, 'argument', source);
  if (operator === 'void' && operand.kind === 'literal') return { kind: 'literal', ...spanOf(node), value: undefined };
  return { kind: 'unary', ...spanOf(node), operator, operand };
}

function lowerBinary(node: RawNode, source: LowerSource): Expression {
  const operator = childByField(node, 'operator')?.type ?? '';
  const left = field(node, 'left', source);
  const right = field(node, 'right', source);
  if (operator === '&&' || operator === '||' || operator === '??') {
    return { kind: 'logical', ...spanOf(node), operator, left, right };
  }
  return { kind: 'binary', ...spanOf(node), operator, left, right };
}

/** `(a, b)` evaluates both and is `b`: the last item of the list `[a, b]`. Compilers write `(0, f)` for `f`. */
function lowerSequence(node: RawNode, source: LowerSource): Expression {
  const values = sequenceItems(node).map((item) => lowerExpression(item, source));
  const last = values.at(-1);
  if (last === undefined) return unknownNode(node);
  if (values.slice(0, -1).every((value) => value.kind === 'literal')) return last;
  const span = spanOf(node);
  return {
    kind: 'index',
    ...span,
    object: {
      kind: 'list',
      ...span,
      form: 'list',
      items: values.map((value) => ({ value, spread: false, span: spanOf(value) })),
    },
    index: { kind: 'literal', start: node.end, end: node.end, value: values.length - 1 },
  };
}

/** What can still be read inside a broken or unknown node. */
function readable(node: RawNode, source: LowerSource): readonly Expression[] {
  if (node.missing || hasChildOfType(node, 'statement_block')) return [];
  return namedChildren(node).map((child) => lowerExpression(child, source));
}
