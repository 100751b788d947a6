// Polls until a condition holds, never longer than a limit, and says what it saw last when the limit passes.
import { setTimeout as sleep } from 'node:timers/promises';

export interface WaitOptions {
  readonly timeoutMs?: number;
  /** The value must have stayed the same for this long: editors repaint in steps. */
  readonly stableMs?: number;
}

const POLL_MS = 100;
export const DEFAULT_WAIT_MS = 30_000;

/** Returns the first value of `read` that `accept` takes and that then stays unchanged for `stableMs`. */
export async function waitFor<T>(
  what: string,
  read: () => Promise<T> | T,
  accept: (value: T) => boolean,
  { timeoutMs = DEFAULT_WAIT_MS, stableMs = 0 }: WaitOptions = {},
): Promise<T> {
  const limit = Date.now() + timeoutMs;
  let acceptedText: string | undefined;
  let acceptedSince = 0;
  for (;;) {
    const value = await read();
    const text = JSON.stringify(value);
    if (!accept(value)) {
      acceptedText = undefined;
    } else {
      if (text !== acceptedText) {
        acceptedText = text;
        acceptedSince = Date.now();
      }
      if (Date.now() - acceptedSince >= stableMs) return value;
    }
    if (Date.now() > limit) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}; last seen: ${text}`);
    await sleep(POLL_MS);
  }
}
