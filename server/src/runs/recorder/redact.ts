// Overwrites keys in texts that are kept. What is left is as long as before, so that places in it stay the same.

/** Keys of providers, of clouds and code hosts, and private keys. */
const secrets: readonly RegExp[] = [
  /\bsk-(?:ant|proj|or|svcacct|admin)?-?[A-Za-z0-9_-]{16,}/g,
  /\bAIza[A-Za-z0-9_-]{30,}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bgh[pousr]_[A-Za-z0-9]{30,}/g,
  /\bgithub_pat_[A-Za-z0-9_]{40,}/g,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/g,
  /\bhf_[A-Za-z0-9]{30,}/g,
  /\bgsk_[A-Za-z0-9]{40,}/g,
  /\bxai-[A-Za-z0-9]{40,}/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:\\n|[\s\S])*?-----END [A-Z ]*PRIVATE KEY-----/g,
];

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
