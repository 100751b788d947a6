// Calls of functions that the user told of: wrappers of model calls, and helpers that set cache marks.
import type { CallExpression, Callee } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import type { AbstractArguments, AbstractValue } from './abstractValue.ts';
import { emitCall, framesOf } from './emit.ts';
import { hideMarks } from './hideMarks.ts';
import { labelOf } from './labelOf.ts';
import { type Context, placeOf } from './machine.ts';
import { opaque, source, sure } from './make.ts';
import { spelledPath } from './memberPath.ts';
import { runCallbacks } from './outside.ts';

/** `follow` evaluates the call as any other. A wrapper is not followed: what is told of it counts. */
export function declaredCall(
  context: Context,
  call: CallExpression,
  callee: AbstractValue,
  args: AbstractArguments,
  place: Place,
  follow: () => AbstractValue,
): AbstractValue {
  const { declared } = context.machine.sdks;
  if (declared === undefined) return follow();
  const label = labelOf(context, call.callee);
  const spellings = spellingsOf(call, callee, label);
  const wrapper = declared.wrapperOf(spellings, importedBy(context));
  if (wrapper !== undefined) {
    runCallbacks(context, args, place);
    const calleePlace = placeOf(context, call.callee);
    const frames = framesOf(context.machine);
    emitCall(context, { callee: wrapper, args, place, calleePlace, receiver: undefined, frames });
    return opaque(sure('call'), source('model-output', `${label}()`, place), place);
  }
  const result = follow();
  if (!declared.addsMarks(spellings)) return result;
  for (const value of args.positional) hideMarks(context, value);
  for (const { value } of args.keywords.values()) hideMarks(context, value);
  return hideMarks(context, result);
}

/** The callee as it is written, and as what it turned out to be. */
function spellingsOf(call: CallExpression, callee: AbstractValue, label: string): readonly Callee[] {
  const written: Callee = { path: spelledPath(call.callee), label };
  switch (callee.kind) {
    case 'symbol':
      return [
        { ...written, package: callee.package },
        { package: callee.package, path: callee.path, label },
      ];
    case 'opaque':
      return [written, { path: callee.chain, label }];
    case 'closure':
      return [written, { path: [callee.owner?.cls.name, callee.fn.name].filter((name) => name !== undefined), label }];
    default:
      return [written];
  }
}

/** Everything that the file imports, as it is spelled: a wrapper's package may lie in the workspace. */
function importedBy({ record }: Context): readonly string[] {
  const spelled = record.module.body.flatMap((statement) =>
    statement.kind === 'import'
      ? [statement.module, ...statement.bindings.map(({ imported }) => `${statement.module}.${imported}`)]
      : [],
  );
  return [...record.packages, ...spelled];
}
