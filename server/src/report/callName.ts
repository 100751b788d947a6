// Tells the model calls of a file apart wherever they stand: the function that holds one, and what is called.
import type { AnalyzedCall } from '../engine/index.ts';

export function callName({ call }: AnalyzedCall): string {
  return [call.site.frames.at(-1)?.label, call.site.callee.label].filter((part) => part !== undefined).join(' → ');
}
