// Looks for comments between two items of a list.

/** True when the stretch holds anything but white space and commas: a comment, which a reordering would tear from its item. */
export function commentsBetween(text: string, start: number, end: number): boolean {
  return /[^\s,\])]/.test(text.slice(start, end));
}
