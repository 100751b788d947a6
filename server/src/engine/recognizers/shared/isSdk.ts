// Tells the packages that requests are recognized by: their calls mean something only under their own names.
import { recognizers } from '../registry.ts';
import { packageMatch } from './packageMatch.ts';

const packages = [...new Set(recognizers.flatMap((recognizer) => recognizer.packages))];
/** Vercel's providers: each makes the models that a request of its SDK names. */
const providerScope = '@ai-sdk/';

/** `specifier` as an import spells it; parts of an SDK count. */
export function isSdk(specifier: string): boolean {
  return packageMatch(specifier, packages) || specifier.startsWith(providerScope);
}
