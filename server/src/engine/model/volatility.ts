// How often a value changes, across whom it varies, and how sure we are: the lattice behind every cache verdict.

/** How often the value changes, least to most. `call` means it differs between two model calls of one run. */
export const changeOrder = ['never', 'deployment', 'process', 'day', 'minute', 'request', 'call'] as const;
export type Changes = (typeof changeOrder)[number];

/** Across whom the value differs at one moment, least to most. */
export const variesOrder = ['nobody', 'tenant', 'user', 'session'] as const;
export type Varies = (typeof variesOrder)[number];

/** `sure`: read from the flow. `likely`: inferred from a name or a type. `unknown`: the flow ends where we cannot see. */
export const surenessOrder = ['sure', 'likely', 'unknown'] as const;
export type Sureness = (typeof surenessOrder)[number];

export interface Volatility {
  readonly changes: Changes;
  readonly varies: Varies;
  readonly sureness: Sureness;
}

export const stable: Volatility = { changes: 'never', varies: 'nobody', sureness: 'sure' };
export const unknownVolatility: Volatility = { changes: 'never', varies: 'nobody', sureness: 'unknown' };

function later<T extends string>(order: readonly T[], a: T, b: T): T {
  return order.indexOf(a) >= order.indexOf(b) ? a : b;
}

/**
 * Join of the parts of one value: commutative, associative, idempotent; `stable` is neutral. A part that is known to change settles it,
 * whatever else is unknown; among several, the one that changes most often says how sure we are.
 */
export function joinVolatility(a: Volatility, b: Volatility): Volatility {
  if (a === b || b === stable) return a;
  if (a === stable) return b;
  const evidence = evidenceOf(a) - evidenceOf(b);
  if (evidence !== 0) return evidence > 0 ? a : b;
  const changes = later(changeOrder, a.changes, b.changes);
  const varies = later(variesOrder, a.varies, b.varies);
  const leading = [a, b].filter((one) => one.changes === changes);
  const sureness = leading.some((one) => one.sureness === 'sure') ? 'sure' : (leading[0]?.sureness ?? 'unknown');
  return { changes, varies, sureness };
}

/** 2: known to move. 1: unknown. 0: known to stay. */
function evidenceOf({ changes, varies, sureness }: Volatility): number {
  if (sureness === 'unknown') return 1;
  return changes === 'never' && varies === 'nobody' ? 0 : 2;
}

export function changesAtLeast(volatility: Volatility, level: Changes): boolean {
  return changeOrder.indexOf(volatility.changes) >= changeOrder.indexOf(level);
}

/** True when nothing is known against the value: same text for everybody for as long as the process lives. */
export function isStable(volatility: Volatility): boolean {
  return volatility.sureness !== 'unknown' && !changesAtLeast(volatility, 'day') && volatility.varies === 'nobody';
}
