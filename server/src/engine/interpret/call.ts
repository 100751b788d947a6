// Evaluates a call expression: callee, arguments, and the effects around them.
import type { CallExpression, Expression, FanOut, Source } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import type { AbstractArguments, AbstractValue, HeapField } from './abstractValue.ts';
import { findMember } from './classes.ts';
import { noteLimit, ownLimit, replaceFanOut, setCap } from './concurrencyLimit.ts';
import { declaredCall } from './declaredCall.ts';
import { evaluate } from './evaluate.ts';
import { forwardedCall } from './forwardedCall.ts';
import { literalText } from './inspect.ts';
import { callValue, invokeClosure } from './invoke.ts';
import { iterate } from './iterate.ts';
import { fanOutOf, isStarter, takesBranchesApart } from './knowledge/concurrency.ts';
import { labelOf } from './labelOf.ts';
import { type Context, placeOf } from './machine.ts';
import { scalar } from './make.ts';
import { importDynamic } from './modules.ts';
import { spreadInto } from './spreadInto.ts';
import { noteWait } from './waits.ts';

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
  noteLimit(context, callee);
  noteWait(context, call.callee);
  const starts = isStarter(callee) && startsMany(context);
  const form = fanOutOf(callee) ?? (starts ? 'group' : undefined);
  if (form === undefined) return finish(context, call, callee, evaluateArguments(context, call.args), place);
  const loop = starts && context.frame.elements === 0 ? context.frame.loops.at(-1)?.fact.id : undefined;
  const fact = fanOutFact(context, call, form, place, takesBranchesApart(callee), loop);
  machine.activeFanOuts.push(fact.id);
  machine.caughtAtFanOut.push(takesErrors(context, call) ? -1 : machine.caught);
  try {
    const args = evaluateArguments(context, call.args);
    const decidedBy = starts ? context.frame.elementsFrom : deciderOf(context, args, takesBranchesApart(callee));
    if (decidedBy !== undefined) noteDecision(machine, fact.id, decidedBy);
    const limit = ownLimit(context, callee, args);
    if (limit !== undefined) setCap(machine, fact.id, limit);
    for (const arg of call.args) joinStarted(context, arg.value, fact.id);
    return finish(context, call, callee, args, place);
  } finally {
    machine.activeFanOuts.pop();
    machine.caughtAtFanOut.pop();
  }
}

/** The branches, or the fan-out itself, say what becomes of an error. */
function takesErrors(context: Context, call: CallExpression): boolean {
  if (call.args.some((arg) => arg.name === 'return_exceptions')) return true;
  return context.record.text.slice(call.start, call.end).includes('.catch(');
}

/** What decides how many branches there are. */
function deciderOf({ machine }: Context, args: AbstractArguments, isApart: boolean): Source | undefined {
  const first = isApart ? undefined : args.positional[0];
  const heap = first?.kind === 'reference' ? machine.store.get(first.cell) : undefined;
  const list = heap?.kind === 'list' ? (heap.membershipSource ?? heap.rest?.source) : undefined;
  return args.openSource ?? list ?? (first?.kind === 'opaque' ? first.source : undefined);
}

function noteDecision(machine: Context['machine'], id: number, decidedBy: Source): void {
  const fact = machine.fanOuts[id];
  if (fact !== undefined && fact.decidedBy === undefined) replaceFanOut(machine, { ...fact, decidedBy });
}

/** The call stands for one item of a collection. */
function startsMany({ frame }: Context): boolean {
  return frame.elements > 0 || frame.loops.at(-1)?.fact.form === 'each';
}

/** A list that was filled with calls under way before it is handed over: they run together. */
function joinStarted(context: Context, list: Expression, fanOut: number): void {
  const { machine } = context;
  if (list.kind !== 'name' && list.kind !== 'member') return;
  const value = evaluate(context, list);
  const started = value.kind === 'reference' ? (machine.started.get(value.cell) ?? []) : [];
  for (const key of started) {
    const pending = machine.sites.get(key);
    if (pending && !pending.fanOuts.includes(fanOut)) pending.fanOuts.push(fanOut);
  }
}

function finish(
  context: Context,
  call: CallExpression,
  callee: AbstractValue,
  args: AbstractArguments,
  place: Place,
): AbstractValue {
  const forwarded = forwardedCall(context, callee, args);
  const target = forwarded && call.args.find((arg, index) => forwarded.at === (arg.name ?? index))?.value;
  const follow = () => {
    const from = target ?? call.callee;
    const [to, handed] = forwarded ? [forwarded.callee, forwarded.args] : [callee, args];
    return callValue(context, to, handed, place, labelOf(context, from), placeOf(context, from), call.isNew);
  };
  return declaredCall(context, call, callee, args, place, follow);
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

function fanOutFact(
  context: Context,
  call: CallExpression,
  form: FanOut['form'],
  place: Place,
  isApart: boolean,
  loop: number | undefined,
): FanOut {
  const { machine } = context;
  const key = `${place.path}:${place.start}`;
  const known = machine.fanOutByKey.get(key);
  if (known) return known;
  const first = call.args[0]?.value;
  const width = first?.kind === 'list' && first.items.every((item) => !item.spread) ? first.items.length : undefined;
  const spread = call.args.some((arg) => arg.form === 'spread');
  const branches = call.args.filter((arg) => arg.form === 'positional').length;
  const written = isApart && !spread ? branches : width;
  const fact: FanOut = {
    id: machine.fanOuts.length,
    place,
    form,
    ...(written === undefined ? {} : { width: written }),
    ...(loop === undefined ? {} : { loop }),
  };
  machine.fanOuts.push(fact);
  machine.fanOutByKey.set(key, fact);
  return fact;
}

export function evaluateArguments(context: Context, args: CallExpression['args']): AbstractArguments {
  const positional: AbstractValue[] = [];
  const places: Place[] = [];
  const keywords = new Map<string, HeapField>();
  let keywordRest: AbstractArguments['keywordRest'];
  let open = false;
  let openSource: AbstractArguments['openSource'];
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
      if (parts.rest || parts.items.some((item) => item.repeated)) {
        open = true;
        openSource ??= parts.membershipSource ?? parts.rest?.source;
      }
    } else {
      positional.push(evaluate(context, arg.value));
      places.push(place);
    }
  }
  const isPlaced = places.length > 0 && places.length === positional.length;
  return {
    positional,
    keywords,
    open,
    ...(openSource ? { openSource } : {}),
    ...(isPlaced ? { places } : {}),
    ...(keywordRest ? { keywordRest } : {}),
  };
}
