// Cuts a module into the units that can reach a model call or not: its functions, classes, variables, and the module level.
import {
  type ClassExpression,
  type Expression,
  type FunctionExpression,
  type ImportStatement,
  type Module,
  type Statement,
  type Target,
  type TypeRef,
  walk,
} from '../model/index.ts';
import type { ResolvedImport } from '../resolve/index.ts';
import { isFunctionMethod } from './functionMethods.ts';
import { memberPath } from './memberPath.ts';
import type { Sdks } from './sdks.ts';

export interface Unit {
  readonly fn: FunctionExpression | undefined;
  /** Names that others reach it by. */
  readonly names: Set<string>;
  readonly uses: Set<string>;
  /** Functions defined inside: it runs them, or hands them to whom does. */
  readonly inner: Unit[];
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
  readonly sdks: Sdks;
  readonly signs: readonly string[];
  readonly resolve: (specifier: string) => ResolvedImport;
}

export function moduleUnits(input: UnitsInput): ModuleUnits {
  const imports = importsOf(input);
  const seenWith = JSON.stringify([[...imports.symbols], imports.packages]);
  const units = input.module.body.flatMap((statement) => unitsOf(statement, input.sdks, imports, seenWith));
  return { units, imported: imports.names };
}

interface StatementUnits {
  readonly sdks: Sdks;
  /** The imports that tell which calls are candidates. */
  readonly seenWith: string;
  readonly units: readonly Unit[];
}

// Most statements of a document outlive an edit of it.
const knownUnits = new WeakMap<Statement, StatementUnits>();
const knownImports = new WeakMap<Statement, readonly ImportStatement[]>();

function unitsOf(statement: Statement, sdks: Sdks, imports: Imports, seenWith: string): readonly Unit[] {
  const known = knownUnits.get(statement);
  if (known?.seenWith === seenWith && known.sdks === sdks) return known.units;
  const top = newUnit(undefined, []);
  const units: Unit[] = [];
  collect(statement, { unit: top, top, units, isCall: (call) => isModelCall(call, imports, sdks) });
  knownUnits.set(statement, { sdks, seenWith, units });
  return units;
}

function newUnit(fn: FunctionExpression | undefined, names: readonly (string | undefined)[]): Unit {
  const given = names.filter((name) => name !== undefined);
  return { fn, names: new Set(given), uses: new Set(), inner: [], calls: false };
}

interface Imports {
  readonly names: readonly ImportedName[];
  readonly symbols: ReadonlyMap<string, { readonly package: string; readonly path: readonly string[] }>;
  readonly packages: readonly string[];
}

function importsOf({ module, resolve, signs }: UnitsInput): Imports {
  const names: ImportedName[] = [];
  const symbols = new Map<string, { readonly package: string; readonly path: readonly string[] }>();
  const packages: string[] = [...signs];
  for (const statement of module.body.flatMap(importsIn)) {
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
  }
  return { names, symbols, packages };
}

/** Imports and re-exports in or below a statement. */
function importsIn(statement: Statement): readonly ImportStatement[] {
  const known = knownImports.get(statement);
  if (known) return known;
  const found: ImportStatement[] = [];
  walk(statement, (node) => {
    if (node.kind === 'assign')
      found.push(...dynamicImport(node.value as Expression | undefined, node.target as Target));
    else if (node.kind === 'call') found.push(...dynamicImport(node as unknown as Expression, undefined));
    if (node.kind !== 'import' && !(node.kind === 'export' && node.module !== undefined)) return true;
    found.push(node as unknown as ImportStatement);
    return false;
  });
  knownImports.set(statement, found);
  return found;
}

/** The names that are taken out of a module that is imported at run time. */
function dynamicImport(value: Expression | undefined, target: Target | undefined): readonly ImportStatement[] {
  const call = value?.kind === 'await' ? value.value : value;
  if (call?.kind !== 'call' || call.callee.kind !== 'name' || call.callee.name !== 'import') return [];
  const specifier = call.args[0]?.value;
  if (specifier?.kind !== 'literal' || typeof specifier.value !== 'string') return [];
  const { start, end } = call;
  const binding = (imported: string, local: Target) =>
    local.kind === 'name' ? [{ imported, local: local.name, start, end }] : [];
  const bindings =
    target?.kind === 'recordPattern'
      ? target.fields.flatMap((field) => binding(field.key, field.target))
      : target === undefined
        ? []
        : binding('*', target);
  return [{ kind: 'import', module: specifier.value, bindings, typeOnly: false, start, end }];
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

/** A function that is handed on (`to_thread(client.messages.create, …)`, `create.bind(client)`) counts as one that is called. */
function isModelCall(call: Expression, imports: Imports, sdks: Sdks): boolean {
  if (call.kind !== 'call') return false;
  const handed = call.args.flatMap(({ value }) => (value.kind === 'member' ? [value] : []));
  return [unbound(call.callee), ...handed].some((callee) => isModelCallee(callee, imports, sdks));
}

function unbound(callee: Expression): Expression {
  return callee.kind === 'member' && isFunctionMethod(callee.property) ? callee.object : callee;
}

function isModelCallee(callee: Expression, imports: Imports, { isCandidate, declared }: Sdks): boolean {
  const { root, path } = memberPath(callee);
  const label = path.join('.');
  const symbol = root.kind === 'name' ? imports.symbols.get(root.name) : undefined;
  if (symbol) {
    const known = { package: symbol.package, path: [...symbol.path, ...path], label };
    if (isCandidate(known, imports.packages, true) || declared?.mayBeWrapper(known.path)) return true;
  }
  const spelled = root.kind === 'name' ? [root.name, ...path] : path;
  if (declared?.mayBeWrapper(spelled)) return true;
  if (spelled.length > 1) return isCandidate({ path: spelled, label }, imports.packages, true);
  const isGlobal = root.kind === 'name' && symbol === undefined;
  return isGlobal && isCandidate({ package: 'global', path: spelled, label }, imports.packages);
}

interface Collecting {
  readonly unit: Unit;
  /** Stands for what runs at the module level. */
  readonly top: Unit;
  readonly units: Unit[];
  readonly isCall: (call: Expression) => boolean;
}

/** Cuts a statement into units: every function, class and variable. Members of a class make the class reach too. */
function collect(body: unknown, collecting: Collecting): void {
  const { unit, top, units, isCall } = collecting;
  const within = (value: unknown, inner: Unit): void => collect(value, { ...collecting, unit: inner });
  const add = (fn: FunctionExpression | undefined, names: readonly (string | undefined)[]): Unit => {
    const added = newUnit(fn, names);
    units.push(added);
    return added;
  };
  /** A field, known by its name alone, reaches what its value and its type do. */
  const carry = (name: string, value: Expression | undefined, annotation: TypeRef | undefined): void => {
    if (value?.kind === 'function' || value?.kind === 'class') return;
    const field = add(undefined, [name]);
    if (value) walk(value, (node) => noteUse(field, node));
    if (annotation) typed(field, annotation);
  };
  const enter = (fn: FunctionExpression, names: readonly (string | undefined)[], outer: Unit): Unit => {
    const inner = add(fn, [...names, fn.name]);
    outer.inner.push(inner);
    for (const { target, annotation } of fn.params) {
      if (annotation === undefined) continue;
      typed(inner, annotation);
      // What has the type of something that reaches a model call carries it on, to a field that it is kept in too.
      if (target.kind === 'name') typed(add(undefined, [target.name]), annotation);
    }
    within(fn.params, inner);
    within(fn.body, inner);
    return inner;
  };
  walk(body, (node) => {
    switch (node.kind) {
      case 'function': {
        const isStatement = !('params' in node);
        const fn = (isStatement ? node.fn : node) as FunctionExpression;
        enter(fn, [isStatement && node.isDefault ? 'default' : undefined], unit);
        return false;
      }
      case 'class': {
        if (!('members' in node)) return true;
        const whole = add(undefined, [String(node.name ?? 'default')]);
        const { bases, members } = node as unknown as ClassExpression;
        const inherited = bases.flatMap((base) => (base.kind === 'name' ? [base.name] : []));
        for (const name of inherited) whole.uses.add(name);
        for (const { name, fn, value, annotation } of members) {
          if (fn) {
            const method = enter(fn, [name], whole);
            // It may call what only its base has.
            for (const base of inherited) method.uses.add(base);
          }
          if (value) within(value, whole);
          if (fn === undefined) carry(name, value, annotation);
        }
        return false;
      }
      case 'assign': {
        const target = node.target as Expression;
        const value = node.value as Expression | undefined;
        if (target.kind === 'member' && value) carry(target.property, value, undefined);
        if (unit !== top || target.kind !== 'name' || !value) return true;
        // `const f = () => …`, `const client = wrap(…)`: the variable carries what its value reaches.
        within(value, add(undefined, [target.name]));
        return false;
      }
      case 'export': {
        if (node.value) within(node.value, add(undefined, ['default']));
        for (const binding of (node.bindings ?? []) as readonly { local: string; exported: string }[]) {
          if (binding.local === binding.exported || node.module !== undefined) continue;
          add(undefined, [binding.exported]).uses.add(binding.local);
        }
        return false;
      }
      case 'call':
        if (isCall(node as unknown as Expression)) unit.calls = true;
        return true;
      default:
        return noteUse(unit, node);
    }
  });
}

/** Functions inside of a value are units of their own. */
function noteUse(unit: Unit, node: Readonly<Record<string, unknown>>): boolean {
  if (node.kind === 'name') unit.uses.add(node.name as string);
  else if (node.kind === 'member') unit.uses.add(node.property as string);
  return node.kind !== 'function' && node.kind !== 'class';
}

function typed(unit: Unit, { name, args }: TypeRef): void {
  for (const part of name.split('.')) unit.uses.add(part);
  for (const arg of args) typed(unit, arg);
}
