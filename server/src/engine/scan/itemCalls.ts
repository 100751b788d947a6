// Finds calls that are made for one item after the other though the same client takes many at once.
import { type AnyNode, boundNames, type Expression, type ItemCall } from '../model/index.ts';
import { classAround, type SingleForm, singleFormOf } from './batchForms.ts';
import { type Above, type CallAt, type Code, labelIn, placeIn } from './code.ts';
import { functionName } from './functionName.ts';
import { isFunction } from './isFunction.ts';
import { mentionsAny } from './mentionsAny.ts';
import { leavesAfter, type Round, roundAt, roundNames } from './rounds.ts';
import { spelledName } from './spelledName.ts';

/** Functions between the round and the call that is made in it. */
const mostWrappers = 2;

export function itemCalls(code: Code): readonly ItemCall[] {
  const found: ItemCall[] = [];
  for (const at of code.calls) {
    const form = singleFormOf(code, at);
    if (form === undefined) continue;
    const args = at.args.map(({ value }) => value);
    for (const [outer, round] of roundsAround(code, form, at, args, mostWrappers)) {
      const isKnown = found.some(({ place }) => place.start === outer.callee.start || inside(place, round.place));
      if (isKnown || isFallback(code, outer, form) || isCalledAsFallback(code, outer, form)) continue;
      found.push({
        id: found.length,
        place: placeIn(code, outer.callee),
        label: labelIn(code, at.callee),
        ...(outer === at ? {} : { request: placeIn(code, at.callee) }),
        batch: form.batch,
        ...(form.batchPlace === undefined ? {} : { batchPlace: form.batchPlace }),
      });
    }
  }
  return found;
}

/** The call that stands in a round over items and says something of the item; itself, or one of a function that makes it. */
function* roundsAround(
  code: Code,
  form: SingleForm,
  at: CallAt,
  args: readonly Expression[],
  wrappers: number,
): Iterable<readonly [CallAt, Round]> {
  const conditions: Expression[] = [];
  let isSometimes = false;
  for (let index = at.above.length - 1; index >= 0; index--) {
    const { node, key } = at.above[index] as Above;
    const round = roundAt(at.above, index);
    if (round) {
      if (isForItem(at, args, round)) yield [at, round];
      // A round around another goes over groups of what this one goes over.
      return;
    }
    if (isFunction(node) && key === 'body') {
      if (isInlineCallback(at.above, index)) continue;
      if (wrappers === 0 || isSometimes || isManyItself(form, nameOf(at.above, index))) return;
      yield* callersOf(code, form, at, args, index, conditions, wrappers);
      return;
    }
    if ((node.kind === 'if' || node.kind === 'conditional') && key !== 'test') conditions.push(node.test as Expression);
    else if (node.kind === 'loop' || node.kind === 'switch' || key === 'handlers' || node.kind === 'comprehension')
      isSometimes = true;
  }
}

/** Each round asks for its own item, and neither what came before nor what came of it decides what is asked. */
function isForItem(at: CallAt, args: readonly Expression[], round: Round): boolean {
  const { derived, carried } = roundNames(round.body, round.names);
  if (!mentionsAny(args, derived) || mentionsAny(args, carried)) return false;
  return !round.isLoop || !leavesAfter(round.body, at.call.start);
}

/** What makes a form for many out of one for single items. */
function isManyItself({ batchMethods, method }: SingleForm, name: string | undefined): boolean {
  return name !== undefined && name !== method && batchMethods.has(name);
}

/** A function that is handed on where it is written, to a limiter or a retry. */
function isInlineCallback(above: readonly Above[], index: number): boolean {
  const caller = above[index - 1];
  return caller?.node.kind === 'call' && caller.key === 'args';
}

function nameOf(above: readonly Above[], index: number): string | undefined {
  const fn = above[index]?.node;
  return isFunction(fn) ? functionName(fn, above.slice(0, index)) : undefined;
}

/** Calls of the function that hand it an item for `args`, where the conditions on the way are surely met. */
function* callersOf(
  code: Code,
  form: SingleForm,
  at: CallAt,
  args: readonly Expression[],
  index: number,
  conditions: readonly Expression[],
  wrappers: number,
): Iterable<readonly [CallAt, Round]> {
  const name = nameOf(at.above, index);
  const fn = at.above[index]?.node;
  if (name === undefined || !isFunction(fn)) return;
  const own = at.above[index - 1]?.node.kind === 'method' ? classAround(at) : undefined;
  const isMethod = own !== undefined;
  const params = fn.params.filter(({ target }) => target.kind !== 'name' || !/^(?:self|cls)$/.test(target.name));
  for (const caller of code.calls) {
    const spelled = spelledName(caller.callee);
    const isCalled = isMethod
      ? (spelled === `self.${name}` || spelled === `this.${name}`) && classAround(caller) === own
      : spelled === name;
    if (!isCalled || caller.call === at.call) continue;
    const given = (at: number): Expression | undefined => argumentFor(caller, params, at);
    const handed = params.flatMap(({ target }, position) => {
      const { derived } = roundNames(fn.body, new Set(boundNames(target)));
      const value = given(position);
      return value !== undefined && mentionsAny(args, derived) ? [value] : [];
    });
    const isMet = conditions.every((test) =>
      params.some(({ target }, position) => mentionsAny(test, new Set(boundNames(target))) && isEmpty(given(position))),
    );
    if (isMet && handed.length > 0) yield* roundsAround(code, form, caller, handed, wrappers - 1);
  }
}

function argumentFor(
  { args }: CallAt,
  params: readonly { readonly target: unknown }[],
  position: number,
): Expression | undefined {
  const target = params[position]?.target as { readonly kind?: string; readonly name?: string } | undefined;
  const byName = args.find(({ form, name }) => form === 'keyword' && name === target?.name);
  const byPosition = args.filter(({ form }) => form === 'positional')[position];
  return (byName ?? byPosition)?.value;
}

function isEmpty(value: Expression | undefined): boolean {
  if (value === undefined) return true;
  if (value.kind === 'literal') return value.value === null || value.value === undefined || value.value === false;
  return (value.kind === 'record' && value.entries.length === 0) || (value.kind === 'list' && value.items.length === 0);
}

/** It stands where the call for many has failed, or is not there. */
function isFallback(code: Code, { call, above }: CallAt, form: SingleForm): boolean {
  return above.some(({ node, key }) => {
    if (node.kind === 'try' && key === 'handlers' && callsMany(code, node.body, form)) return true;
    if ((node.kind === 'if' || node.kind === 'conditional') && namesMany(code, node.test, form)) return true;
    const block = node[key];
    if (!Array.isArray(block) || node.kind === 'call') return false;
    const before = (block as readonly AnyNode[]).filter(({ end }) => (end as number) <= call.start);
    return before.some(
      (one) =>
        (one.kind === 'try' && callsMany(code, one.body, form)) ||
        (one.kind === 'if' && namesMany(code, one.test, form)),
    );
  });
}

function isCalledAsFallback(code: Code, { above }: CallAt, form: SingleForm): boolean {
  const index = above.findLastIndex(({ node, key }, at) => isFunction(node) && key === 'body' && nameOf(above, at));
  const name = index < 0 ? undefined : nameOf(above, index);
  if (name === undefined) return false;
  return code.calls.some((one) => {
    const spelled = spelledName(one.callee);
    const isOne = spelled === name || spelled === `self.${name}` || spelled === `this.${name}`;
    return isOne && isFallback(code, one, form);
  });
}

function callsMany(code: Code, body: unknown, { batchMethods }: SingleForm): boolean {
  const [first] = body as readonly AnyNode[];
  const last = (body as readonly AnyNode[]).at(-1);
  if (first === undefined || last === undefined) return false;
  return code.calls.some(({ call, callee }) => {
    const method = spelledName(callee)?.split('.').at(-1);
    const isInside = call.start >= (first.start as number) && call.end <= (last.end as number);
    return isInside && method !== undefined && batchMethods.has(method);
  });
}

function namesMany(code: Code, test: unknown, { batchMethods }: SingleForm): boolean {
  const { start, end } = test as AnyNode;
  const text = code.text.slice(start as number, end as number);
  return [...batchMethods].some((name) => new RegExp(`\\b${name}\\b`).test(text)) || /batch/i.test(text);
}

function inside(place: { readonly start: number }, { start, end }: { readonly start: number; readonly end: number }) {
  return place.start >= start && place.start < end;
}
