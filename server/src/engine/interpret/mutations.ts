// Finds what functions change behind the back of a straight reading: module variables and fields of the own instance.
import {
  type AnyNode,
  type ClassExpression,
  type Expression,
  type FunctionExpression,
  type Module,
  type Statement,
  walk,
} from '../model/index.ts';

/** How a name is changed from inside functions. */
export interface Mutation {
  /** Assigned anew. */
  assigned: boolean;
  /** Grown or edited in place. */
  mutated: boolean;
  /** Functions that do it. */
  readonly by: Set<FunctionExpression>;
}

export type Mutations = ReadonlyMap<string, Mutation>;

const mutators = new Set(
  'append push extend insert unshift pop shift remove clear add update set setdefault delete discard splice sort reverse'.split(
    ' ',
  ),
);

const moduleMutations = new WeakMap<Module, Mutations>();
const statementChanges = new WeakMap<Statement, readonly Change[]>();
const classMutations = new WeakMap<ClassExpression, Mutations>();

/** Module-level names that functions of the module change. */
export function mutationsOf(module: Module): Mutations {
  const known = moduleMutations.get(module);
  if (known) return known;
  const found = new Map<string, Mutation>();
  for (const statement of module.body)
    for (const { name, how, by } of changesIn(statement, module.language === 'python')) note(found, name, how, by);
  moduleMutations.set(module, found);
  return found;
}

interface Change {
  readonly name: string;
  readonly how: 'assigned' | 'mutated';
  readonly by: FunctionExpression;
}

/** Kept by statement: most statements of a document outlive an edit of it. */
function changesIn(statement: Statement, python: boolean): readonly Change[] {
  const known = statementChanges.get(statement);
  if (known) return known;
  const found: Change[] = [];
  for (const by of functionsIn(statement)) {
    const locals = python ? localNames(by) : declaredNames(by);
    scan(by.body, (name, how) => {
      if (!locals.has(name)) found.push({ name, how, by });
    });
  }
  statementChanges.set(statement, found);
  return found;
}

/** Fields of `this`/`self` that methods other than the constructor change. */
export function fieldMutationsOf(cls: ClassExpression): Mutations {
  const known = classMutations.get(cls);
  if (known) return known;
  const found = new Map<string, Mutation>();
  for (const member of cls.members) {
    if (!member.fn || member.name === 'constructor' || member.name === '__init__') continue;
    const { fn } = member;
    const first = fn.params[0]?.target;
    const receiver = first?.kind === 'name' && (first.name === 'self' || first.name === 'cls') ? first.name : undefined;
    scan(
      fn.body,
      () => undefined,
      (name, how) => note(found, name, how, fn),
      receiver,
    );
  }
  classMutations.set(cls, found);
  return found;
}

function note(found: Map<string, Mutation>, name: string, how: 'assigned' | 'mutated', by: FunctionExpression): void {
  const one = found.get(name) ?? { assigned: false, mutated: false, by: new Set() };
  one[how] = true;
  one.by.add(by);
  found.set(name, one);
}

type Report = (name: string, how: 'assigned' | 'mutated') => void;

function scan(body: readonly Statement[], onName: Report, onField: Report = () => undefined, receiver?: string): void {
  const target = (node: Expression | { readonly kind: string }, operator: string | undefined) => {
    const one = node as Expression;
    if (one.kind === 'name') onName(one.name, operator === undefined ? 'assigned' : 'mutated');
    else if (one.kind === 'member') {
      if (isReceiver(one.object, receiver)) onField(one.property, operator === undefined ? 'assigned' : 'mutated');
      else base(one.object);
    } else if (one.kind === 'index') base(one.object);
  };
  const base = (object: Expression) => {
    if (object.kind === 'name') onName(object.name, 'mutated');
    else if (object.kind === 'member' && isReceiver(object.object, receiver)) onField(object.property, 'mutated');
  };
  walk(body, (node) => {
    if (node.kind === 'assign' && !('declares' in node && node.declares))
      target(node.target as Expression, node.operator as string | undefined);
    else if (node.kind === 'assignment') target(node.target as Expression, node.operator as string | undefined);
    else if (node.kind === 'call') {
      const callee = node.callee as Expression;
      if (callee.kind === 'member' && mutators.has(callee.property)) base(callee.object);
    }
    return true;
  });
}

function isReceiver(object: Expression, receiver: string | undefined): boolean {
  return object.kind === 'this' || (receiver !== undefined && object.kind === 'name' && object.name === receiver);
}

function functionsIn(statement: Statement): readonly FunctionExpression[] {
  const found: FunctionExpression[] = [];
  walk(statement, (node) => {
    if (node.kind !== 'function') return true;
    // A function statement wraps the expression; only the expression has parameters.
    if ('params' in node) {
      found.push(node as unknown as FunctionExpression);
      return false;
    }
    return true;
  });
  return found;
}

/** Python: a name assigned in a function is local unless declared global. */
function localNames(fn: FunctionExpression): ReadonlySet<string> {
  const names = new Set<string>();
  const globals = new Set<string>();
  for (const param of fn.params) if (param.target.kind === 'name') names.add(param.target.name);
  walk(fn.body, (node) => {
    if (node.kind === 'scope') for (const name of node.names as readonly string[]) globals.add(name);
    if ((node.kind === 'assign' || node.kind === 'assignment') && (node.target as AnyNode).kind === 'name')
      names.add((node.target as AnyNode).name as string);
    if (node.kind === 'loop' && node.target && (node.target as AnyNode).kind === 'name')
      names.add((node.target as AnyNode).name as string);
    return true;
  });
  for (const name of globals) names.delete(name);
  return names;
}

/** JavaScript: names declared anywhere in the function shadow those of the module. */
function declaredNames(fn: FunctionExpression): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (target: unknown) =>
    walk(target, (node) => {
      if (node.kind === 'name') names.add(node.name as string);
      return node.kind !== 'member' && node.kind !== 'index';
    });
  for (const param of fn.params) add(param.target);
  walk(fn.body, (node) => {
    if (node.kind === 'assign' && node.declares) add(node.target);
    if (node.kind === 'function' && Array.isArray(node.params))
      for (const param of node.params) add((param as { target: unknown }).target);
    if (node.kind === 'loop' && node.target) add(node.target);
    return true;
  });
  return names;
}
