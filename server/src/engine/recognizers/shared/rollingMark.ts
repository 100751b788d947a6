// Puts the breakpoint of automatic caching where the provider would: on the last block of the conversation.
import type { Mark, Part } from '../../model/index.ts';

/** A block that carries a mark already keeps it. Nothing is marked when unlisted blocks stand at the end. */
export function rollingMark(messages: Part | undefined, mark: Mark): Part | undefined {
  const last = messages?.blocks.at(-1);
  if (messages === undefined || last === undefined || last.mark !== undefined) return messages;
  if (messages.open && (messages.openAt ?? messages.blocks.length) >= messages.blocks.length) return messages;
  return { ...messages, blocks: [...messages.blocks.slice(0, -1), { ...last, mark: { ...mark, automatic: true } }] };
}
