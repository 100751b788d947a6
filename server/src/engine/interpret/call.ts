// Evaluates a call expression: callee, arguments, and the effects around them.
import type { CallExpression, FanOut } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import type { AbstractArguments, AbstractValue, HeapField } from './abstractValue.ts';
import { findMember } from './classes.ts';
import { evaluate } from './evaluate.ts';
import { literalText } from './inspect.ts';
import { callValue, invokeClosure } from './invoke.ts';
import { iterate } from './iterate.ts';
import { fanOutOf } from './knowledge/concurrency.ts';
import { labelOf } from './labelOf.ts';
import { type Context, placeOf } from './machine.ts';
import { scalar } from './make.ts';
import { importDynamic } from './modules.ts';
import { spreadInto } from './spreadInto.ts';

export function evaluateCall(context: Context, call: CallExpression): AbstractValue {
  const { machine } = context;
  const place = placeOf(context, call);
  if (call.callee.kind === 'super') return callSuper(context, call, place);
  if (
    call.callee.kind === 'name' &&
    (call.callee.name === 'import' || call.callee.name === 'require') &&
    !context.scope.find(call.callee.name)
  ) {
    const specifier = call.args[0] && literalText(evaluate(context, call.args[0].value));
    if (specifier !== undefined) return importDynamic(context, specifier, place);
  }
  const callee = evaluate(context, call.callee);
  const form = fanOutOf(callee);
  if (form === undefined) return finish(context, call, callee, evaluateArguments(context, call.args), place);
  const fact = fanOutFact(context, call, form, place);
  machine.activeFanOuts.push(fact.id);
  let args: AbstractArguments;
  try {
    args = evaluateArguments(context, call.args);
  } finally {
    machine.activeFanOuts.pop();
  }
  return finish(context, call, callee, args, place);
}

function finish(
  context: Context,
  call: CallExpression,
  callee: AbstractValue,
  args: AbstractArguments,
  place: Place,
): AbstractValue {
  return callValue(
    context,
    callee,
    args,
    place,
    labelOf(context, call.callee),
    placeOf(context, call.callee),
    call.isNew,
  );
}

function callSuper(context: Context, call: CallExpression, place: Place): AbstractValue {
  const args = evaluateArguments(context, call.args);
  const self = context.self;
  const base = context.owner?.bases[0];
  // Python's `super()` gives the receiver as its base class sees it; JavaScript's runs the base constructor.
  if (context.record.module.language === 'python' || base?.kind !== 'class' || !self)
    return self ?? scalar(undefined, place);
  const initializer = findMember(context, base, 'constructor', 'method');
  if (initializer) invokeClosure(context, { ...initializer, self }, args, place, 'super()');
  return scalar(undefined, place);
}

function fanOutFact(context: Context, call: CallExpression, form: FanOut['form'], place: Place): FanOut {
  const { machine } = context;
  const key = `${place.path}:${place.start}`;
  const known = machine.fanOutByKey.get(key);
  if (known) return known;
  const first = call.args[0]?.value;
  const width = first?.kind === 'list' && first.items.every((item) => !item.spread) ? first.items.length : undefined;
  const spread = call.args.some((arg) => arg.form === 'spread');
  const written = first && first.kind !== 'list' && call.args.length > 1 && !spread ? call.args.length : width;
  const fact: FanOut = {
    id: machine.fanOuts.length,
    place,
    form,
    ...(written === undefined ? {} : { width: written }),
  };
  machine.fanOuts.push(fact);
  machine.fanOutByKey.set(key, fact);
  return fact;
}

export function evaluateArguments(context: Context, args: CallExpression['args']): AbstractArguments {
  const positional: AbstractValue[] = [];
  const keywords = new Map<string, HeapField>();
  let keywordRest: AbstractArguments['keywordRest'];
  let open = false;
  for (const arg of args) {
    const place = placeOf(context, arg);
    if (arg.form === 'keyword' && arg.name !== undefined) {
      keywords.set(arg.name, { value: evaluate(context, arg.value), presence: 'always', place });
    } else if (arg.form === 'keywordSpread') {
      keywordRest = spreadInto(
        context,
        evaluate(context, arg.value),
        (key, field) => keywords.set(key, field),
        keywordRest,
        place,
      );
    } else if (arg.form === 'spread') {
      const parts = iterate(context, evaluate(context, arg.value), place, labelOf(context, arg.value));
      for (const item of parts.items) positional.push(item.value);
      if (parts.rest || parts.items.some((item) => item.repeated)) open = true;
    } else {
      positional.push(evaluate(context, arg.value));
    }
  }
  return { positional, keywords, open, ...(keywordRest ? { keywordRest } : {}) };
}
