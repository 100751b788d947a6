// Waits for something that the server does on its own account.
import { setTimeout as delay } from 'node:timers/promises';

/** Polls until `probe` gives a value; the test's own time limit ends a wait in vain. */
export async function eventually<Value>(probe: () => Value | undefined): Promise<Value> {
  for (;;) {
    const value = probe();
    if (value !== undefined) return value;
    await delay(5);
  }
}
