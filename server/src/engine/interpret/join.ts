// Joining what two or more paths did: variables keep both values, lists and records keep both shapes.
import { joinVolatility, type Volatility } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import type { AbstractValue, HeapField, HeapItem, HeapList, HeapObject, HeapRecord } from './abstractValue.ts';
import type { Cell, Store } from './cell.ts';
import { choice, isSame, unknown } from './make.ts';

/** Longest list that is kept. */
const mostItems = 200;

/**
 * Writes into `store` the join of the outcomes of alternative paths, each given as the cells it changed. What was made since the paths
 * parted (see `now`) is on those paths only that changed it.
 */
export function joinOutcomes(
  store: Store,
  outcomes: readonly ReadonlyMap<Cell<unknown>, unknown>[],
  by: Volatility,
  parted = Number.POSITIVE_INFINITY,
): void {
  const only = outcomes[0];
  if (outcomes.length === 1 && only) {
    for (const [cell, value] of only) store.set(cell, value);
    return;
  }
  const cells = new Set<Cell<unknown>>();
  for (const outcome of outcomes) for (const cell of outcome.keys()) cells.add(cell);
  for (const cell of cells) {
    const before = cell.born > parted ? undefined : store.get(cell);
    const values = outcomes.map((outcome) => (outcome.has(cell) ? outcome.get(cell) : before));
    store.set(
      cell,
      cell.kind === 'object'
        ? joinHeaps(values as (HeapObject | undefined)[], by)
        : joinVariables(values as (AbstractValue | undefined)[], by),
    );
  }
}

function joinVariables(values: readonly (AbstractValue | undefined)[], by: Volatility): AbstractValue | undefined {
  const present = values.filter((value) => value !== undefined);
  const first = present[0];
  // A variable that one path never assigned keeps the value of the path that did: reading it elsewhere would be an error.
  return first && choice(present, by, first.place);
}

function joinHeaps(values: readonly (HeapObject | undefined)[], by: Volatility): HeapObject | undefined {
  let joined: HeapObject | undefined;
  for (const value of values) {
    if (!value || value === joined) continue;
    joined = joined ? joinTwo(joined, value, by) : value;
  }
  return joined;
}

function joinTwo(a: HeapObject, b: HeapObject, by: Volatility): HeapObject {
  const joined = joinShapes(a, b, by);
  return b.marksHidden && !joined.marksHidden ? { ...joined, marksHidden: true } : joined;
}

function joinShapes(a: HeapObject, b: HeapObject, by: Volatility): HeapObject {
  if (a.kind === 'list' && b.kind === 'list') return joinLists(a, b, by);
  if (a.kind === 'record' && b.kind === 'record') return joinRecords(a, b, by);
  return { ...a, rest: unknown('unresolved', 'value', a.place) };
}

function joinLists(a: HeapList, b: HeapList, by: Volatility): HeapList {
  if (
    a.items === b.items &&
    a.order === b.order &&
    a.rest === b.rest &&
    a.membership === b.membership &&
    a.window === b.window
  )
    return a;
  const items: HeapItem[] = [];
  let at = 0;
  for (; at < a.items.length && at < b.items.length; at++) {
    const left = a.items[at];
    const right = b.items[at];
    if (!left || !right || !isSame(left.value, right.value)) break;
    items.push(left.presence === right.presence ? left : { ...left, presence: 'sometimes' });
  }
  const differs = at < a.items.length || at < b.items.length;
  if (differs) addOthers(items, [...a.items.slice(at), ...b.items.slice(at)]);
  const rest = a.rest ?? b.rest;
  // A path that does not cut keeps the older cut.
  const window = (a.window?.round ?? -1) >= (b.window?.round ?? -1) ? a.window : b.window;
  return {
    kind: 'list',
    form: a.form,
    items: items.slice(0, mostItems),
    ...(rest ? { rest } : {}),
    order: a.order.fixed ? b.order : a.order,
    membership: joinVolatility(joinVolatility(a.membership, b.membership), differs ? by : a.membership),
    ...((a.membershipSource ?? b.membershipSource)
      ? { membershipSource: a.membershipSource ?? b.membershipSource }
      : {}),
    ...(window ? { window } : {}),
    ...(a.marksHidden ? { marksHidden: true } : {}),
    place: a.place,
  } as HeapList;
}

/** Adds those that are not there yet as items that may be there. What is past the longest list is left out. */
function addOthers(items: HeapItem[], others: readonly HeapItem[]): void {
  const byPlace = new Map<Place, AbstractValue[]>();
  const note = ({ place, value }: HeapItem): void => {
    const known = byPlace.get(place);
    if (known) known.push(value);
    else byPlace.set(place, [value]);
  };
  for (const item of items) note(item);
  for (const item of others) {
    if (items.length >= mostItems) return;
    if (byPlace.get(item.place)?.some((value) => isSame(value, item.value))) continue;
    items.push({ ...item, presence: 'sometimes' });
    note(item);
  }
}

function joinRecords(a: HeapRecord, b: HeapRecord, by: Volatility): HeapRecord {
  if (a.rest === b.rest && (a.fields === b.fields || haveSameFields(a, b))) return a;
  const fields = new Map<string, HeapField>(a.fields);
  let shared = 0;
  for (const [key, right] of b.fields) {
    const left = a.fields.get(key);
    if (left) shared++;
    if (left === right) continue;
    fields.set(key, left ? joinFields(left, right, by) : { ...right, presence: 'sometimes' });
  }
  if (shared < a.fields.size) {
    for (const [key, left] of a.fields) if (!b.fields.has(key)) fields.set(key, { ...left, presence: 'sometimes' });
  }
  const rest = a.rest ?? b.rest;
  return { ...a, fields, ...(rest ? { rest } : {}) };
}

function haveSameFields(a: HeapRecord, b: HeapRecord): boolean {
  if (a.fields.size !== b.fields.size) return false;
  for (const [key, field] of b.fields) if (a.fields.get(key) !== field) return false;
  return true;
}

function joinFields(left: HeapField, right: HeapField, by: Volatility): HeapField {
  return {
    value: choice([left.value, right.value], by, left.place),
    presence: left.presence === 'always' && right.presence === 'always' ? 'always' : 'sometimes',
    place: left.place,
  };
}
