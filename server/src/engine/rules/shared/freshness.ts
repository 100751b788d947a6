// How long the answer of a tool stays right, told by the name of the tool.

export interface Freshness {
  /** As messages say what the tool gives. */
  readonly category: string;
  /** Seconds that it may be kept. */
  readonly expected: number;
  /** Seconds above which it is reported: names say little, and only what is far off is surely wrong. */
  readonly reportedAbove: number;
}

const hour = 3600;

const categories: readonly (Freshness & { readonly names: RegExp })[] = [
  {
    names: /(?:^|_)(?:current_?time|get_?time|time_?now|now|clock|current_?date_?time|get_?date_?time)(?:_|$)/,
    category: 'the time',
    expected: 0,
    reportedAbove: 0,
  },
  { names: /(?:^|_)balances?(?:_|$)/, category: 'a balance', expected: 0, reportedAbove: 5 },
  {
    names:
      /(?:^|_)(?:stock_?price|stock_?quote|quote|exchange_?rate|current_?price|live_?price|spot_?price|ticker)s?(?:_|$)/,
    category: 'a price of the moment',
    expected: 10,
    reportedAbove: 60,
  },
  {
    names: /(?:^|_)(?:status|availability|in_?stock|stock_?level|seats|queue_?length)(?:_|$)/,
    category: 'a state of the moment',
    expected: 10,
    reportedAbove: 120,
  },
  { names: /(?:^|_)(?:weather|forecast)(?:_|$)/, category: 'the weather', expected: 300, reportedAbove: hour },
];

/** Undefined for names that say nothing of it. */
export function freshnessOf(tool: string): Freshness | undefined {
  const name = tool.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  // What has happened does not change any more.
  if (/histor|past|archive|yesterday|code|list_status|zone/.test(name)) return undefined;
  return categories.find(({ names }) => names.test(name));
}

/** `5 minutes`, `1 hour`, `90 seconds`. */
export function formatSeconds(seconds: number): string {
  const [size, unit] = seconds % hour === 0 ? [hour, 'hour'] : seconds % 60 === 0 ? [60, 'minute'] : [1, 'second'];
  const count = Math.round(seconds / size);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
