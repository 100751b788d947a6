// Finds the code that a variable is given where it is declared, type assertions and brackets included.
import type { AssignStatement } from '../../model/index.ts';
import type { Span } from '../../text/index.ts';

/** Undefined where several variables are declared together or the value is written in an unusual way. */
export function initializerOf(
  text: string,
  { target, annotation, value, end, operator }: AssignStatement,
): Span | undefined {
  if (value === undefined || operator !== undefined || target.kind !== 'name') return undefined;
  const from = Math.max(target.end, annotation?.end ?? 0);
  const equals = /^[^=,;]*=\s*(?=\(*\s*$)/.exec(text.slice(from, value.start).replace(/[(\s]*$/, ' ') || '= ');
  const sign = text.indexOf('=', from);
  if (equals === null || sign < 0 || sign >= value.start) return undefined;
  const start = sign + 1 + (/^\s*/.exec(text.slice(sign + 1))?.[0].length ?? 0);
  const behind = /^[)\s]*(?:(?:as|satisfies)\s[^;]*)?/.exec(text.slice(value.end, end))?.[0] ?? '';
  const rest = text.slice(value.end + behind.length, end);
  if (!/^;?$/.test(rest.trim())) return undefined;
  return { start, end: value.end + behind.trimEnd().length };
}
