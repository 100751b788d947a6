// Drops what a function made and nothing can reach once it has returned: most of what helpers build on their way.
import type { AbstractArguments, AbstractValue, HeapItem, HeapObject, Made } from './abstractValue.ts';
import type { Cell, Store } from './cell.ts';

type Changes = Map<Cell<unknown>, unknown>;

/**
 * Removes from the outcomes of a function the lists and records that it made itself and that neither its results nor anything older
 * holds. Joining them again at every call around takes most of the time, and says nothing.
 */
export function dropLeftBehind(
  outcomes: readonly Changes[],
  entry: Store,
  results: readonly AbstractValue[],
  yields: readonly HeapItem[],
): void {
  const own = new Set<Cell<unknown>>();
  const older: unknown[] = [];
  for (const outcome of outcomes) {
    for (const [cell, value] of outcome) {
      if (cell.kind === 'object' && cell.born > entry.since) own.add(cell);
      else older.push(value);
    }
  }
  if (own.size === 0) return;
  const held = reachable(outcomes, entry, [...older, ...results, ...yields.map(({ value }) => value)]);
  for (const outcome of outcomes) {
    for (const [cell, value] of outcome) {
      if (!own.has(cell) || held.has(cell)) continue;
      outcome.delete(cell);
      // A function that was put aside for later may still see it.
      cell.base = value;
    }
  }
}

/** Cells made since `entry` that the values lead to, by what any of the outcomes has put into them. */
function reachable(outcomes: readonly Changes[], entry: Store, from: readonly unknown[]): ReadonlySet<Cell<unknown>> {
  const found = new Set<Cell<unknown>>();
  const seen = new Set<unknown>();
  const waiting: unknown[] = [...from];
  const add = (value: unknown): void => {
    waiting.push(value);
  };
  const addCell = (cell: Cell<HeapObject>): void => {
    if (cell.born <= entry.since || found.has(cell)) return;
    found.add(cell);
    add(cell.base);
    for (const outcome of outcomes) if (outcome.has(cell)) add(outcome.get(cell));
  };
  while (waiting.length > 0) {
    const value = waiting.pop() as AbstractValue | HeapObject | undefined;
    if (value === undefined || seen.has(value)) continue;
    seen.add(value);
    switch (value.kind) {
      case 'reference':
        addCell(value.cell);
        break;
      case 'closure':
        add(value.self);
        add(value.owner);
        break;
      case 'native':
        add(value.self);
        break;
      case 'class':
        addCell(value.statics);
        for (const base of value.bases) add(base);
        break;
      case 'choice':
        for (const option of value.options) add(option);
        break;
      case 'symbol':
        for (let made: Made | undefined = value.made; made; made = made.before) {
          if (made.uses) addCell(made.uses);
          addArguments(made.args, add);
        }
        break;
      case 'list':
        for (const item of value.items) add(item.value);
        break;
      case 'record':
        for (const field of value.fields.values()) add(field.value);
        add(value.cls);
        break;
    }
  }
  return found;
}

function addArguments({ positional, keywords }: AbstractArguments, add: (value: AbstractValue) => void): void {
  for (const value of positional) add(value);
  for (const { value } of keywords.values()) add(value);
}
