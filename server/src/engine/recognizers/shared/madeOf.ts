// Walks symbols by the calls on their path: what an object was made with, and what it was before later calls.
import type { Arguments, SymbolValue, Value } from '../../model/index.ts';
import { callChain, type MadeCall } from './callChain.ts';
import { isCallElement } from './symbolPath.ts';

/** A call on the path whose arguments were seen. */
export interface SeenCall extends MadeCall {
  readonly args: Arguments;
}

/** In the order of the path; calls whose arguments were not kept are left out. */
export function callsOn(symbol: SymbolValue): readonly SeenCall[] {
  return callChain(symbol).flatMap((call) => (call.args === undefined ? [] : [{ ...call, args: call.args }]));
}

/** The object as it was when its path had that length. */
export function before(symbol: SymbolValue, length: number): SymbolValue {
  const path = symbol.path.slice(0, length);
  const ends = symbol.path.filter(isCallElement).length;
  const known = symbol.calls?.length ?? 0;
  const calls = symbol.calls?.slice(0, Math.max(0, path.filter(isCallElement).length - (ends - known)));
  const { calls: _, ...rest } = symbol;
  return { ...rest, path, ...(calls === undefined ? {} : { calls }) };
}

/** Last plain member of the path: the class or function that was called. */
export function nameOfMade({ path }: SymbolValue): string | undefined {
  return path.findLast((element) => !isCallElement(element));
}

export function isSymbol(value: Value | undefined): value is SymbolValue {
  return value?.kind === 'symbol';
}
