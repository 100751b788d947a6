// Reads what the object that a call was made on was itself made with: `new Anthropic({ baseURL })`.
import type { Arguments, CallSite } from '../../model/index.ts';

/** Arguments of the last call on the way to the method that is called. */
export function constructorArgs(site: CallSite): Arguments | undefined {
  return site.receiver?.calls?.at(-1);
}
