// Says what a run that failed means for the user, and what helps.
import type { NextStep } from '../../../server/src/protocol/index.ts';

export interface Failure {
  readonly why: string;
  readonly next: NextStep;
}

/** `errors` is what the program wrote. */
export function failureOf(errors: string): Failure {
  const why = errors
    .split('\n')
    .map((line) => line.trim().replace(/^hitrate: /, ''))
    .filter((line) => line !== '' && !line.startsWith('Live run: at most about'))
    .join(' ');
  if (why === '') return { why: 'No request can be built from what is known of this call.', next: 'none' };
  if (why.includes('needs a key in the environment variable')) {
    return { why: 'A live run needs a key of the provider.', next: 'set-key' };
  }
  if (why.includes('more than the limit of')) return { why, next: 'raise-limit' };
  return { why, next: 'none' };
}
