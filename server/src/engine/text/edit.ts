// A text replacement over original offsets, and applying several of them at once.
import type { Span } from './span.ts';

/** Replaces `span` of the original text by `newText`. */
export interface Edit {
  readonly span: Span;
  readonly newText: string;
}

/** Applies edits that all refer to the original text. Returns undefined when two of them overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string | undefined {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = '';
  let at = 0;
  for (const edit of ordered) {
    if (edit.span.start < at) return undefined;
    result += text.slice(at, edit.span.start) + edit.newText;
    at = edit.span.end;
  }
  return result + text.slice(at);
}
