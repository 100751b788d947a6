// Functions that can reach a model call by name alone: the work on those that make none is kept small.
import type { FunctionExpression } from '../model/index.ts';
import type { AbstractValue } from './abstractValue.ts';
import type { Machine } from './machine.ts';

/** Share of the work that is left which a callback may take: handlers of events hang on one another, and most of them ask nothing. */
const shareOfCallback = 4;

/** Runs a function that nothing in sight calls. */
export function withinShare(machine: Machine, fn: FunctionExpression, body: () => void): void {
  const share = machine.left() / shareOfCallback;
  const limit = machine.steps + share;
  const { callsMade } = machine;
  machine.within(share, body);
  if (machine.steps > limit && machine.callsMade === callsMade && machine.importing === 0) machine.barren.add(fn);
}

/** Follows a function, and remembers one that was followed to its end, took its time, and made no call. */
export function watched(machine: Machine, fn: FunctionExpression, body: () => AbstractValue): AbstractValue {
  const { callsMade, steps } = machine;
  const value = body();
  const isLong = machine.steps - steps > machine.limits.brief;
  // What a factory gives back may make the call.
  const isBarren = isLong && machine.callsMade === callsMade && !machine.exhausted && !carriesCode(machine, value);
  if (isBarren && machine.importing === 0) machine.barren.add(fn);
  return value;
}

const deepest = 3;

function carriesCode(machine: Machine, value: AbstractValue, depth = 0): boolean {
  const isOne = (part: AbstractValue): boolean => carriesCode(machine, part, depth + 1);
  switch (value.kind) {
    case 'closure':
    case 'class':
    case 'native':
      return true;
    case 'choice':
      return value.options.some(isOne);
    case 'reference': {
      const heap = machine.store.get(value.cell);
      if (depth > deepest || heap === undefined) return false;
      if (heap.kind === 'list') return heap.items.some((item) => isOne(item.value));
      return heap.cls !== undefined || [...heap.fields.values()].some((field) => isOne(field.value));
    }
    default:
      return false;
  }
}
