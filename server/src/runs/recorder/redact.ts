// Overwrites keys in texts that are kept. What is left is as long as before, so that places in it stay the same.

/** How keys of providers, of clouds and of code hosts begin, and what comes then. */
const keys: readonly (readonly [starts: readonly string[], rest: string])[] = [
  [['sk-'], '(?:ant|proj|or|svcacct|admin)?-?[A-Za-z0-9_-]{16,}'],
  [['AIza'], '[A-Za-z0-9_-]{30,}'],
  [['AKIA', 'ASIA'], '[A-Z0-9]{16}\\b'],
  [['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], '[A-Za-z0-9]{30,}'],
  [['github_pat_'], '[A-Za-z0-9_]{40,}'],
  [['xoxa-', 'xoxb-', 'xoxp-', 'xoxr-', 'xoxs-'], '[A-Za-z0-9-]{10,}'],
  [['hf_'], '[A-Za-z0-9]{30,}'],
  [['gsk_'], '[A-Za-z0-9]{40,}'],
  [['xai-'], '[A-Za-z0-9]{40,}'],
];

/** Where a key may begin: at a word, and behind what JSON writes for a line break or another character. */
const edge = String.raw`(?:\b|(?<=\\[bfnrt]|\\u[0-9A-Fa-f]{4}))`;

const secrets: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g,
  ...keys.map(([starts, rest]) => new RegExp(`${edge}(?:${starts.join('|')})${rest}`, 'g')),
];

const allStarts = keys.flatMap(([starts]) => starts);
const beginnings = allStarts.flatMap((start) => Array.from(start, (_, at) => start.slice(0, at + 1)));
const unfinished: readonly RegExp[] = [
  new RegExp(`${edge}(?:(?:${allStarts.join('|')})[A-Za-z0-9_-]*|${beginnings.join('|')})$`),
  /-----BEGIN [A-Z ]*PRIVATE KEY-----(?![\s\S]*-----END [A-Z ]*PRIVATE KEY-----)/,
  /(?:-----BEGIN [A-Z ]*-{0,5}|-----BEGIN?|-----BE?G?|-{1,5})$/,
];

/** Where the key begins that may go on behind the text; the text's length where there is none. */
export function unfinishedKey(text: string): number {
  const found = unfinished.map((one) => text.search(one)).filter((at) => at >= 0);
  return Math.min(text.length, ...found);
}

/** Characters at the beginning of a key that are kept, to tell which one it was. */
const shown = 6;

export interface Redacted {
  readonly text: string;
  readonly count: number;
}

export function redact(text: string): Redacted {
  let count = 0;
  let clean = text;
  for (const secret of secrets) {
    clean = clean.replace(secret, (found) => {
      count++;
      return found.slice(0, shown) + '*'.repeat(found.length - shown);
    });
  }
  return { text: clean, count };
}

/** Headers that say what a body is. Everything else may hold a key, an account or a cookie. */
const kept: ReadonlySet<string> = new Set([
  'content-type',
  'content-encoding',
  'user-agent',
  'anthropic-version',
  'anthropic-beta',
  'openai-beta',
  'openai-processing-ms',
  'request-id',
  'x-request-id',
  'retry-after',
  'x-stainless-lang',
  'x-stainless-package-version',
  'x-stainless-retry-count',
]);

export function keptHeaders(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  const own: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (kept.has(name) && value !== undefined) own[name] = redact(Array.isArray(value) ? value.join(', ') : value).text;
  }
  return own;
}
