// Makes a level of the prompt out of the blocks gathered for it.
import { type Block, joinVolatility, type Level, type Part } from '../../model/index.ts';
import { type BlockList, withPresence } from './blockList.ts';
import type { Option } from './options.ts';

/** Renumbers the messages and puts every block on the level. */
export function buildPart(level: Level, list: BlockList, option: Option): Part {
  const blocks = withPresence(renumbered(level, list.blocks), option.presence);
  return {
    level,
    blocks,
    open: list.open !== undefined,
    ...(list.open === undefined
      ? {}
      : { openAt: list.open.at, openVolatility: list.open.volatility, openSource: list.open.source }),
    order: list.order,
    membership: option.by === undefined ? list.membership : joinVolatility(list.membership, option.by),
    ...(list.membershipSource === undefined ? {} : { membershipSource: list.membershipSource }),
    ...(list.window === undefined ? {} : { window: list.window }),
    place: option.place,
    value: option.value,
  };
}

function renumbered(level: Level, blocks: readonly Block[]): readonly Block[] {
  if (level !== 'messages') return blocks.map((block) => ({ ...block, level, message: -1 }));
  let number = -1;
  let previous: number | undefined;
  return blocks.map((block) => {
    if (block.message !== previous) number++;
    previous = block.message;
    return { ...block, level, message: number };
  });
}
