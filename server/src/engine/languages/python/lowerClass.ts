// Lowers Python classes: methods, properties, and class-level assignments as fields.
import type {
  AssignStatement,
  ClassExpression,
  ClassMember,
  Expression,
  FunctionExpression,
  FunctionStatement,
  Statement,
} from '../../model/index.ts';
import { childByField, type RawNode } from '../../syntax/index.ts';
import type { Span } from '../../text/index.ts';
import { spanOf, textOf } from '../lowering.ts';
import { docstring } from './docstring.ts';
import { lowerArguments } from './lowerCall.ts';
import { innerScope, type LowerScope } from './lowerScope.ts';
import { lowerDefinitionBody } from './lowerStatement.ts';

/** A `class_definition`. `metaclass=…` and other keywords are no bases. */
export function lowerClass(node: RawNode, decorators: readonly Expression[], scope: LowerScope): ClassExpression {
  const name = childByField(node, 'name');
  const superclasses = childByField(node, 'superclasses');
  const args = superclasses === undefined ? [] : lowerArguments(superclasses, scope);
  const members: ClassMember[] = [];
  const body = lowerDefinitionBody(node, innerScope(scope, 'class'));
  addMembers(body, members);
  const doc = docstring(body);
  return {
    kind: 'class',
    ...spanOf(node),
    ...(name === undefined || name.missing ? {} : { name: textOf(name, scope.source), nameSpan: spanOf(name) }),
    bases: args.filter((arg) => arg.form === 'positional').map((arg) => arg.value),
    members,
    decorators,
    ...(doc === undefined ? {} : { doc }),
  };
}

/** Both branches of an `if` in a class body give members, in source order; statements that bind nothing are left out. */
function addMembers(body: readonly Statement[], members: ClassMember[]): void {
  for (const statement of body) {
    switch (statement.kind) {
      case 'function':
        addMethod(statement, members);
        break;
      case 'class':
        if (statement.cls.name !== undefined) members.push(field(statement, statement.cls.name, statement.cls));
        break;
      case 'assign':
        addFields(statement, members);
        break;
      case 'if':
        addMembers([...statement.then, ...statement.otherwise], members);
        break;
      case 'try':
        addMembers(statement.body, members);
        for (const handler of statement.handlers) addMembers(handler.body, members);
        addMembers([...statement.otherwise, ...statement.finally], members);
        break;
      case 'with':
      case 'loop':
        addMembers(statement.body, members);
        break;
      default:
    }
  }
}

function addMethod(statement: FunctionStatement, members: ClassMember[]): void {
  const { fn } = statement;
  if (fn.name === undefined) return;
  const marks = fn.decorators.map(decoratorName);
  // A deleter has no place in the model, and as a method it would hide the property.
  if (marks.includes(`${fn.name}.deleter`)) return;
  members.push({
    ...spanOf(statement),
    kind: memberKind(fn, marks),
    name: fn.name,
    isStatic: marks.includes('staticmethod') || marks.includes('classmethod'),
    fn,
  });
}

function memberKind(fn: FunctionExpression, marks: readonly string[]): ClassMember['kind'] {
  if (marks.includes(`${fn.name ?? ''}.setter`)) return 'setter';
  const isGetter = marks.some(
    (mark) => /(?:^|\.)(?:\w*_)?(?:abstract)?property$/.test(mark) || mark === `${fn.name ?? ''}.getter`,
  );
  return isGetter ? 'getter' : 'method';
}

function decoratorName(decorator: Expression): string {
  if (decorator.kind === 'name') return decorator.name;
  if (decorator.kind === 'call') return decoratorName(decorator.callee);
  return decorator.kind === 'member' ? `${decoratorName(decorator.object)}.${decorator.property}` : '';
}

function addFields(statement: AssignStatement, members: ClassMember[]): void {
  const { target, value, annotation } = statement;
  if (target.kind === 'name') {
    const member = field(statement, target.name, valueOfField(statement));
    members.push(annotation === undefined ? member : { ...member, annotation });
    return;
  }
  if (target.kind !== 'listPattern') return;
  const values = value?.kind === 'list' && value.items.length === target.items.length ? value.items : undefined;
  for (const [place, item] of target.items.entries()) {
    if (item?.target.kind !== 'name') continue;
    const paired = item.rest || values?.some((other) => other.spread) ? undefined : values?.[place]?.value;
    members.push({ ...field(statement, item.target.name, paired), isStatic: true });
  }
}

/** `a += 1` on class level gives `a` the value `a + 1`. */
function valueOfField(statement: AssignStatement): Expression | undefined {
  const { target, value, operator } = statement;
  if (operator === undefined || value === undefined || target.kind !== 'name') return value;
  return { kind: 'binary', ...spanOf(statement), operator, left: target, right: value };
}

/** A field that has a value belongs to the class; one that is only declared belongs to each instance. */
function field(span: Span, name: string, value: Expression | undefined): ClassMember {
  const member = { kind: 'field', ...spanOf(span), name, isStatic: value !== undefined } as const;
  return value === undefined ? member : { ...member, value };
}
