// Tells the instructions of a request from its conversation.
import type { Block, Segment } from '../../model/index.ts';

/** System text, whether it has a level of its own or stands among the messages under a system or developer role. */
export function isSystemSegment(segment: Pick<Segment | Block, 'level' | 'role'>): boolean {
  return segment.level === 'system' || segment.role === 'system' || segment.role === 'developer';
}
