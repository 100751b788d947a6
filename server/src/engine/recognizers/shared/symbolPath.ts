// Reads the paths of symbols, whose call elements may carry the literal argument of the call: `()` or `('name')`.

/** Members that only change what the call returns, not what it sends. */
const transparentMembers: ReadonlySet<string> = new Set([
  'with_raw_response',
  'with_streaming_response',
  'withRawResponse',
  'withStreamingResponse',
]);

export function isCallElement(element: string): boolean {
  return element.startsWith('(');
}

/** The last element of a path or of the end of one that is no call: an object may be called itself. */
export function lastMember(path: readonly string[]): string | undefined {
  return path.findLast((element) => !isCallElement(element));
}

/** The literal argument of a call element without its quotes; undefined for `()` and for a plain member. */
export function argumentOf(element: string | undefined): string | undefined {
  if (element === undefined || !isCallElement(element) || element === '()') return undefined;
  return element.slice(1, -1).replace(/^(['"`])(.*)\1$/s, '$2');
}

/** Path without members that wrap the response, call elements reduced to `()`. */
export function plainPath(path: readonly string[]): readonly string[] {
  return path.filter((element) => !transparentMembers.has(element)).map((el) => (isCallElement(el) ? '()' : el));
}

export function endsWith(path: readonly string[], tail: readonly string[]): boolean {
  const offset = path.length - tail.length;
  return offset >= 0 && tail.every((element, index) => path[offset + index] === element);
}
