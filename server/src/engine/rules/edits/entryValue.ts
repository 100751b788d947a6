// Splits an entry of a request into its name and the expression behind it.
import type { Span } from '../../text/index.ts';

export interface EntryValue {
  /** The expression. For a shorthand `{ system }` the name itself. */
  readonly span: Span;
  readonly isShorthand: boolean;
}

const named = /^(?:(['"])[\w-]+\1|[A-Za-z_$][\w$]*)\s*(?::|=(?![=>]))\s*/;
const assigned = /^[\w$.]+(?:\[\s*['"][\w-]+['"]\s*\])?\s*=(?![=>])\s*/;

/** `system: x`, `"system": x`, `system=x`, `params.system = x`, `params["system"] = x`, shorthand `system`; or a bare expression. */
export function entryValue(text: string, entry: Span, names: readonly string[]): EntryValue {
  const written = text.slice(entry.start, entry.end);
  const head = named.exec(written)?.[0] ?? assigned.exec(written)?.[0];
  if (head !== undefined) return { span: { start: entry.start + head.length, end: entry.end }, isShorthand: false };
  const isShorthand = names.includes(written) && /[{,]\s*$/.test(text.slice(0, entry.start));
  return { span: entry, isShorthand };
}

/** Text that stands for the entry with another value. */
export function withValue(name: string, value: EntryValue, expression: string): string {
  return value.isShorthand ? `${name}: ${expression}` : expression;
}
