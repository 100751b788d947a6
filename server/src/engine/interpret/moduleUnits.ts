// Cuts a module into the units that can reach a model call or not: its functions, classes, variables, and the module level.
import type { Callee, Expression, FunctionExpression, ImportStatement, Module } from '../model/index.ts';
import type { ResolvedImport } from '../resolve/index.ts';
import { walk } from './mutations.ts';

export interface Unit {
  readonly fn: FunctionExpression | undefined;
  /** Names that others reach it by. */
  readonly names: Set<string>;
  readonly uses: Set<string>;
  /** It makes a call that a recognizer wants to see. */
  calls: boolean;
}

/** A name that an import binds, and what it may stand for in other modules: a name there, or any of theirs (`*`). */
export interface ImportedName {
  readonly local: string;
  readonly path: string;
  readonly imported: string;
}

export interface ModuleUnits {
  readonly units: readonly Unit[];
  readonly imported: readonly ImportedName[];
}

export interface UnitsInput {
  readonly module: Module;
  readonly isCandidate: (callee: Callee, packages: readonly string[], isUnseen?: boolean) => boolean;
  readonly resolve: (specifier: string) => ResolvedImport;
}

export function moduleUnits(input: UnitsInput): ModuleUnits {
  const imports = importsOf(input);
  const top: Unit = { fn: undefined, names: new Set(), uses: new Set(), calls: false };
  const units: Unit[] = [top];
  collect(input.module.body, top, units, (call) => isModelCall(call, imports, input.isCandidate));
  return { units, imported: imports.names };
}

interface Imports {
  readonly names: readonly ImportedName[];
  readonly symbols: ReadonlyMap<string, { readonly package: string; readonly path: readonly string[] }>;
  readonly packages: readonly string[];
}

function importsOf({ module, resolve }: UnitsInput): Imports {
  const names: ImportedName[] = [];
  const symbols = new Map<string, { readonly package: string; readonly path: readonly string[] }>();
  const packages: string[] = [];
  walk(module.body, (node) => {
    if (node.kind !== 'import' && !(node.kind === 'export' && node.module !== undefined)) return true;
    const statement = node as unknown as ImportStatement;
    if (statement.typeOnly) return false;
    const resolved = resolve(statement.module);
    if (resolved.kind === 'package') packages.push(resolved.name);
    for (const binding of statement.bindings) {
      // Re-exports have the same two names under other keys.
      const { imported, local } = 'imported' in binding ? binding : renamed(binding);
      if (resolved.kind === 'package') {
        const path = imported === '*' ? resolved.path : [...resolved.path, imported];
        symbols.set(local, { package: resolved.name, path });
      } else if (resolved.kind === 'module') names.push({ local, path: resolved.path, imported });
      const inside = imported === '*' ? undefined : submodule(resolve, statement.module, imported);
      if (inside !== undefined) names.push({ local, path: inside, imported: '*' });
    }
    return false;
  });
  return { names, symbols, packages };
}

function renamed(binding: object): { readonly imported: string; readonly local: string } {
  const { local, exported } = binding as { local: string; exported: string };
  return { imported: local, local: exported };
}

function submodule(resolve: UnitsInput['resolve'], module: string, name: string): string | undefined {
  if (!/^\.*[\w.]*$/.test(module) || module.includes('/')) return undefined;
  const resolved = resolve(module.endsWith('.') ? `${module}${name}` : `${module}.${name}`);
  return resolved.kind === 'module' ? resolved.path : undefined;
}

function isModelCall(call: Expression, imports: Imports, isCandidate: UnitsInput['isCandidate']): boolean {
  if (call.kind !== 'call') return false;
  const path: string[] = [];
  let at: Expression = call.callee;
  while (at.kind === 'member' || at.kind === 'call') {
    if (at.kind === 'member') {
      path.unshift(at.property);
      at = at.object;
    } else {
      path.unshift('()');
      at = at.callee;
    }
  }
  const label = path.join('.');
  if (at.kind === 'name') {
    const symbol = imports.symbols.get(at.name);
    if (symbol && isCandidate({ package: symbol.package, path: [...symbol.path, ...path], label }, imports.packages))
      return true;
    path.unshift(at.name);
  }
  return path.length > 1 && isCandidate({ path, label }, imports.packages, true);
}

/** Cuts the module into units: every function, and the module level. Members of a class make the class reach too. */
function collect(body: unknown, unit: Unit, units: Unit[], isCall: (call: Expression) => boolean): void {
  const enter = (fn: FunctionExpression, names: readonly (string | undefined)[], outer: Unit) => {
    const inner: Unit = {
      fn,
      names: new Set(names.filter((name) => name !== undefined)),
      uses: new Set(),
      calls: false,
    };
    if (fn.name !== undefined) inner.names.add(fn.name);
    units.push(inner);
    // A function that is only defined inside another is run by it, or by whom it is handed to.
    const link = `\u0000${units.length}`;
    inner.names.add(link);
    outer.uses.add(link);
    collect(fn.params, inner, units, isCall);
    collect(fn.body, inner, units, isCall);
  };
  walk(body, (node) => {
    switch (node.kind) {
      case 'function': {
        if (!('params' in node)) {
          const fn = node.fn as FunctionExpression;
          const link = unit === units[0] ? detached(unit) : unit;
          enter(fn, [node.isDefault ? 'default' : undefined], link);
          return false;
        }
        enter(node as unknown as FunctionExpression, [], unit);
        return false;
      }
      case 'class': {
        if (!('members' in node)) return true;
        const whole: Unit = {
          fn: undefined,
          names: new Set([String(node.name ?? 'default')]),
          uses: new Set(),
          calls: false,
        };
        units.push(whole);
        for (const base of node.bases as readonly Expression[]) if (base.kind === 'name') whole.uses.add(base.name);
        for (const member of node.members as readonly {
          readonly name: string;
          readonly fn?: FunctionExpression;
          readonly value?: Expression;
        }[]) {
          if (member.fn) enter(member.fn, [member.name], whole);
          else if (member.value) collect(member.value, whole, units, isCall);
        }
        return false;
      }
      case 'assign': {
        const target = node.target as Expression;
        const value = node.value as Expression | undefined;
        const name = target.kind === 'name' ? target.name : undefined;
        if (unit === units[0] && name !== undefined && value) {
          // `const f = () => …`, `const client = wrap(…)`: the variable carries what its value reaches.
          const holder: Unit = { fn: undefined, names: new Set([name]), uses: new Set(), calls: false };
          units.push(holder);
          collect(value, holder, units, isCall);
          if (value.kind !== 'function') for (const used of holder.uses) unit.uses.add(used);
          return false;
        }
        return true;
      }
      case 'export': {
        if (node.value) {
          const holder: Unit = { fn: undefined, names: new Set(['default']), uses: new Set(), calls: false };
          units.push(holder);
          collect(node.value, holder, units, isCall);
        }
        for (const binding of (node.bindings ?? []) as readonly { local: string; exported: string }[]) {
          if (binding.local === binding.exported || node.module !== undefined) continue;
          units.push({
            fn: undefined,
            names: new Set([binding.exported]),
            uses: new Set([binding.local]),
            calls: false,
          });
        }
        return false;
      }
      case 'name':
        unit.uses.add(node.name as string);
        return true;
      case 'member':
        unit.uses.add(node.property as string);
        return true;
      case 'call':
        if (isCall(node as unknown as Expression)) unit.calls = true;
        return true;
      default:
        return true;
    }
  });
}

/** Function declarations at module level do nothing until somebody names them. */
function detached(unit: Unit): Unit {
  return { ...unit, uses: new Set() };
}
