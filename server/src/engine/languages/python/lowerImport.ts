// Lowers Python's import statements.
import type { ImportBinding, ImportStatement } from '../../model/index.ts';
import { childByField, childrenByField, hasChildOfType, type RawNode } from '../../syntax/index.ts';
import type { Span } from '../../text/index.ts';
import { spanOf, textOf } from '../lowering.ts';
import type { LowerScope } from './lowerScope.ts';

export function lowerImport(node: RawNode, scope: LowerScope): readonly ImportStatement[] {
  if (node.type === 'import_statement') return lowerPlainImport(node, scope);
  const module = node.type === 'future_import_statement' ? '__future__' : moduleName(node, scope);
  if (module === undefined) return [];
  const bindings: ImportBinding[] = [];
  if (hasChildOfType(node, 'wildcard_import')) bindings.push({ imported: '*', ...spanOf(node), local: '*' });
  for (const item of childrenByField(node, 'name')) {
    const { name, alias } = importedName(item, scope);
    if (name !== '') bindings.push({ imported: name, ...spanOf(item), local: alias ?? name });
  }
  return [importStatement(node, module, bindings, scope)];
}

/**
 * `import a.b as c` binds the namespace of `a.b`. `import a.b` binds `a`, and loads `a.b` so that it can be reached through `a`:
 * two statements, the second without bindings, because one import has one module.
 */
function lowerPlainImport(node: RawNode, scope: LowerScope): readonly ImportStatement[] {
  const statements: ImportStatement[] = [];
  for (const item of childrenByField(node, 'name')) {
    const { name, alias } = importedName(item, scope);
    if (name === '') continue;
    const head = name.split('.', 1)[0] ?? name;
    const binding = { imported: '*', ...spanOf(item), local: alias ?? head };
    statements.push(importStatement(node, alias === undefined ? head : name, [binding], scope));
    if (alias === undefined && head !== name) statements.push(importStatement(node, name, [], scope));
  }
  return statements;
}

function importStatement(
  span: Span,
  module: string,
  bindings: readonly ImportBinding[],
  scope: LowerScope,
): ImportStatement {
  return { kind: 'import', start: span.start, end: span.end, module, bindings, typeOnly: scope.typesOnly };
}

function moduleName(node: RawNode, scope: LowerScope): string | undefined {
  const module = childByField(node, 'module_name');
  return module === undefined || module.missing ? undefined : compact(module, scope);
}

function importedName(item: RawNode, scope: LowerScope): { readonly name: string; readonly alias?: string } {
  if (item.type !== 'aliased_import') return { name: compact(item, scope) };
  const name = childByField(item, 'name');
  const alias = childByField(item, 'alias');
  const written = name === undefined ? '' : compact(name, scope);
  return alias === undefined || alias.missing
    ? { name: written }
    : { name: written, alias: textOf(alias, scope.source) };
}

/** A dotted name may be written with blanks around its dots. */
function compact(node: RawNode, scope: LowerScope): string {
  return textOf(node, scope.source).replace(/\s+/g, '');
}
