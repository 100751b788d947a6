// Takes the system and developer messages at the front of a conversation for the system prompt.
import { type Block, stable } from '../../model/index.ts';
import type { BlockList } from './blockList.ts';

export interface Split {
  readonly system: BlockList | undefined;
  readonly messages: BlockList;
}

/** Only messages that surely stand at the front: behind unlisted ones they are part of the conversation. */
export function splitSystem(list: BlockList): Split {
  const limit = list.open?.at ?? list.blocks.length;
  const other = list.blocks.findIndex((block) => !isSystem(block));
  const count = Math.min(limit, other === -1 ? list.blocks.length : other);
  if (count === 0) return { system: undefined, messages: list };
  const system = { blocks: list.blocks.slice(0, count), order: { fixed: true }, membership: stable } as const;
  const blocks = list.blocks.slice(count);
  const { open, ...rest } = list;
  return {
    system,
    messages: { ...rest, blocks, ...(open === undefined ? {} : { open: { ...open, at: open.at - count } }) },
  };
}

function isSystem(block: Block): boolean {
  return block.role === 'system' || block.role === 'developer';
}
