// Reports objects that send requests later, such as agents, once it is known whether they are run and what was called on them.
import type { Callee } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import type { AbstractArguments, AbstractSymbol, AbstractValue } from './abstractValue.ts';
import { emitCall, framesOf } from './emit.ts';
import type { Context, Machine } from './machine.ts';

/** An agent is changed after it was made (tools are added, instructions decorated), so it is read at the end of the entry point. */
export function noteDefinition(
  context: Context,
  callee: Callee,
  object: AbstractSymbol,
  args: AbstractArguments,
  calleePlace: Place,
): void {
  const { machine } = context;
  if (machine.muted || machine.importing || object.made === undefined) return;
  const frames = framesOf(machine);
  const report = () => emitCall(context, { callee, args, place: object.place, calleePlace, receiver: object, frames });
  machine.definitions.push({ made: object.made, report });
}

/** The run of an object says more of its requests than the object alone. */
export function noteRuns(machine: Machine, args: AbstractArguments, receiver: AbstractSymbol | undefined): void {
  const run = (value: AbstractValue | undefined): void => {
    if (value?.kind === 'choice') for (const option of value.options) run(option);
    if (value?.kind !== 'symbol') return;
    for (let made = value.made; made !== undefined; made = made.before) machine.run.add(made);
  };
  run(receiver);
  // A runner is made with what it runs.
  for (let made = receiver?.made; made !== undefined; made = made.before)
    for (const value of [...made.args.positional, ...[...made.args.keywords.values()].map((field) => field.value)])
      run(value);
  for (const value of args.positional) run(value);
  for (const { value } of args.keywords.values()) run(value);
}

export function reportDefinitions(machine: Machine): void {
  const pending = machine.definitions;
  machine.definitions = [];
  for (const { made, report } of pending) if (!machine.run.has(made)) report();
}
