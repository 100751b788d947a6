// Calls a method of a built-in value.
import type { Place } from '../../text/index.ts';
import type { AbstractArguments, AbstractNative, AbstractValue } from '../abstractValue.ts';
import { argumentsOf, bound, withGiven } from '../functionMethods.ts';
import { callValue, invokeClosure } from '../invoke.ts';
import type { Context } from '../machine.ts';
import { unknown } from '../make.ts';
import { callListMethod } from './list.ts';
import { callRecordMethod } from './record.ts';
import { callTextMethod } from './text.ts';

export function callNative(
  context: Context,
  callee: AbstractNative,
  args: AbstractArguments,
  place: Place,
  label: string,
): AbstractValue {
  const { self, given } = callee;
  if (given) return callValue(context, self, withGiven(given, args), place, label);
  if (self.kind === 'closure') {
    const [receiver, ...rest] = args.positional;
    const target = receiver ? { ...self, self: receiver } : self;
    if (callee.name === 'bind') return bound(target, rest, place);
    return invokeClosure(context, target, argumentsOf(context, callee.name, rest, place), place, label);
  }
  if (self.kind === 'text' || self.kind === 'scalar')
    return callTextMethod(context, callee.name, self, args, place, label);
  if (self.kind === 'reference') {
    const heap = context.machine.store.get(self.cell);
    if (heap?.kind === 'list') return callListMethod(context, callee.name, self, heap, args, place, label);
    if (heap?.kind === 'record') return callRecordMethod(context, callee.name, self, heap, args, place, label);
  }
  return unknown('unresolved', label, place);
}
