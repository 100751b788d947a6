// A half-open range of UTF-16 offsets into one document, the only way the engine speaks of places.

/** Half-open `[start, end)` pair of UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span in a named document. `path` is the path the host used, with forward slashes. */
export interface Place extends Span {
  readonly path: string;
}

export function isSamePlace(a: Place, b: Place): boolean {
  return a.start === b.start && a.end === b.end && a.path === b.path;
}

export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
