// Evaluates what stands between the brackets of a subscript; `list[list.length - 1]` counts from the end, as `list[-1]` does.
import type { IndexExpression } from '../model/index.ts';
import type { AbstractValue } from './abstractValue.ts';
import { evaluate } from './evaluate.ts';
import { labelOf } from './labelOf.ts';
import { type Context, placeOf } from './machine.ts';
import { scalar } from './make.ts';

export function evaluateIndex(context: Context, { object, index }: IndexExpression): AbstractValue {
  const back = index.kind === 'binary' && index.operator === '-' ? index.right : undefined;
  const length = index.kind === 'binary' ? index.left : undefined;
  if (
    back?.kind === 'literal' &&
    typeof back.value === 'number' &&
    back.value > 0 &&
    length?.kind === 'member' &&
    length.property === 'length' &&
    labelOf(context, length.object) === labelOf(context, object)
  ) {
    return scalar(-back.value, placeOf(context, index));
  }
  return evaluate(context, index);
}
