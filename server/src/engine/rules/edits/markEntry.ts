// Finds the whole entry or statement that sets a cache mark.
import type { LanguageId } from '../../model/index.ts';
import type { Edit, Span } from '../../text/index.ts';
import { removeEntry } from './removeEntry.ts';
import { isPython, lineEnd, lineStart } from './significant.ts';

const names = 'cache_control|cacheControl|cachePoint|cache_point|prompt_cache_breakpoint';
const key = new RegExp(`(?:(['"])(?:${names})\\1|(?:${names}))\\s*[:=]\\s*$`);
const entry = new RegExp(`^(?:(['"])(?:${names})\\1|(?:${names}))\\s*[:=]`);
const shells =
  'anthropic|bedrock|openrouter|vertex|providerOptions|provider_options|providerMetadata|experimental_providerMetadata';
const shell = new RegExp(`(?:(['"])(?:${shells})\\1|\\b(?:${shells}))\\s*:\\s*$`);
const statement = new RegExp(`^[\\w$.[\\]'"-]*(?:\\.(?:${names})|\\[\\s*['"](?:${names})['"]\\s*\\])\\s*=(?!=)`);

/** `cache_control: {…}` around a mark that was given as the entry or as its value. Undefined for any other form. */
export function markEntry(text: string, mark: Span): Span | undefined {
  const written = text.slice(mark.start, mark.end);
  if (entry.test(written)) return { start: mark.start, end: mark.end };
  const before = key.exec(text.slice(0, mark.start))?.[0];
  return before === undefined ? undefined : { start: mark.start - before.length, end: mark.end };
}

/** Records that hold nothing but the mark: a cache point is a block of its own, and provider options are there for a reason. */
function withShell(text: string, mark: Span): Span {
  const before = /\{\s*$/.exec(text.slice(0, mark.start))?.[0];
  const behind = /^\s*,?\s*\}/.exec(text.slice(mark.end))?.[0];
  if (before === undefined || behind === undefined) return mark;
  const record = { start: mark.start - before.length, end: mark.end + behind.length };
  if (/^['"]?cache_?point/i.test(text.slice(mark.start, mark.end))) return record;
  const named = shell.exec(text.slice(0, record.start))?.[0];
  return named === undefined ? mark : withShell(text, { start: record.start - named.length, end: record.end });
}

/** The edit that takes a mark away; undefined when that could leave broken code behind. */
export function removeMarkEdit(text: string, mark: Span, language: LanguageId): Edit | undefined {
  const whole = markEntry(text, mark);
  if (whole !== undefined) return removeEntry(text, withShell(text, whole), language);
  if (!statement.test(text.slice(mark.start, mark.end))) return undefined;
  const start = lineStart(text, mark.start);
  const end = lineEnd(text, mark.end);
  const ownsLine = text.slice(start, mark.start).trim() === '' && /^;?\s*$/.test(text.slice(mark.end, end));
  const previous = text.slice(0, start).trimEnd();
  // The only statement of a Python block, or the body of a brace-less `if`, cannot go.
  const isBody = isPython(language) ? previous.endsWith(':') : !/[{};]$/.test(previous);
  if (!ownsLine || isBody) return undefined;
  return { span: { start, end: Math.min(text.length, end + (text.startsWith('\r\n', end) ? 2 : 1)) }, newText: '' };
}
