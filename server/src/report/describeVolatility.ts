// Says in a few words how often a part of the prompt changes, and across whom it varies.
import type { Volatility } from '../engine/index.ts';

const changeWords = {
  never: 'stable',
  deployment: 'per deployment',
  process: 'per process',
  day: 'daily',
  minute: 'every minute',
  request: 'every request',
  call: 'every call',
} as const satisfies Record<Volatility['changes'], string>;

export function describeVolatility(volatility: Volatility): string {
  if (volatility.sureness === 'unknown') return 'unknown';
  const varies = volatility.varies === 'nobody' ? [] : [`per ${volatility.varies}`];
  const changes = volatility.changes === 'never' && varies.length > 0 ? [] : [changeWords[volatility.changes]];
  const words = [...changes, ...varies].join(', ');
  return volatility.sureness === 'likely' ? `${words}, likely` : words;
}
