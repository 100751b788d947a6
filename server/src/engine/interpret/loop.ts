// Runs a loop body twice, so that two rounds of a request can be compared, and notes what bounds it.
import { type Expression, joinVolatility, type LoopFact, type Statement, unknownVolatility } from '../model/index.ts';
import type { AbstractValue, HeapItem, HeapObject } from './abstractValue.ts';
import { assign } from './assign.ts';
import { awaitedInRound } from './awaitedInRound.ts';
import { blockContext } from './blockContext.ts';
import { boundsOf, isEndless } from './bounds.ts';
import { type Cell, Store } from './cell.ts';
import { evaluate } from './evaluate.ts';
import { executeBody, retrying } from './execute.ts';
import { freeze } from './freeze.ts';
import { guarded } from './guards.ts';
import { truth } from './inspect.ts';
import { type Iteration, iterate } from './iterate.ts';
import { joinOutcomes } from './join.ts';
import { labelOf } from './labelOf.ts';
import { type ActiveLoop, type Context, placeOf } from './machine.ts';
import { opaque, source, text, through, unknown } from './make.ts';
import { noteToolDispatch } from './noteFacts.ts';

type Loop = Extract<Statement, { kind: 'loop' }>;

/** A closed collection up to this long is gone through item by item. */
const longestUnrolled = 24;

export function executeLoop(outer: Context, loop: Loop): boolean {
  const context = blockContext(outer);
  const { machine } = context;
  if (loop.init && !executeBody(context, loop.init)) return false;
  const iterable = loop.iterable && evaluate(context, loop.iterable);
  if (loop.target && iterable) return executeEach(context, loop, iterable);
  if (loop.test && loop.form === 'while' && truth(evaluate(context, loop.test), machine.store) === false) return true;
  const fact = factOf(context, loop, undefined);
  widenCounters(context, loop);
  rounds(context, loop, fact, () => undefined);
  return leave(context, loop) && !(fact.endless && !hasBreak(loop.body));
}

function executeEach(context: Context, loop: Loop, iterable: AbstractValue): boolean {
  const { machine } = context;
  const place = placeOf(context, loop);
  const label = loop.iterable ? labelOf(context, loop.iterable) : 'items';
  const members = keysOrValues(context, loop, iterable, label);
  const target = loop.target;
  if (!target) return true;
  const bind = (value: AbstractValue) => assign(context, target, value, place, 'let');
  const fact = factOf(context, loop, iterable);
  // The number of a tick matters only as something that is another one each time.
  const isCount =
    members.items.length > 1 && !members.rest && members.items.every(({ value }) => value.kind === 'scalar');
  const parts =
    isCount && callsInside(context, loop, () => bind(members.items[0]?.value ?? iterable))
      ? { ...members, items: [], rest: unknown('counter', label, place) }
      : members;
  const closed = !parts.rest && parts.items.length <= longestUnrolled && parts.items.every((item) => !item.repeated);
  noteToolDispatch(context, iterable, fact.place, 'serial', undefined, fact.id, awaitedInRound(loop));
  if (closed) {
    const active = enter(context, fact);
    const { straight } = context.frame;
    try {
      for (const item of parts.items) {
        let falls = true;
        const isStraight = machine.store === straight && item.presence === 'always';
        const changes = machine.inLayer(() =>
          machine.inRound(() => {
            if (isStraight) context.frame.straight = machine.store;
            bind(item.value);
            falls = guarded(context, 'loop', undefined, () => executeBody(blockContext(context), loop.body));
          }),
        );
        const outcomes = [...(falls ? [changes] : []), ...active.outcomes.splice(0), ...active.leaving.splice(0)];
        if (item.presence === 'sometimes') outcomes.push(new Map());
        if (outcomes.length) joinOutcomes(machine.store, outcomes, unknownVolatility);
        // Every way through this round left the loop.
        if (!falls && !active.goesOn && item.presence === 'always') break;
      }
    } finally {
      context.frame.loops.pop();
      context.frame.straight = straight;
    }
  } else {
    widenCounters(context, loop);
    const first =
      parts.items[0]?.value ?? parts.rest ?? opaque(unknownVolatility, source('unresolved', label, place), place);
    const changed = roundsOver(context, loop, fact, (isMoving) =>
      bind(isMoving ? moving(first, placeOf(context, target), label) : first),
    );
    for (const cell of changed) followOrder(context, cell, parts);
  }
  return leave(context, loop);
}

/** Whether a round of the loop makes a call: tried once, and undone. */
function callsInside(context: Context, loop: Loop, bind: () => void): boolean {
  const { machine } = context;
  if (machine.callingLoops.has(loop)) return true;
  const known = new Set(machine.sites.keys());
  const before = machine.callsMade;
  const undo = marksOf(context);
  const active = enter(context, factOf(context, loop, undefined));
  machine.inLayer(() => {
    bind();
    executeBody(blockContext(context), loop.body);
  });
  context.frame.loops.splice(context.frame.loops.indexOf(active));
  undo();
  if (machine.callsMade === before) return false;
  machine.callingLoops.add(loop);
  for (const key of [...machine.sites.keys()]) if (!known.has(key)) machine.forgetSite(key);
  return true;
}

/** Remembers how far the frame has come, and takes back what it returned and yielded since. */
function marksOf({ frame }: Context): () => void {
  const { returns, outcomes, yields } = frame;
  const lengths = [returns.length, outcomes.length, yields.length] as const;
  return () => {
    returns.length = lengths[0];
    outcomes.length = lengths[1];
    yields.length = lengths[2];
  };
}

/**
 * An element differs from call to call only where the call is made in the loop itself; a loop that builds a list beforehand gives
 * each call the same list. Which of the two it is shows in the first round.
 */
function roundsOver(
  context: Context,
  loop: Loop,
  fact: LoopFact,
  bind: (isMoving: boolean) => void,
): ReadonlySet<Cell<unknown>> {
  const { machine } = context;
  if (machine.callingLoops.has(loop)) return rounds(context, loop, fact, () => bind(true));
  const known = new Set(machine.sites.keys());
  const before = machine.callsMade;
  const start = machine.store;
  const undo = marksOf(context);
  const trial = new Store(start);
  machine.store = trial;
  const changed = rounds(context, loop, fact, () => bind(false));
  machine.store = start;
  if (machine.callsMade === before) {
    for (const [cell, value] of trial.changes) start.set(cell, value);
    return changed;
  }
  undo();
  machine.callingLoops.add(loop);
  for (const key of [...machine.sites.keys()]) if (!known.has(key)) machine.forgetSite(key);
  return rounds(context, loop, fact, () => bind(true));
}

/** What a loop appends stands in the order, and depends on the members, of what it goes over. */
function followOrder(
  context: Context,
  cell: Cell<unknown>,
  over: Pick<Iteration, 'order' | 'membership' | 'membershipSource' | 'window'>,
): void {
  const { store } = context.machine;
  const heap = cell.kind === 'object' ? (store.get(cell) as HeapObject | undefined) : undefined;
  if (heap?.kind !== 'list' || !heap.items.some((item) => item.repeated)) return;
  const membershipSource = heap.membershipSource ?? over.membershipSource;
  const window = heap.window ?? over.window;
  store.set(cell, {
    ...heap,
    order: heap.order.fixed ? over.order : heap.order,
    membership: joinVolatility(heap.membership, over.membership),
    ...(membershipSource ? { membershipSource } : {}),
    ...(window ? { window } : {}),
  });
}

/** Python's `else` of a loop runs only when nothing broke out of it. */
function leave(context: Context, loop: Loop): boolean {
  if (loop.otherwise.length === 0) return true;
  if (!hasBreak(loop.body)) return executeBody(blockContext(context), loop.otherwise);
  let falls = true;
  const changes = context.machine.inLayer(() => {
    falls = executeBody(blockContext(context), loop.otherwise);
  });
  if (falls) joinOutcomes(context.machine.store, [changes, new Map()], unknownVolatility);
  return true;
}

function keysOrValues(context: Context, loop: Loop, iterable: AbstractValue, label: string): Iteration {
  const place = placeOf(context, loop);
  const heap = iterable.kind === 'reference' ? context.machine.store.get(iterable.cell) : undefined;
  if (loop.over === 'keys' && heap?.kind === 'list') {
    return {
      ...heap,
      items: heap.items.map((item, index): HeapItem => ({ ...item, value: text(String(index), place) })),
    };
  }
  return iterate(context, iterable, place, label);
}

/** An element of an unknown collection differs from round to round. */
function moving(value: AbstractValue, place: AbstractValue['place'], label: string): AbstractValue {
  if (value.kind !== 'opaque' || value.volatility.sureness !== 'unknown') return value;
  return opaque(
    { changes: 'call', varies: 'nobody', sureness: value.source.kind === 'counter' ? 'sure' : 'likely' },
    through(value.source, { label: `each of ${label}`, place }),
    place,
    { chain: value.chain, type: value.type },
  );
}

function enter(context: Context, fact: LoopFact): ActiveLoop {
  const active: ActiveLoop = { fact, entry: context.machine.store, outcomes: [], leaving: [], goesOn: false };
  context.frame.loops.push(active);
  return active;
}

/** Returns the cells that the rounds changed. */
function rounds(context: Context, loop: Loop, fact: LoopFact, bind: () => void): ReadonlySet<Cell<unknown>> {
  const { machine } = context;
  const outer = machine.store;
  const changed = new Set<Cell<unknown>>();
  const leaving: ReadonlyMap<Cell<unknown>, unknown>[] = [];
  for (let round = 0; round < 2; round++) {
    const layer = new Store(outer);
    machine.store = layer;
    const active: ActiveLoop = { fact, entry: layer, outcomes: [], leaving: [], goesOn: false };
    context.frame.loops.push(active);
    let falls = false;
    try {
      machine.inRound(() => {
        const inside = blockContext(context);
        bind();
        if (loop.test && (loop.form === 'for' || loop.form === 'while')) evaluate(inside, loop.test);
        falls = guarded(context, 'loop', loop.form === 'each' || loop.form === 'for' ? undefined : loop.test, () =>
          executeBody(inside, loop.body),
        );
        if (falls && loop.form === 'do' && loop.test) evaluate(inside, loop.test);
        if (loop.update) evaluate(inside, loop.update);
      });
    } finally {
      context.frame.loops.pop();
      machine.store = outer;
    }
    const outcomes = [...(falls ? [layer.changes] : []), ...active.outcomes];
    // The first round may not have happened at all, unless the loop starts unconditionally.
    if (round === 1 && !fact.endless && loop.form !== 'do') outcomes.push(new Map());
    const all = [...outcomes, ...active.leaving];
    if (all.length === 0) break;
    for (const outcome of all) for (const cell of outcome.keys()) changed.add(cell);
    leaving.push(...active.leaving);
    if (outcomes.length > 0) joinOutcomes(outer, outcomes, unknownVolatility);
    const goesOn = active.goesOn || (falls && !retrying.has(active));
    if (!goesOn) {
      if (round === 0) noteRetry(machine, fact);
      joinLeaving(outer, leaving, fact);
      return changed;
    }
  }
  joinLeaving(outer, leaving, fact);
  for (const cell of changed) repeatAppended(outer, cell);
  return changed;
}

/** What holds behind the loop: an endless one is only left by `break`. */
function joinLeaving(
  store: Store,
  leaving: readonly ReadonlyMap<Cell<unknown>, unknown>[],
  { endless }: LoopFact,
): void {
  if (leaving.length > 0) joinOutcomes(store, endless ? leaving : [new Map(), ...leaving], unknownVolatility);
}

/** Items appended at one place in both rounds stand for any number of them. */
function repeatAppended(store: Store, cell: Cell<unknown>): void {
  const heap = cell.kind === 'object' ? (store.get(cell) as HeapObject | undefined) : undefined;
  if (heap?.kind !== 'list') return;
  const seen = new Map<string, number>();
  const items: HeapItem[] = [];
  for (const item of heap.items) {
    const key = `${item.place.path}:${item.place.start}:${item.place.end}`;
    const before = seen.get(key);
    const twin = before === undefined ? undefined : items[before];
    if (before !== undefined && twin && !twin.repeated) items[before] = { ...twin, repeated: true };
    else if (before === undefined) {
      seen.set(key, items.length);
      items.push(item);
    }
  }
  if (items.length < heap.items.length) store.set(cell, { ...heap, items });
}

/** No round leads to another but through a failure. */
function noteRetry(machine: Context['machine'], fact: LoopFact): void {
  if (!machine.muted) machine.retries.add(fact.id);
}

function factOf(context: Context, loop: Loop, over: AbstractValue | undefined): LoopFact {
  const { machine } = context;
  const known = machine.loopByNode.get(loop);
  if (known) return known;
  const fact: LoopFact = {
    id: machine.loops.length,
    place: placeOf(context, loop),
    form: loop.form,
    endless: isEndless(loop),
    bounds: boundsOf(context, loop),
    get isRetry() {
      return machine.retries.has(this.id);
    },
    get waits() {
      return machine.waits.has(this.id);
    },
    get raises() {
      return machine.raises.has(this.id);
    },
    ...(over ? { over: freeze(over, machine.store) } : {}),
  };
  machine.loops.push(fact);
  machine.loopByNode.set(loop, fact);
  return fact;
}

/** Numbers counted up in the body differ in every round; the two rounds run here could not show how far. */
function widenCounters(context: Context, loop: Loop): void {
  const names = new Map<string, AbstractValue['place']>();
  const see = (
    target: { readonly kind: string; readonly name?: string },
    operator: string | undefined,
    at: Expression | Statement,
  ) => {
    if (
      target.kind === 'name' &&
      target.name !== undefined &&
      (operator === '+' || operator === '-' || operator === '++')
    ) {
      names.set(target.name, placeOf(context, at));
    }
  };
  const visit = (statements: readonly Statement[]) => {
    for (const statement of statements) {
      if (statement.kind === 'assign') see(statement.target, statement.operator, statement);
      else if (statement.kind === 'expression' && statement.expression.kind === 'assignment') {
        see(statement.expression.target, statement.expression.operator, statement);
      } else if (statement.kind === 'if') {
        visit(statement.then);
        visit(statement.otherwise);
      } else if (statement.kind === 'try' || statement.kind === 'with' || statement.kind === 'block')
        visit(statement.body);
    }
  };
  visit(loop.body);
  if (loop.update?.kind === 'assignment') see(loop.update.target, loop.update.operator, loop.update);
  for (const [name, place] of names) {
    const cell = context.scope.find(name);
    const value = cell && context.machine.store.get(cell);
    if (cell && value?.kind === 'scalar' && typeof value.value === 'number') {
      const counter = opaque(
        { changes: 'call', varies: 'nobody', sureness: 'sure' },
        source('counter', name, place),
        place,
        { chain: [name] },
      );
      context.machine.store.set(cell, counter);
    }
  }
}

function hasBreak(body: readonly Statement[]): boolean {
  return body.some((statement) => {
    switch (statement.kind) {
      case 'break':
        return true;
      case 'if':
        return hasBreak(statement.then) || hasBreak(statement.otherwise);
      case 'try':
        return (
          hasBreak(statement.body) ||
          statement.handlers.some((handler) => hasBreak(handler.body)) ||
          hasBreak(statement.finally)
        );
      case 'with':
      case 'block':
        return hasBreak(statement.body);
      default:
        return false;
    }
  });
}
