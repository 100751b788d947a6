// Executes statements in order; branches run apart and are joined, loops run twice.
import { type Statement, stable, unknownVolatility } from '../model/index.ts';
import type { AbstractValue } from './abstractValue.ts';
import { assign } from './assign.ts';
import { blockContext } from './blockContext.ts';
import { type Cell, now } from './cell.ts';
import { defineClass } from './classes.ts';
import { noteLimit } from './concurrencyLimit.ts';
import { decorate } from './decorate.ts';
import { evaluate, evaluateAssigned } from './evaluate.ts';
import { guardBehind, guarded } from './guards.ts';
import { truth, varying } from './inspect.ts';
import { joinOutcomes } from './join.ts';
import { executeLoop } from './loop.ts';
import { type Context, placeOf } from './machine.ts';
import { choice, scalar, unknown } from './make.ts';
import { executeExport, executeImport } from './modules.ts';
import { fromAnnotation } from './parameters.ts';
import { passed } from './passed.ts';
import { remove } from './remove.ts';
import { noteRaise } from './waits.ts';

/** Runs a block. True when control can reach its end. */
export function executeBody(context: Context, body: readonly Statement[]): boolean {
  hoist(context, body);
  const { guards } = context.machine;
  const depth = guards.length;
  try {
    for (const statement of body) {
      if (!context.machine.step()) return true;
      if (!execute(context, statement)) return false;
      const guard = guardBehind(context, statement);
      if (guard) guards.push(guard);
    }
    return true;
  } finally {
    guards.length = depth;
  }
}

/** Function declarations are bound before the block runs, so that what stands above may call what stands below. */
function hoist(context: Context, body: readonly Statement[]): void {
  for (const statement of body) {
    if (statement.kind === 'function') bindFunction(context, statement, evaluate(context, statement.fn));
    else if (statement.kind === 'block') hoist(context, statement.body);
  }
}

function bindFunction(
  context: Context,
  statement: Extract<Statement, { kind: 'function' }>,
  value: AbstractValue,
): void {
  const { fn } = statement;
  const name = fn.name ?? (statement.isDefault ? 'default' : undefined);
  if (name === undefined) return;
  const cell = context.scope.home.declare(name);
  context.machine.store.set(cell, value);
  if (statement.exported) context.record.exports.set(name, cell);
  if (statement.isDefault) context.record.exports.set('default', cell);
}

/** Runs one statement. False when control does not go on to the next. */
function execute(context: Context, statement: Statement): boolean {
  const { machine } = context;
  switch (statement.kind) {
    case 'import':
      executeImport(context, statement);
      return true;
    case 'export':
      executeExport(context, statement);
      return true;
    case 'expression':
      evaluate(context, statement.expression);
      return !neverReturns(statement);
    case 'assign':
      executeAssign(context, statement);
      return true;
    case 'function':
      // Python binds functions where they stand; a conditional definition was not hoisted.
      bindFunction(context, statement, decorate(context, statement.fn));
      return true;
    case 'class': {
      for (const decorator of statement.cls.decorators) evaluate(context, decorator);
      const value = defineClass(context, statement.cls);
      // A class binds in its block in JavaScript, and where an assignment would in Python.
      const scope = context.record.module.language === 'python' ? context.scope.home : context.scope;
      const cell = scope.declare(statement.cls.name ?? 'default');
      machine.store.set(cell, value);
      if (statement.exported && statement.cls.name !== undefined) context.record.exports.set(statement.cls.name, cell);
      if (statement.isDefault) context.record.exports.set('default', cell);
      return true;
    }
    case 'if':
      return executeIf(context, statement);
    case 'loop':
      return executeLoop(context, statement);
    case 'return': {
      const value = statement.value
        ? evaluate(context, statement.value)
        : scalar(undefined, placeOf(context, statement));
      context.frame.returns.push(value);
      context.frame.outcomes.push(machine.store.flatten(context.frame.entry, context.scope.home));
      return false;
    }
    case 'throw':
      noteRaise(context);
      if (statement.value) evaluate(context, statement.value);
      return false;
    case 'break':
    case 'continue': {
      const loop = context.frame.loops.at(-1);
      if (loop) {
        (statement.kind === 'break' ? loop.leaving : loop.outcomes).push(machine.store.flatten(loop.entry));
        if (statement.kind === 'continue' && context.frame.handlers === 0) loop.goesOn = true;
      }
      return false;
    }
    case 'try':
      return executeTry(context, statement);
    case 'with': {
      for (const item of statement.items) {
        const value = evaluate(context, item.value);
        noteLimit(context, value);
        if (item.target) assign(context, item.target, value, placeOf(context, statement), undefined);
      }
      return executeBody(context, statement.body);
    }
    case 'switch':
      return executeSwitch(context, statement);
    case 'block':
      return executeBody(blockContext(context), statement.body);
    case 'scope':
      for (const name of statement.names) context.scope.home.outer.set(name, statement.scope);
      return true;
    case 'delete':
      for (const target of statement.targets) remove(context, target);
      return true;
  }
}

function neverReturns(statement: Extract<Statement, { kind: 'expression' }>): boolean {
  const { expression } = statement;
  if (expression.kind !== 'call' || expression.callee.kind !== 'member' || expression.callee.object.kind !== 'name')
    return false;
  return (
    expression.callee.property === 'exit' &&
    (expression.callee.object.name === 'process' || expression.callee.object.name === 'sys')
  );
}

function executeAssign(context: Context, statement: Extract<Statement, { kind: 'assign' }>): void {
  const place = placeOf(context, statement);
  const value = statement.value
    ? evaluateAssigned(context, statement.target, statement.operator, statement.value)
    : statement.annotation && !statement.declares
      ? fromAnnotation(context, statement.annotation, 'value', place, 'unresolved')
      : scalar(undefined, place);
  const named: AbstractValue =
    statement.target.kind === 'name' && value.kind !== 'text'
      ? passed(value, { label: statement.target.name, place })
      : value;
  assign(context, statement.target, named, place, statement.declares);
  if (statement.exported) exportNames(context, statement.target);
}

function exportNames(context: Context, target: Extract<Statement, { kind: 'assign' }>['target']): void {
  if (target.kind === 'name') {
    const cell = context.scope.find(target.name);
    if (cell) context.record.exports.set(target.name, cell);
  } else if (target.kind === 'listPattern') {
    for (const item of target.items) if (item) exportNames(context, item.target);
  } else if (target.kind === 'recordPattern') {
    for (const field of target.fields) exportNames(context, field.target);
    if (target.rest) exportNames(context, target.rest);
  }
}

function executeIf(context: Context, statement: Extract<Statement, { kind: 'if' }>): boolean {
  const { machine } = context;
  const test = evaluate(context, statement.test);
  const known = truth(test, machine.store);
  return guarded(context, 'if', statement.test, () =>
    known === undefined
      ? branches(context, [statement.then, statement.otherwise], varying(test, machine.store).volatility)
      : executeBody(blockContext(context), known ? statement.then : statement.otherwise),
  );
}

function branches(
  context: Context,
  bodies: readonly (readonly Statement[])[],
  by: Parameters<typeof joinOutcomes>[2],
  first?: (context: Context, index: number) => void,
): boolean {
  const { machine } = context;
  const falling: Map<Cell<unknown>, unknown>[] = [];
  const parted = now();
  bodies.forEach((body, index) => {
    let falls = true;
    const changes = machine.inLayer(() => {
      const inside = blockContext(context);
      first?.(inside, index);
      falls = executeBody(inside, body);
    });
    if (falls) falling.push(changes);
  });
  if (falling.length === 0) return false;
  joinOutcomes(machine.store, falling, by, parted);
  return true;
}

function executeTry(context: Context, statement: Extract<Statement, { kind: 'try' }>): boolean {
  const { machine } = context;
  let falls = true;
  const parted = now();
  const takes = statement.handlers.length > 0 && !statement.handlers.some((handler) => throwsAgain(handler.body));
  if (takes) machine.caught++;
  const body = machine.inLayer(() => {
    falls = executeBody(blockContext(context), statement.body);
    if (falls && statement.otherwise.length) falls = executeBody(blockContext(context), statement.otherwise);
  });
  if (takes) machine.caught--;
  const falling = falls ? [body] : [];
  let rescued = false;
  for (const handler of statement.handlers) {
    let handlerFalls = true;
    context.frame.handlers++;
    const changes = machine.inLayer(() => {
      const inside = blockContext(context);
      // The body may have got any distance before it failed.
      joinOutcomes(machine.store, [new Map(), body], unknownVolatility, parted);
      if (handler.param) {
        const place = placeOf(context, handler.span);
        assign(inside, handler.param, unknown('external', 'error', place), place, 'let');
      }
      handlerFalls = executeBody(inside, handler.body);
    });
    context.frame.handlers--;
    if (handlerFalls) {
      rescued = true;
      falling.push(changes);
    }
  }
  if (falling.length) joinOutcomes(machine.store, falling, unknownVolatility, parted);
  if (statement.finally.length && !executeBody(blockContext(context), statement.finally)) return false;
  if (!falls && rescued) markRetry(context);
  return falling.length > 0;
}

function throwsAgain(body: readonly Statement[]): boolean {
  return body.some((statement) => statement.kind === 'throw');
}

/** Only the handler goes on: if a loop stands around, its next round is a retry of this one. */
function markRetry(context: Context): void {
  const loop = context.frame.loops.at(-1);
  if (loop) retrying.add(loop);
}

/** Loops whose body ends normally only by way of an exception handler. */
export const retrying = new WeakSet<object>();

function executeSwitch(context: Context, statement: Extract<Statement, { kind: 'switch' }>): boolean {
  const subject = evaluate(context, statement.subject);
  const place = placeOf(context, statement.subject);
  const by = varying(subject, context.machine.store).volatility;
  const bodies = statement.cases.map((one, index) => {
    const run = [...one.body];
    for (let next = index; statement.cases[next]?.fallsThrough && next + 1 < statement.cases.length; next++) {
      run.push(...(statement.cases[next + 1]?.body ?? []));
    }
    return run.filter((inner) => inner.kind !== 'break');
  });
  const exhaustive = statement.cases.some((one) => one.tests.length === 0 && !one.guard);
  if (!exhaustive) bodies.push([]);
  return branches(context, bodies, by, (inside, index) => {
    const one = statement.cases[index];
    for (const test of one?.tests ?? []) evaluate(inside, test);
    for (const target of one?.bindings ?? [])
      assign(inside, target, choice([subject], stable, place), place, undefined);
  });
}
