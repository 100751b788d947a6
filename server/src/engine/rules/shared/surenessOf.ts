// How sure we are that a value changes, when it was joined with something of which nothing is known.
import { changesAtLeast, type HolePiece, type Sureness } from '../../model/index.ts';
import { changesByNature } from './changesByNature.ts';

/** An unknown neighbour does not make a clock stand still: what is seen to change makes the whole text change. */
export function surenessOf({ volatility, source }: HolePiece): Sureness {
  const isEvident = changesByNature.has(source.kind) && changesAtLeast(volatility, 'day');
  return volatility.sureness === 'unknown' && isEvident ? 'sure' : volatility.sureness;
}
