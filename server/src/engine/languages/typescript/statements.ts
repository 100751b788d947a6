// Lowers statements and statement lists.
import type { Expression, Statement } from '../../model/index.ts';
import { childByField, childOfType, hasChildOfType, namedChildren, type RawNode } from '../../syntax/index.ts';
import { type LowerSource, spanOf, textOf, unknownExpression } from '../lowering.ts';
import { lowerClass } from './classes.ts';
import { docOf } from './comments.ts';
import { lowerDeclaration } from './declarations.ts';
import { lowerExpressionStatement } from './expressionStatements.ts';
import { lowerExpression } from './expressions.ts';
import { lowerFunction } from './functions.ts';
import { lowerExport, lowerImport } from './modules.ts';
import { lowerEnum, lowerNamespace } from './namespaces.ts';
import { lowerTarget } from './patterns.ts';
import { lowerSwitch } from './switches.ts';

/** What precedes a statement and belongs to it. */
export interface Before {
  /** The JSDoc comment right before. */
  readonly doc?: string | undefined;
  /** Decorators written outside (`@d export class …`). */
  readonly decorators?: readonly Expression[];
}

export function lowerStatements(nodes: readonly RawNode[], source: LowerSource): readonly Statement[] {
  const result: Statement[] = [];
  let doc: string | undefined;
  for (const node of nodes) {
    if (node.type === 'comment') doc = docOf(node, source);
    else if (node.named) {
      for (const statement of lowerStatement(node, source, { doc })) result.push(statement);
      doc = undefined;
    }
  }
  return result;
}

/** The statements of a block, or the one statement that stands in its place. */
export function lowerBody(node: RawNode | undefined, source: LowerSource): readonly Statement[] {
  if (node === undefined) return [];
  return node.type === 'statement_block' ? lowerStatements(node.children, source) : lowerStatement(node, source);
}

/** One statement may become several (`const a = 1, b = 2`) or none (a type). */
export function lowerStatement(node: RawNode, source: LowerSource, before: Before = {}): readonly Statement[] {
  const span = spanOf(node);
  switch (node.type) {
    case 'import_statement':
    case 'import_alias':
      return lowerImport(node, source);
    case 'export_statement':
      return lowerExport(node, source, before);
    case 'lexical_declaration':
    case 'variable_declaration':
    case 'using_declaration':
      return lowerDeclaration(node, source, before);
    case 'expression_statement':
      return lowerExpressionStatement(node, source);
    case 'function_declaration':
    case 'generator_function_declaration':
      return [{ kind: 'function', ...span, fn: lowerFunction(node, source, before) }];
    case 'class_declaration':
    case 'abstract_class_declaration':
      return [{ kind: 'class', ...span, cls: lowerClass(node, source, before.decorators) }];
    case 'enum_declaration':
      return [lowerEnum(node, source)];
    case 'internal_module':
    case 'module':
      return [lowerNamespace(node, source)];
    case 'if_statement':
      return [
        {
          kind: 'if',
          ...span,
          test: condition(node, source),
          // biome-ignore lint/suspicious/noThenProperty: the branch is called so in the IR.
          then: lowerBody(childByField(node, 'consequence'), source),
          otherwise: lowerBody(namedChildren(childByField(node, 'alternative') ?? none)[0], source),
        },
      ];
    case 'while_statement':
    case 'do_statement':
      return [
        {
          kind: 'loop',
          ...span,
          form: node.type === 'do_statement' ? 'do' : 'while',
          isAsync: false,
          test: condition(node, source),
          body: lowerBody(childByField(node, 'body'), source),
          otherwise: [],
        },
      ];
    case 'for_statement':
      return [lowerFor(node, source)];
    case 'for_in_statement':
      return [lowerForEach(node, source)];
    case 'switch_statement':
      return [lowerSwitch(node, source)];
    case 'try_statement':
      return [lowerTry(node, source)];
    case 'return_statement':
    case 'throw_statement': {
      const value = namedChildren(node)[0];
      const kind = node.type === 'return_statement' ? 'return' : 'throw';
      return [{ kind, ...span, ...(value === undefined ? {} : { value: lowerExpression(value, source) }) }];
    }
    case 'break_statement':
    case 'continue_statement': {
      const label = childByField(node, 'label');
      const kind = node.type === 'break_statement' ? 'break' : 'continue';
      return [{ kind, ...span, ...(label === undefined ? {} : { label: textOf(label, source) }) }];
    }
    case 'labeled_statement':
      return lowerStatement(childByField(node, 'body') ?? none, source, before);
    case 'statement_block':
      return [{ kind: 'block', ...span, body: lowerStatements(node.children, source) }];
    case 'with_statement': {
      const object = childByField(node, 'object');
      const effect: readonly Statement[] =
        object === undefined
          ? []
          : [{ kind: 'expression', ...spanOf(object), expression: lowerExpression(object, source) }];
      return [...effect, ...lowerBody(childByField(node, 'body'), source)];
    }
    case 'ERROR':
      return lowerStatements(node.children, source);
    default:
      if (silent.has(node.type) || node.missing) return [];
      return [{ kind: 'expression', ...span, expression: lowerExpression(node, source) }];
  }
}

/** Types, ambient declarations, and what a broken tree leaves lying about: nothing that runs. */
const silent = new Set([
  'empty_statement',
  'debugger_statement',
  'interface_declaration',
  'type_alias_declaration',
  'ambient_declaration',
  'function_signature',
  'hash_bang_line',
  'html_comment',
  'formal_parameters',
  'type_annotation',
  'type_parameters',
  'type_arguments',
  'statement_identifier',
  'property_identifier',
  'identifier',
  'string_fragment',
  'escape_sequence',
  'accessibility_modifier',
  'optional_chain',
  'predefined_type',
  'type_identifier',
  'jsx_text',
]);

const none: RawNode = {
  type: 'empty_statement',
  named: true,
  missing: true,
  hasError: true,
  field: undefined,
  start: 0,
  end: 0,
  children: [],
};

function condition(node: RawNode, source: LowerSource): Expression {
  const test = childByField(node, 'condition');
  return test === undefined ? unknownExpression(node, 'syntax error') : lowerExpression(test, source);
}

function lowerFor(node: RawNode, source: LowerSource): Statement {
  const part = (field: string): RawNode | undefined => {
    const child = childByField(node, field);
    return child === undefined || child.type === 'empty_statement' || !child.named ? undefined : child;
  };
  const init = part('initializer');
  const test = part('condition');
  const update = part('increment');
  return {
    kind: 'loop',
    ...spanOf(node),
    form: 'for',
    isAsync: false,
    ...(init === undefined ? {} : { init: forInit(init, source) }),
    ...(test === undefined ? {} : { test: lowerExpression(test, source) }),
    ...(update === undefined ? {} : { update: lowerExpression(update, source) }),
    body: lowerBody(childByField(node, 'body'), source),
    otherwise: [],
  };
}

/** The initializer is a declaration, or an expression that the grammar may leave bare. */
function forInit(node: RawNode, source: LowerSource): readonly Statement[] {
  if (node.type.endsWith('declaration') || node.type.endsWith('statement')) return lowerStatement(node, source);
  return lowerExpressionStatement({ ...node, type: 'expression_statement', children: [node] }, source);
}

function lowerForEach(node: RawNode, source: LowerSource): Statement {
  const left = childByField(node, 'left');
  const right = childByField(node, 'right');
  const overKeys = childByField(node, 'operator')?.type === 'in';
  return {
    kind: 'loop',
    ...spanOf(node),
    form: 'each',
    isAsync: hasChildOfType(node, 'await'),
    ...(left === undefined ? {} : { target: lowerTarget(left, source) }),
    ...(right === undefined ? {} : { iterable: lowerExpression(right, source) }),
    over: overKeys ? 'keys' : 'values',
    body: lowerBody(childByField(node, 'body'), source),
    otherwise: [],
  };
}

function lowerTry(node: RawNode, source: LowerSource): Statement {
  const handler = childByField(node, 'handler');
  const finalizer = childByField(node, 'finalizer') ?? childOfType(node, 'finally_clause');
  const param = handler === undefined ? undefined : childByField(handler, 'parameter');
  return {
    kind: 'try',
    ...spanOf(node),
    body: lowerBody(childByField(node, 'body'), source),
    handlers:
      handler === undefined
        ? []
        : [
            {
              span: spanOf(handler),
              ...(param === undefined ? {} : { param: lowerTarget(param, source) }),
              body: lowerBody(childByField(handler, 'body'), source),
            },
          ],
    otherwise: [],
    finally: finalizer === undefined ? [] : lowerBody(childByField(finalizer, 'body'), source),
  };
}
