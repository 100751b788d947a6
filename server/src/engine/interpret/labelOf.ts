// Source text of an expression for messages.
import type { Context } from './machine.ts';

const longestLabel = 60;

/** Source text of an expression, on one line and shortened, for messages. */
export function labelOf(context: Context, expression: { readonly start: number; readonly end: number }): string {
  const raw = context.record.text
    .slice(expression.start, Math.min(expression.end, expression.start + 200))
    .replace(/\s+/g, ' ');
  return raw.length > longestLabel ? `${raw.slice(0, longestLabel - 1)}…` : raw;
}
