// Tells why no cache mark can stand behind a block on the wire.
import type { CacheFacts } from '../catalog/index.ts';
import type { PlanBlock } from './promptPlan.ts';

/** A sentence; undefined where a mark can stand. */
export function whyNoMark(
  { level, type }: Pick<PlanBlock, 'level' | 'type'>,
  facts: CacheFacts,
  isEmpty = false,
): string | undefined {
  if (facts.markerLimit === undefined)
    return 'The cache of this model takes no marks: it finds the longest prefix itself.';
  if (type === 'thinking') return 'Thinking blocks carry no mark.';
  if (isEmpty) return 'The API refuses a mark on an empty text.';
  if (facts.id === 'openai-breakpoints' && level !== 'messages') {
    return 'OpenAI takes breakpoints on parts of messages, not on tools or instructions.';
  }
  return undefined;
}
