// Evaluates expressions abstractly: every value remembers where it was written and how often it changes.
import { type Expression, type FunctionExpression, stable, unknownVolatility } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import type { AbstractClosure, AbstractValue, HeapItem } from './abstractValue.ts';
import { assign } from './assign.ts';
import { evaluateCall } from './call.ts';
import { now } from './cell.ts';
import { defineClass } from './classes.ts';
import { evaluateList, evaluateRecord, evaluateTemplate } from './composite.ts';
import { evaluateComprehension } from './comprehension.ts';
import { evaluateIndex } from './evaluateIndex.ts';
import { literalText, truth, varying } from './inspect.ts';
import { iterate } from './iterate.ts';
import { joinOutcomes } from './join.ts';
import { indexKnowledge } from './knowledge/dates.ts';
import { asDeclared } from './knowledge/declared.ts';
import { globalValue } from './knowledge/globals.ts';
import { labelOf } from './labelOf.ts';
import { type Context, placeOf } from './machine.ts';
import { choice, opaque, scalar, source, text, unknown } from './make.ts';
import { getIndex, getMember } from './member.ts';
import { spelledPath } from './memberPath.ts';
import { noteStoreIndex } from './noteFacts.ts';
import { operate } from './operate.ts';
import { sliceOf } from './slice.ts';

export function evaluate(context: Context, expression: Expression): AbstractValue {
  const { machine } = context;
  const place = placeOf(context, expression);
  if (!machine.step()) return unknown('unresolved', labelOf(context, expression), place);
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'string' ? text(expression.value, place) : scalar(expression.value, place);
    case 'template':
      return evaluateTemplate(context, expression);
    case 'name':
      return asDeclared(context, expression.name, lookUp(context, expression.name, place));
    case 'this':
      return context.self ?? unknown('unresolved', 'this', place);
    case 'super':
      return context.self ?? unknown('unresolved', 'super', place);
    case 'member':
      return expression.object.kind === 'super'
        ? superMember(context, expression.property, place)
        : asDeclared(
            context,
            expression.property,
            getMember(context, evaluate(context, expression.object), expression.property, place),
          );
    case 'index': {
      const object = evaluate(context, expression.object);
      const index = evaluateIndex(context, expression);
      noteStoreIndex(context, labelOf(context, expression.object), index, undefined, place);
      return asDeclared(context, literalText(index) ?? '', getIndex(context, object, index, place));
    }
    case 'slice': {
      const object = evaluate(context, expression.object);
      const from = expression.from && evaluate(context, expression.from);
      const to = expression.to && evaluate(context, expression.to);
      if (expression.step) evaluate(context, expression.step);
      return indexKnowledge(object, from, to, place) ?? sliceOf(context, object, from, to, place);
    }
    case 'call': {
      const result = evaluateCall(context, expression);
      return machine.volatility ? asDeclared(context, spelledPath(expression.callee).at(-1) ?? '', result) : result;
    }
    case 'list':
      return evaluateList(context, expression);
    case 'record':
      return evaluateRecord(context, expression);
    case 'function':
      return makeClosure(context, expression, place);
    case 'class':
      return defineClass(context, expression);
    case 'unary':
      return evaluateUnary(context, expression);
    case 'binary':
      return evaluateBinary(context, expression);
    case 'logical':
      return evaluateLogical(context, expression);
    case 'conditional':
      return evaluateConditional(context, expression);
    case 'await':
      return expression.value ? evaluate(context, expression.value) : scalar(undefined, place);
    case 'yield': {
      const value = expression.value ? evaluate(context, expression.value) : scalar(undefined, place);
      noteYield(context, value, expression.delegates === true);
      return unknown('parameter', 'yield', place);
    }
    case 'assignment': {
      const value = evaluateAssigned(context, expression.target, expression.operator, expression.value);
      assign(context, expression.target, value, place, undefined);
      return value;
    }
    case 'comprehension':
      return evaluateComprehension(context, expression);
    case 'unknown':
      for (const child of expression.children) evaluate(context, child);
      return unknown('unresolved', expression.why, place);
  }
}

/** A yield in a loop stands for any number of items, one under a condition for none or one. */
function noteYield(context: Context, value: AbstractValue, delegates: boolean): void {
  const { machine, frame } = context;
  const isStraight = machine.store === frame.straight;
  const parts = delegates ? iterate(context, value, value.place, 'yield') : undefined;
  const more = parts?.items ?? [{ value, presence: 'always', repeated: false, place: value.place } as const];
  const rest =
    parts?.rest && ({ value: parts.rest, presence: 'sometimes', repeated: true, place: value.place } as const);
  const isSeen = (item: HeapItem) =>
    frame.yields.some(({ place }) => place.path === item.place.path && place.start === item.place.start);
  for (const item of rest ? [...more, rest] : more) {
    if (isStraight) frame.yields.push(item);
    else if (!frame.loops.length) frame.yields.push({ ...item, presence: 'sometimes' });
    else if (!isSeen(item)) frame.yields.push({ ...item, presence: 'sometimes', repeated: true });
  }
}

/** The value that an assignment stores, compound operators applied to the old one. */
export function evaluateAssigned(
  context: Context,
  target: Expression | { readonly kind: 'listPattern' | 'recordPattern'; readonly start: number; readonly end: number },
  operator: string | undefined,
  value: Expression,
): AbstractValue {
  const right = evaluate(context, value);
  if (operator === undefined || target.kind === 'listPattern' || target.kind === 'recordPattern') return right;
  const left = evaluate(context, target as Expression);
  const place = placeOf(context, value);
  if (operator === '||' || operator === '??' || operator === '&&') return choice([left, right], stable, place);
  return operate(context, operator, left, right, placeOf(context, { start: target.start, end: value.end }), true);
}

function lookUp(context: Context, name: string, place: AbstractValue['place']): AbstractValue {
  const cell = context.scope.find(name);
  if (!cell) return globalValue(context, name, place);
  const value = context.machine.store.get(cell);
  if (!value) return unknown('unresolved', name, place);
  return value;
}

function superMember(context: Context, property: string, place: AbstractValue['place']): AbstractValue {
  const base = context.owner?.bases[0];
  if (!base) return unknown('unresolved', `super.${property}`, place);
  const member =
    base.kind === 'class' ? getMember(context, base, property, place) : getMember(context, base, property, place);
  return member.kind === 'closure' && context.self ? { ...member, self: context.self } : member;
}

function evaluateUnary(context: Context, expression: Extract<Expression, { kind: 'unary' }>): AbstractValue {
  const operand = evaluate(context, expression.operand);
  const place = placeOf(context, expression);
  if (expression.operator === '!' || expression.operator === 'not') {
    const known = truth(operand, context.machine.store);
    if (known !== undefined) return scalar(!known, place);
  }
  if (expression.operator === '-' && operand.kind === 'scalar' && typeof operand.value === 'number') {
    return scalar(-operand.value, place);
  }
  if (expression.operator === 'typeof') return unknown('unresolved', labelOf(context, expression), place);
  const { volatility, source: from } = varying(operand, context.machine.store);
  return opaque(volatility, from ?? source('unresolved', labelOf(context, expression), place), place);
}

function evaluateBinary(context: Context, expression: Extract<Expression, { kind: 'binary' }>): AbstractValue {
  const left = evaluate(context, expression.left);
  const right = evaluate(context, expression.right);
  return operate(context, expression.operator, left, right, placeOf(context, expression), false);
}

function evaluateLogical(context: Context, expression: Extract<Expression, { kind: 'logical' }>): AbstractValue {
  const { machine } = context;
  const left = evaluate(context, expression.left);
  const known = expression.operator === '??' ? nullish(left) : truth(left, machine.store);
  if (expression.operator === '&&' && known === false) return left;
  if (expression.operator === '||' && known === true) return left;
  if (expression.operator === '??' && known === false) return left;
  if (known !== undefined) return evaluate(context, expression.right);
  let right: AbstractValue | undefined;
  const parted = now();
  const changes = machine.inLayer(() => {
    right = evaluate(context, expression.right);
  });
  const place = placeOf(context, expression);
  joinOutcomes(machine.store, [changes, new Map()], unknownVolatility, parted);
  if (!right) return left;
  const { volatility, source: from } = varying(left, machine.store);
  if (expression.operator === '&&') {
    // `cond && value`: falsy conditions put nothing there.
    return choice([scalar(undefined, place), right], volatility, place);
  }
  // `value || fallback` of something unknown stays that unknown thing: the fallback only stands in for its absence.
  if (left.kind === 'opaque' && volatility.sureness !== 'unknown' && left.source.kind !== 'environment')
    return opaque(volatility, from ?? left.source, place, left);
  return choice([left, right], { ...volatility, changes: 'never', varies: 'nobody' }, place);
}

function nullish(value: AbstractValue): boolean | undefined {
  if (value.kind === 'scalar') return value.value === null || value.value === undefined;
  if (value.kind === 'opaque' || value.kind === 'choice' || value.kind === 'symbol') return undefined;
  return false;
}

function evaluateConditional(
  context: Context,
  expression: Extract<Expression, { kind: 'conditional' }>,
): AbstractValue {
  const { machine } = context;
  const test = evaluate(context, expression.test);
  const known = truth(test, machine.store);
  if (known !== undefined) return evaluate(context, known ? expression.then : expression.otherwise);
  const values: AbstractValue[] = [];
  const parted = now();
  const outcomes = [expression.then, expression.otherwise].map((branch) =>
    machine.inLayer(() => {
      values.push(evaluate(context, branch));
    }),
  );
  const { volatility } = varying(test, machine.store);
  joinOutcomes(machine.store, outcomes, volatility, parted);
  return choice(values, volatility, placeOf(context, expression));
}

function makeClosure(context: Context, fn: FunctionExpression, place: Place): AbstractClosure {
  const { machine, record, scope, self, owner } = context;
  scope.capture();
  const closure: AbstractClosure = {
    kind: 'closure',
    fn,
    scope,
    path: record.path,
    // A function inside of a method of Python is no method: it meets the receiver as a name like any other.
    self: fn.bindsThis || record.module.language === 'python' ? undefined : self,
    owner,
    place,
  };
  if (!machine.muted && !machine.importing) machine.closures.set(fn, closure);
  return closure;
}
