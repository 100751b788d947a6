// What it costs to write a part of a prefix to the cache once, against reading it.
import type { Engine, Money, TickUsage } from '../../engine/index.ts';
import type { PlacedCall } from '../placedCalls.ts';

export interface RewriteCost {
  readonly write: Money;
  readonly read: Money;
}

const nothing: TickUsage = { fresh: 0, write5m: 0, write1h: 0, read: 0, output: 0 };

/** By the prices that hold for the call, and the lifetime that it asks for; undefined without prices. */
export function rewriteCost(engine: Engine, { call, settings }: PlacedCall, tokens: number): RewriteCost | undefined {
  const first = engine.timeline(call, settings.scenario)?.ticks[0]?.usage;
  const write = engine.priceOf(call, { ...nothing, [writeKind(first)]: tokens });
  const read = engine.priceOf(call, { ...nothing, read: tokens });
  return write === undefined || read === undefined ? undefined : { write, read };
}

/** How the first tick of a run bills what it writes: as fresh input where writing has no fee. */
function writeKind(usage: TickUsage | undefined): keyof TickUsage {
  if (usage === undefined) return 'fresh';
  const kinds = ['write5m', 'write1h', 'write30m', 'write12h'] as const;
  return kinds.find((kind) => (usage[kind] ?? 0) > 0) ?? 'fresh';
}
