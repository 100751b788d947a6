// Lowers TypeScript's enums to constant records and its namespaces to blocks.
import type { AssignStatement, BlockStatement, Expression, RecordEntry, Statement } from '../../model/index.ts';
import { childByField, namedChildren, type RawNode } from '../../syntax/index.ts';
import { type LowerSource, spanOf, textOf, unknownExpression } from '../lowering.ts';
import { lowerExpression } from './expressions.ts';
import { propertyName } from './propertyName.ts';
import { lowerStatements } from './statements.ts';

export function lowerEnum(node: RawNode, source: LowerSource): AssignStatement {
  const name = childByField(node, 'name') ?? node;
  const body = childByField(node, 'body') ?? node;
  const entries: RecordEntry[] = [];
  let next: number | undefined = 0;
  for (const member of namedChildren(body)) {
    const isAssigned = member.type === 'enum_assignment';
    const key = isAssigned ? childByField(member, 'name') : member.field === 'name' ? member : undefined;
    if (key === undefined) continue;
    const written = isAssigned ? childByField(member, 'value') : undefined;
    const value: Expression = written === undefined ? counted(key, next) : lowerExpression(written, source);
    next = value.kind === 'literal' && typeof value.value === 'number' ? value.value + 1 : undefined;
    entries.push({
      kind: 'field',
      key: propertyName(key, source),
      keySpan: spanOf(key),
      value,
      span: spanOf(member),
      shorthand: false,
    });
  }
  return {
    kind: 'assign',
    ...spanOf(node),
    target: { kind: 'name', ...spanOf(name), name: textOf(name, source) },
    value: { kind: 'record', ...spanOf(body), entries },
    declares: 'const',
  };
}

function counted(key: RawNode, value: number | undefined): Expression {
  if (value === undefined) return unknownExpression(key, 'enum value');
  return { kind: 'literal', ...spanOf(key), value };
}

/** What a namespace exports is no export of the module. */
export function lowerNamespace(node: RawNode, source: LowerSource): BlockStatement {
  const body = childByField(node, 'body');
  const statements = body === undefined ? [] : lowerStatements(body.children, source);
  return { kind: 'block', ...spanOf(node), body: statements.map(withoutExport) };
}

function withoutExport(statement: Statement): Statement {
  if (!('exported' in statement)) return statement;
  const { exported: _, ...rest } = statement;
  return rest;
}
