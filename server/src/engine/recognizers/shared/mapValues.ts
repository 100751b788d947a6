// Rewrites what stands in a list, or in its alternatives, from the objects of a framework to records of a wire format.
import type { Value } from '../../model/index.ts';

/** Applies `to` to each item of a list, and to each alternative of it or of its items; what is no list is rewritten itself. */
export function mapValues(value: Value, to: (one: Value) => Value): Value {
  if (value.kind === 'choice') return { ...value, options: value.options.map((option) => mapValues(option, to)) };
  if (value.kind !== 'list') return to(value);
  return { ...value, items: value.items.map((item) => ({ ...item, value: mapAlternatives(item.value, to) })) };
}

function mapAlternatives(value: Value, to: (one: Value) => Value): Value {
  if (value.kind !== 'choice') return to(value);
  return { ...value, options: value.options.map((option) => mapAlternatives(option, to)) };
}
