// Twelve tool calls over five tools, with how long the answer of each stays true.
import type { Json } from './canonicalJson.ts';
import type { CachedCall, CachedTool } from './simulateResultCache.ts';

const cost = 100_000_000n;

/** Freshness as the categories have it; a tenth of a millidollar a call. */
const tools: Readonly<Record<string, CachedTool>> = {
  lookup_order: { milliseconds: 300, cost, freshSeconds: 3600 },
  weather: { milliseconds: 200, cost, freshSeconds: 300 },
  current_balance: { milliseconds: 250, cost, freshSeconds: 20 },
  current_time: { milliseconds: 5, cost: 0n, freshSeconds: 0 },
  search: { milliseconds: 400, cost, freshSeconds: 14_400 },
};

const at = (seconds: number, tool: string, args: Readonly<Record<string, Json>> = {}): CachedCall => ({
  at: seconds * 1000,
  tool,
  args,
  tenant: 'acme',
});

/** Three calls each of an order, of weather in two cities and of a balance, two of the clock and one search. */
const calls: readonly CachedCall[] = [
  at(0, 'lookup_order', { id: 'A-1234' }),
  at(5, 'current_time'),
  at(10, 'weather', { city: 'Tokyo' }),
  at(15, 'current_balance', { account: 'A-9' }),
  at(40, 'lookup_order', { id: 'A-1234' }),
  at(60, 'current_balance', { account: 'A-9' }),
  at(75, 'weather', { city: 'NYC' }),
  at(90, 'search', { query: 'return policy' }),
  at(120, 'weather', { city: 'Tokyo' }),
  at(150, 'current_time'),
  at(180, 'current_balance', { account: 'A-9' }),
  at(200, 'lookup_order', { id: 'A-1234' }),
];

/** A lifetime for each: what holds is kept, what does not is not. */
const ttls: Readonly<Record<string, number>> = {
  lookup_order: 3600,
  weather: 300,
  current_balance: 0,
  current_time: 0,
  search: 14_400,
};

export const courseStream = { calls, tools, ttls };
