// What makes a finding the same one in another version of its file: its rule and its line, not where the line stands.
import { createHash } from 'node:crypto';
import type { Finding } from '../engine/index.ts';

/**
 * 16 hexadecimal digits from rule, message and the line of code without its indentation; lines that move, and changes elsewhere, keep
 * it. `text` is what was analysed. Two findings of one file can share it: they stand on equal lines.
 */
export function findingIdentity({ rule, messageId, place }: Finding, text: string): string {
  const start = text.lastIndexOf('\n', place.start - 1) + 1;
  const end = text.indexOf('\n', place.start);
  const line = text.slice(start, end < 0 ? text.length : end).trim();
  return createHash('sha256').update([rule, messageId, line].join('\n')).digest('hex').slice(0, 16);
}
