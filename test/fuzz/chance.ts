// Random choices that a seed repeats.

export interface Chance {
  /** A whole number below `end`. */
  readonly below: (end: number) => number;
  readonly oneOf: <Item>(items: readonly [Item, ...Item[]]) => Item;
}

/** The generator mulberry32: 32 bits of state, enough to pick mutations. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const below = (end: number): number => Math.floor(next() * Math.max(1, end));
  return { below, oneOf: (items) => items[below(items.length)] ?? items[0] };
}
