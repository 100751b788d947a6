// Lowers import and export statements.
import type { ExportStatement, ImportBinding, ImportStatement, Statement } from '../../model/index.ts';
import { childByField, childOfType, hasChildOfType, namedChildren, type RawNode } from '../../syntax/index.ts';
import { type LowerSource, spanOf, textOf } from '../lowering.ts';
import { lowerClass, lowerDecorators } from './classes.ts';
import { lowerDeclaration } from './declarations.ts';
import { lowerExpression } from './expressions.ts';
import { lowerFunction } from './functions.ts';
import { stringValue } from './literals.ts';
import { propertyName } from './propertyName.ts';
import { type Before, lowerStatement } from './statements.ts';

/** `import { type A, b }` becomes two statements, one of them for types only. */
export function lowerImport(node: RawNode, source: LowerSource): readonly Statement[] {
  if (node.type === 'import_alias') return lowerImportAlias(node, source);
  const required = childOfType(node, 'import_require_clause');
  if (required !== undefined) return lowerImportRequire(node, required, source);
  const module = childByField(node, 'source');
  if (module === undefined) return [];
  const statement = (bindings: readonly ImportBinding[], typeOnly: boolean): ImportStatement => ({
    kind: 'import',
    ...spanOf(node),
    module: stringValue(module, source),
    bindings,
    typeOnly,
  });
  const clause = childOfType(node, 'import_clause');
  const { values, types } = importBindings(clause, source);
  if (hasChildOfType(node, 'type')) return [statement([...values, ...types], true)];
  if (types.length === 0) return [statement(values, false)];
  return values.length === 0 ? [statement(types, true)] : [statement(values, false), statement(types, true)];
}

function importBindings(clause: RawNode | undefined, source: LowerSource) {
  const values: ImportBinding[] = [];
  const types: ImportBinding[] = [];
  for (const child of clause === undefined ? [] : namedChildren(clause)) {
    if (child.type === 'identifier') {
      values.push({ imported: 'default', ...spanOf(child), local: textOf(child, source) });
    } else if (child.type === 'namespace_import') {
      const name = namedChildren(child)[0];
      if (name !== undefined) values.push({ imported: '*', ...spanOf(child), local: textOf(name, source) });
    } else if (child.type === 'named_imports') {
      for (const specifier of namedChildren(child)) {
        const name = childByField(specifier, 'name');
        if (name === undefined) continue;
        const imported = propertyName(name, source);
        const local = propertyName(childByField(specifier, 'alias') ?? name, source);
        (hasChildOfType(specifier, 'type') ? types : values).push({ imported, ...spanOf(specifier), local });
      }
    }
  }
  return { values, types };
}

/** `import a = require('m')`. */
function lowerImportRequire(node: RawNode, clause: RawNode, source: LowerSource): readonly Statement[] {
  const name = childOfType(clause, 'identifier');
  const module = childByField(clause, 'source');
  if (name === undefined || module === undefined) return [];
  return [
    {
      kind: 'import',
      ...spanOf(node),
      module: stringValue(module, source),
      bindings: [{ imported: '*', ...spanOf(name), local: textOf(name, source) }],
      typeOnly: hasChildOfType(node, 'type'),
    },
  ];
}

/** `import a = b.c` names a member of a namespace. */
function lowerImportAlias(node: RawNode, source: LowerSource): readonly Statement[] {
  const [name, value] = namedChildren(node);
  if (name === undefined || value === undefined) return [];
  const target = { kind: 'name', ...spanOf(name), name: textOf(name, source) } as const;
  return [{ kind: 'assign', ...spanOf(node), target, value: lowerExpression(value, source), declares: 'const' }];
}

export function lowerExport(node: RawNode, source: LowerSource, before: Before): readonly Statement[] {
  if (hasChildOfType(node, 'type')) return [];
  const span = spanOf(node);
  const declaration = childByField(node, 'declaration');
  const isDefault = hasChildOfType(node, 'default');
  if (declaration !== undefined) return lowerExportedDeclaration(node, declaration, isDefault, source, before);
  const value = childByField(node, 'value') ?? (hasChildOfType(node, '=') ? namedChildren(node)[0] : undefined);
  if (value !== undefined) {
    const lowered = lowerExpression(value, source);
    const decorators = lowerDecorators(node, source);
    const decorated = lowered.kind === 'class' && decorators.length > 0;
    return [{ kind: 'export', ...span, bindings: [], value: decorated ? { ...lowered, decorators } : lowered }];
  }
  const from = childByField(node, 'source');
  const bindings = exportBindings(node, source);
  if (bindings === undefined) return [];
  return [{ kind: 'export', ...span, ...(from === undefined ? {} : { module: stringValue(from, source) }), bindings }];
}

/** Undefined when the statement exports nothing (`export as namespace X`). */
function exportBindings(node: RawNode, source: LowerSource): ExportStatement['bindings'] | undefined {
  const namespace = childOfType(node, 'namespace_export');
  if (namespace !== undefined) {
    const name = namespace.children.at(-1);
    return [{ local: '*', exported: name === undefined ? '*' : propertyName(name, source) }];
  }
  if (hasChildOfType(node, '*')) return [{ local: '*', exported: '*' }];
  const clause = childOfType(node, 'export_clause');
  if (clause === undefined) return undefined;
  const bindings: { local: string; exported: string }[] = [];
  for (const specifier of namedChildren(clause)) {
    const name = childByField(specifier, 'name');
    if (name === undefined || hasChildOfType(specifier, 'type')) continue;
    const alias = childByField(specifier, 'alias') ?? name;
    bindings.push({ local: propertyName(name, source), exported: propertyName(alias, source) });
  }
  return bindings;
}

function lowerExportedDeclaration(
  node: RawNode,
  declaration: RawNode,
  isDefault: boolean,
  source: LowerSource,
  before: Before,
): readonly Statement[] {
  const marks = { exported: true, ...spanOf(node), ...(isDefault ? { isDefault: true } : {}) } as const;
  switch (declaration.type) {
    case 'function_declaration':
    case 'generator_function_declaration':
      return [{ kind: 'function', ...marks, fn: lowerFunction(declaration, source, before) }];
    case 'class_declaration':
    case 'abstract_class_declaration':
      return [{ kind: 'class', ...marks, cls: lowerClass(declaration, source, lowerDecorators(node, source)) }];
    case 'lexical_declaration':
    case 'variable_declaration':
    case 'using_declaration':
      return lowerDeclaration(declaration, source, before, { span: node });
    default:
      return lowerStatement(declaration, source, before).map((statement) =>
        statement.kind === 'assign' ? { ...statement, ...spanOf(node), exported: true } : statement,
      );
  }
}
