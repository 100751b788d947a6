// The rules that a simulation of OpenAI's cache runs under, and a choice for each point that its documents leave open.

export interface OpenAiOptions {
  /**
   * `breakpoints`: exact matches at eligible boundaries, writes cost (GPT-5.6 and later). `intervals`: implicit breakpoints every so
   * many tokens (GPT-5.5). `prefix`: the longest prefix, in steps (everything before).
   */
  readonly generation: 'breakpoints' | 'intervals' | 'prefix';
  /** Shortest prefix that is cached, tokens. */
  readonly minimumPrefixTokens: number;
  /** `prefix` and `intervals`: reads are rounded down to a multiple of this. */
  readonly granularity: number;
  /** `intervals`: distance between implicit breakpoints, tokens. */
  readonly intervalTokens: number;
  /** Most breakpoints that one request writes, the implicit one included. */
  readonly writeLimit: number;
  readonly ttlSeconds: { readonly '30m': number; readonly '12h': number };
  /** Older models: idle time after which an entry is gone, and its greatest age, in seconds. */
  readonly idleSeconds: { readonly in_memory: number; readonly '24h': number };
  readonly maxAgeSeconds: { readonly in_memory: number; readonly '24h': number };
  /** Retention of older models where the request names none. */
  readonly defaultRetention: 'in_memory' | '24h';
  /** Organization and region: entries are never shared between two of these. */
  readonly isolation: string;
  /** From the start of a request to its first token, when its writes become readable. */
  readonly firstTokenMilliseconds: number;

  /** Open: which breakpoints a lookup considers. The types say the latest 80, the guide counts kinds apart. */
  readonly lookup: 'latest-80' | 'guide';
  /** Open: implicit mode writes only the latest boundary, or the end of the first developer messages too, as a recording shows. */
  readonly implicitWrites: 'latest' | 'latest-and-developer';
  /** Open: `prompt_cache_key` parts the entries of newer models, or only their accounting. */
  readonly keySeparates: boolean;
  /** Open: best-effort caches hit whenever they can, or never. */
  readonly bestEffort: 'assume-hit' | 'assume-miss';
  /** Open: older models overflow to other machines above so many requests a minute of one prefix and key; and then miss, or not. */
  readonly overflow: { readonly requestsPerMinute: number; readonly misses: boolean };
  /** Open: older models match inside of a part that differs further on, or only whole parts. */
  readonly matchInsideParts: boolean;
}

export const defaultOpenAiOptions: OpenAiOptions = {
  generation: 'breakpoints',
  minimumPrefixTokens: 1024,
  granularity: 128,
  intervalTokens: 2048,
  writeLimit: 4,
  ttlSeconds: { '30m': 1800, '12h': 43_200 },
  idleSeconds: { in_memory: 300, '24h': 86_400 },
  maxAgeSeconds: { in_memory: 3600, '24h': 86_400 },
  defaultRetention: 'in_memory',
  isolation: 'default',
  firstTokenMilliseconds: 1000,
  lookup: 'latest-80',
  implicitWrites: 'latest-and-developer',
  keySeparates: true,
  bestEffort: 'assume-hit',
  overflow: { requestsPerMinute: 15, misses: false },
  matchInsideParts: true,
};
