// How long the answer of a tool stays right, told by the name of the tool.

export interface Freshness {
  /** As messages say what the tool gives. */
  readonly category: string;
  /** Seconds that it may be kept; 0: not at all. A figure to start from: what the data's owner promises wins. */
  readonly expected: number;
  /** Seconds above which it is surely kept too long. Absent where a name does not say enough for that. */
  readonly reportedAbove?: number;
}

const minute = 60;
const hour = 60 * minute;

/** The most volatile first: a name that says two things is as fresh as the shorter-lived one. */
const categories: readonly (Freshness & { readonly names: RegExp })[] = [
  {
    names: /(?:^|_)(?:current_?time|get_?time|time_?now|now|clock|current_?date_?time|get_?date_?time)(?:_|$)/,
    category: 'the time',
    expected: 0,
    reportedAbove: 0,
  },
  { names: /(?:^|_)balances?(?:_|$)/, category: 'a balance', expected: 0, reportedAbove: 5 },
  {
    names: /(?:^|_)account_?status(?:_|$)/,
    category: 'the state of an account',
    expected: 0,
    reportedAbove: 2 * minute,
  },
  {
    names:
      /(?:^|_)(?:stock_?price|stock_?quote|quote|exchange_?rate|current_?price|live_?price|spot_?price|ticker)s?(?:_|$)/,
    category: 'a price of the moment',
    expected: 10,
    reportedAbove: minute,
  },
  {
    names: /(?:^|_)(?:status|availability|in_?stock|stock_?level|seats|queue_?length)(?:_|$)/,
    category: 'a state of the moment',
    expected: 10,
    reportedAbove: 2 * minute,
  },
  { names: /(?:^|_)(?:weather|forecast)(?:_|$)/, category: 'the weather', expected: 5 * minute, reportedAbove: hour },
  { names: /(?:^|_)currency_?rates?(?:_|$)/, category: 'a rate that changes on a cadence', expected: 5 * minute },
  {
    names: /(?:^|_)(?:order|ticket|invoice|shipment|booking)s?(?:_|$)/,
    category: 'a record that a write can clear',
    expected: hour,
  },
  { names: /(?:^|_)(?:profile|company|geocode)(?:_|$)/, category: 'what hardly changes', expected: 24 * hour },
  {
    names: /(?:^|_)(?:search|retrieve|retrieval|vectors?|embeddings?)(?:_|$)/,
    category: 'what holds until the index is built anew',
    expected: 4 * hour,
  },
];

/** Undefined for names that say nothing of it. */
export function freshnessOf(tool: string): Freshness | undefined {
  const name = tool
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[-.\s]+/g, '_')
    .toLowerCase();
  // What has happened does not change any more.
  if (/histor|past|archive|yesterday|code|list_status|zone/.test(name.replace('geocode', ''))) return undefined;
  return categories.find(({ names }) => names.test(name));
}
