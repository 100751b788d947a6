// Imports and exports between modules of the workspace; everything else is a symbol of its package.
import { type ExportStatement, type ImportStatement, unknownVolatility } from '../model/index.ts';
import type { ResolvedImport } from '../resolve/index.ts';
import type { Place } from '../text/index.ts';
import type { AbstractSymbol, AbstractValue } from './abstractValue.ts';
import { type Cell, createCell } from './cell.ts';
import { evaluate } from './evaluate.ts';
import { dataValue } from './knowledge/data.ts';
import { type Context, type Machine, placeOf } from './machine.ts';
import { source, unknown } from './make.ts';

export function executeImport(context: Context, statement: ImportStatement): void {
  const { machine, record } = context;
  const resolved = machine.modules.resolve(record.path, statement.module, record.module.language);
  if (resolved.kind === 'package' && !record.packages.includes(resolved.name)) record.packages.push(resolved.name);
  for (const binding of statement.bindings) {
    const place = placeOf(context, binding);
    if (binding.local === '*') {
      importStar(context, resolved);
      continue;
    }
    const hasNoModule = resolved.kind === 'package' || resolved.kind === 'missing';
    if (hasNoModule && binding.imported !== '*' && record.module.language === 'python') {
      // A namespace package has no module of its own, but its submodules are there.
      const inside = machine.modules.resolve(record.path, joinModule(statement.module, binding.imported), 'python');
      if (inside.kind === 'module') {
        machine.modules.load(machine, inside.path);
        machine.store.set(context.scope.home.declare(binding.local), { kind: 'namespace', path: inside.path, place });
        continue;
      }
    }
    if (resolved.kind === 'module' && binding.imported !== '*') {
      const cell = exportCell(machine, resolved.path, binding.imported);
      if (cell) {
        // The same cell: a binding made before its module is ready sees the value once it is there.
        context.scope.home.names.set(binding.local, cell);
        continue;
      }
      const submodule = machine.modules.resolve(
        record.path,
        joinModule(statement.module, binding.imported),
        record.module.language,
      );
      const value: AbstractValue =
        submodule.kind === 'module'
          ? { kind: 'namespace', path: submodule.path, place }
          : unknown('unresolved', binding.local, place);
      if (submodule.kind === 'module') machine.modules.load(machine, submodule.path);
      machine.store.set(context.scope.home.declare(binding.local), value);
      continue;
    }
    machine.store.set(
      context.scope.home.declare(binding.local),
      importedValue(context, resolved, binding.imported, binding.local, place),
    );
  }
}

function joinModule(module: string, name: string): string {
  return module.endsWith('.') ? `${module}${name}` : `${module}.${name}`;
}

function importedValue(
  context: Context,
  resolved: ResolvedImport,
  imported: string,
  local: string,
  place: Place,
): AbstractValue {
  const { machine } = context;
  switch (resolved.kind) {
    case 'module':
      machine.modules.load(machine, resolved.path);
      return { kind: 'namespace', path: resolved.path, place };
    case 'data':
      return dataValue(context, resolved.path, place);
    case 'package':
      return symbol(resolved.name, imported === '*' ? resolved.path : [...resolved.path, imported], local, place);
    case 'missing':
      return unknown('unresolved', local, place);
  }
}

export function symbol(name: string, path: readonly string[], label: string, place: Place): AbstractSymbol {
  return {
    kind: 'symbol',
    package: name,
    path,
    volatility: unknownVolatility,
    source: source('external', label, place),
    made: undefined,
    marksHidden: undefined,
    place,
  };
}

function importStar(context: Context, resolved: ResolvedImport): void {
  if (resolved.kind !== 'module') return;
  const from = context.machine.modules.load(context.machine, resolved.path);
  if (!from) return;
  const names = from.module.language === 'python' ? from.scope.names : from.exports;
  for (const [name, cell] of names) if (!name.startsWith('_')) context.scope.home.names.set(name, cell);
}

export function importDynamic(context: Context, specifier: string, place: Place): AbstractValue {
  const resolved = context.machine.modules.resolve(context.record.path, specifier, context.record.module.language);
  if (resolved.kind === 'package' && !context.record.packages.includes(resolved.name))
    context.record.packages.push(resolved.name);
  return importedValue(context, resolved, '*', specifier, place);
}

export function executeExport(context: Context, statement: ExportStatement): void {
  const { machine, record } = context;
  if (statement.value) {
    const cell = createCell<AbstractValue>('variable', record.path);
    machine.store.set(cell, evaluate(context, statement.value));
    record.exports.set('default', cell);
    exportFields(context, machine.store.get(cell));
    return;
  }
  if (statement.module === undefined) {
    for (const binding of statement.bindings)
      record.exports.set(
        binding.exported,
        context.scope.module.find(binding.local) ?? context.scope.home.declare(binding.local),
      );
    return;
  }
  const resolved = machine.modules.resolve(record.path, statement.module, record.module.language);
  for (const binding of statement.bindings) {
    if (binding.local === '*' && binding.exported === '*') {
      if (resolved.kind === 'module') record.stars.push(resolved.path);
      continue;
    }
    const cell =
      resolved.kind === 'module' && binding.local !== '*'
        ? exportCell(machine, resolved.path, binding.local)
        : undefined;
    if (cell) {
      record.exports.set(binding.exported, cell);
      continue;
    }
    const own = createCell<AbstractValue>('variable', record.path);
    machine.store.set(
      own,
      importedValue(context, resolved, binding.local, binding.exported, placeOf(context, statement)),
    );
    record.exports.set(binding.exported, own);
  }
}

/** `module.exports = { a, b }` exports its fields by name too. */
function exportFields(context: Context, value: AbstractValue | undefined): void {
  const heap = value?.kind === 'reference' ? context.machine.store.get(value.cell) : undefined;
  if (heap?.kind !== 'record' || heap.cls) return;
  for (const [key, field] of heap.fields) {
    if (context.record.exports.has(key)) continue;
    const cell = createCell<AbstractValue>('variable', context.record.path);
    context.machine.store.set(cell, field.value);
    context.record.exports.set(key, cell);
  }
}

export function exportCell(
  machine: Machine,
  path: string,
  name: string,
  seen = new Set<string>(),
): Cell<AbstractValue> | undefined {
  if (seen.has(path)) return undefined;
  seen.add(path);
  const record = machine.modules.load(machine, path);
  if (!record) return undefined;
  const own = record.module.language === 'python' ? record.scope.names.get(name) : record.exports.get(name);
  if (own) return own;
  for (const star of record.stars) {
    const found = exportCell(machine, star, name, seen);
    if (found) return found;
  }
  // A module still being initialised (an import cycle) exports names it has not reached yet.
  return record.ready ? undefined : record.scope.declare(name);
}

export function exportOf(machine: Machine, path: string, name: string): AbstractValue | undefined {
  const cell = exportCell(machine, path, name);
  if (cell) return machine.store.get(cell);
  const record = machine.modules.load(machine, path);
  if (!record) return undefined;
  const submodule = machine.modules.resolve(path, `./${name}`, record.module.language);
  return submodule.kind === 'module'
    ? { kind: 'namespace', path: submodule.path, place: { path, start: 0, end: 0 } }
    : undefined;
}
