// The message of a finding inside a cell of a Markdown table: its code stays code.
import { escapeMarkdown } from './escapeMarkdown.ts';

/** One line. Code that holds a back quote itself cannot be told from its ends, and is then escaped like the rest. */
export function messageMarkdown(message: string): string {
  const parts = message.replace(/\s+/g, ' ').split('`');
  if (parts.length % 2 === 0) return escapeMarkdown(message);
  // Cells end at a bar, even in code.
  return parts.map((part, at) => (at % 2 === 0 ? escapeMarkdown(part) : `\`${part.replaceAll('|', '\\|')}\``)).join('');
}
