// Moves every span inside a piece of plain data.

/** Deep copy of plain data in which each `start` and `end` is moved by `delta` UTF-16 units. */
export function shiftSpans<T>(value: T, delta: number): T {
  return delta === 0 ? value : (shifted(value, delta) as T);
}

function shifted(value: unknown, delta: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => shifted(item, delta));
  const copy: Record<string, unknown> = { ...value };
  for (const key in copy) {
    const field = copy[key];
    if (typeof field === 'object') copy[key] = shifted(field, delta);
    else if (typeof field === 'number' && (key === 'start' || key === 'end')) copy[key] = field + delta;
  }
  return copy;
}
