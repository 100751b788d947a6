// Finds an object of a package, such as an agent, in the value that holds it.
import type { SymbolValue, Value } from '../../model/index.ts';

/** Of several alternatives the first that is one: the others are mostly what an earlier run handed over to. */
export function madeObject(value: Value | undefined, isOne: (symbol: SymbolValue) => boolean): SymbolValue | undefined {
  if (value?.kind === 'choice') return value.options.map((option) => madeObject(option, isOne)).find(Boolean);
  return value?.kind === 'symbol' && isOne(value) ? value : undefined;
}
