// How long the answer of a tool stays true, by what the words of its name say that it asks for.

export type FreshnessCategory = 'live' | 'account' | 'cadence' | 'record' | 'profile' | 'retrieval';

export interface Freshness {
  readonly category: FreshnessCategory;
  /** Longest time to live that fits, seconds; 0: not to be cached. */
  readonly seconds: number;
  /** What the answer is, and why that time. */
  readonly why: string;
}

const minute = 60;
const hour = 60 * minute;

/** The most volatile first: a name that says two things is as fresh as the shorter-lived one. Figures to start from, not law. */
const categories: readonly (Freshness & { readonly words: ReadonlySet<string> })[] = [
  {
    category: 'live',
    seconds: 0,
    why: 'the time itself: a kept answer is wrong at once',
    words: new Set(['now', 'time', 'clock', 'timestamp', 'today']),
  },
  {
    category: 'account',
    seconds: 0,
    why: "it changes with every action of the user's, and decisions follow from it",
    words: new Set(['balance', 'balances', 'status', 'stock', 'inventory', 'availability', 'available', 'quota']),
  },
  {
    category: 'cadence',
    seconds: 5 * minute,
    why: 'it changes on a cadence that is known',
    words: new Set(['weather', 'forecast', 'rate', 'rates', 'currency', 'fx', 'traffic', 'price', 'prices', 'quote']),
  },
  {
    category: 'record',
    seconds: hour,
    why: 'it changes seldom once it is there, and a write can clear it',
    words: new Set(['order', 'orders', 'ticket', 'tickets', 'invoice', 'shipment', 'booking', 'user', 'customer']),
  },
  {
    category: 'profile',
    seconds: 24 * hour,
    why: 'it hardly changes, and an old answer does little harm',
    words: new Set(['profile', 'company', 'product', 'catalog', 'catalogue', 'geocode', 'country', 'address']),
  },
  {
    category: 'retrieval',
    seconds: 4 * hour,
    why: 'it holds until the index is built anew',
    words: new Set([
      'search',
      'retrieve',
      'retrieval',
      'vector',
      'vectors',
      'embedding',
      'embeddings',
      'similar',
      'docs',
    ]),
  },
];

/** Undefined for a name that says nothing of it. Words are told apart by case, `_`, `-`, `.` and white space. */
export function freshnessOf(toolName: string): Freshness | undefined {
  const words = toolName
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  const found = categories.find((each) => words.some((word) => each.words.has(word)));
  if (found === undefined) return undefined;
  const { category, seconds, why } = found;
  return { category, seconds, why };
}
