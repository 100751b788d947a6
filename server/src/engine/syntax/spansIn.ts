// Finds every span inside a piece of plain data, so that they can be moved together.
import type { Span } from '../text/index.ts';

/** A span that its owner may move. */
export type MovableSpan = { -readonly [Key in keyof Span]: Span[Key] };

/** The objects with a `start` and an `end` in or below the value, each once however often it is referred to. */
export function spansIn(value: unknown): readonly MovableSpan[] {
  const seen = new Set<object>();
  const found: MovableSpan[] = [];
  collect(value, seen, found);
  return found;
}

function collect(value: unknown, seen: Set<object>, found: MovableSpan[]): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if (Array.isArray(value)) {
    for (const item of value) collect(item, seen, found);
    return;
  }
  const one = value as Record<string, unknown>;
  if (typeof one.start === 'number' && typeof one.end === 'number') found.push(value as MovableSpan);
  for (const key in one) {
    const field = one[key];
    if (typeof field === 'object') collect(field, seen, found);
  }
}
