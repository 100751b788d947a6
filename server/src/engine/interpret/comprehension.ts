// Python comprehensions: gone through item by item when the collection is known, else one item that repeats.
import { type ComprehensionExpression, joinVolatility, stable } from '../model/index.ts';
import type { AbstractValue, HeapField, HeapItem } from './abstractValue.ts';
import { assign } from './assign.ts';
import { blockContext } from './blockContext.ts';
import { evaluate } from './evaluate.ts';
import { makeList, makeRecord } from './heap.ts';
import { literalText, truth, varying } from './inspect.ts';
import { type Iteration, iterate } from './iterate.ts';
import { labelOf } from './labelOf.ts';
import { type Context, placeOf } from './machine.ts';
import { noteToolDispatch } from './noteFacts.ts';

const longestUnrolled = 60;

export function evaluateComprehension(outer: Context, expression: ComprehensionExpression): AbstractValue {
  const context = blockContext(outer);
  const { frame, machine } = context;
  const place = placeOf(context, expression);
  const known = new Set(machine.sites.keys());
  // Choosing among the parts of an answer carries none of them out.
  const runs = expression.element.kind === 'call' || expression.element.kind === 'await';
  const items: HeapItem[] = [];
  const keys: (string | undefined)[] = [];
  let order: Iteration['order'] = { fixed: true };
  let membership = stable;
  let membershipSource: Iteration['membershipSource'];
  let window: Iteration['window'];
  const visit = (index: number, presence: HeapItem['presence'], repeated: boolean): void => {
    const clause = expression.clauses[index];
    if (!clause) {
      keys.push(expression.key && literalText(evaluate(context, expression.key)));
      const { elementsFrom } = frame;
      frame.elements++;
      frame.elementsFrom = repeated ? membershipSource : undefined;
      const value = evaluate(context, expression.element);
      frame.elements--;
      frame.elementsFrom = elementsFrom;
      items.push({
        value,
        presence,
        repeated,
        place: placeOf(context, expression.element),
      });
      return;
    }
    const iterable = evaluate(context, clause.iterable);
    if (runs) noteToolDispatch(context, iterable, place, 'serial', undefined);
    const over = iterate(context, iterable, placeOf(context, clause.iterable), labelOf(context, clause.iterable));
    if (!over.order.fixed) order = over.order;
    membership = joinVolatility(membership, over.membership);
    membershipSource ??= over.membershipSource;
    window ??= over.window;
    const unroll = over.items.length <= longestUnrolled;
    const elements: HeapItem[] = unroll
      ? [...over.items]
      : over.items.slice(0, 1).map((item) => ({ ...item, repeated: true }));
    if (over.rest) elements.push({ value: over.rest, presence: 'sometimes', repeated: true, place: over.rest.place });
    for (const element of elements) {
      assign(context, clause.target, element.value, element.place, 'let');
      let kept: boolean | undefined = true;
      for (const condition of clause.conditions) {
        const test = evaluate(context, condition);
        const known = truth(test, context.machine.store);
        if (known === false) kept = false;
        else if (known === undefined && kept) {
          kept = undefined;
          const by = varying(test, context.machine.store);
          membership = joinVolatility(membership, by.volatility);
          membershipSource ??= by.source;
        }
      }
      if (kept === false) continue;
      const sometimes = kept === undefined || element.presence === 'sometimes' || presence === 'sometimes';
      visit(index + 1, sometimes ? 'sometimes' : 'always', repeated || element.repeated);
    }
  };
  visit(0, 'always', false);
  if (expression.form === 'record') {
    const fields = new Map<string, HeapField>();
    let rest: Parameters<typeof makeRecord>[1]['rest'];
    items.forEach((item, index) => {
      const key = keys[index];
      if (key !== undefined && !item.repeated)
        fields.set(key, { value: item.value, presence: item.presence, place: item.place });
      else if (!rest) {
        const { volatility, source } = varying(item.value, context.machine.store);
        rest = {
          kind: 'opaque',
          volatility: joinVolatility(volatility, membership),
          source: membershipSource ??
            source ?? { kind: 'unresolved', label: labelOf(context, expression), place, steps: [] },
          chain: [],
          place,
        };
      }
    });
    return makeRecord(context, { fields, place, rest });
  }
  if (expression.form === 'set') order = { fixed: false, why: 'a Python set has no fixed order', place };
  const list = makeList(context, {
    form: expression.form === 'set' ? 'set' : 'list',
    items,
    order,
    membership,
    membershipSource,
    window,
    place,
  });
  if (expression.element.kind !== 'await') machine.noteStarted(list.cell, known);
  return list;
}
