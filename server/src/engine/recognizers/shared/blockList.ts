// The blocks of one level while they are being gathered: what stands there, what may, in which order.
import {
  type Block,
  joinVolatility,
  type ListItem,
  type ListValue,
  type Order,
  type Presence,
  type Source,
  samePieces,
  stable,
  type Value,
  type Volatility,
  type Window,
} from '../../model/index.ts';
import { presentValue } from './presentValue.ts';

export interface OpenEnd {
  /** Number of blocks that stand before the unlisted ones. */
  readonly at: number;
  readonly volatility: Volatility;
  readonly source: Source;
}

export interface BlockList {
  readonly blocks: readonly Block[];
  readonly open?: OpenEnd;
  readonly order: Order;
  readonly membership: Volatility;
  readonly membershipSource?: Source;
  readonly window?: Window;
}

export interface Gather {
  /** Blocks of one value that stands where an item may stand; not asked for choices. */
  readonly item: (value: Value) => readonly Block[];
  /** Values other than lists that are given in place of the list itself (a plain string, a single record). */
  readonly single: (value: Value) => readonly Block[] | undefined;
  /** Where unlisted items stand when the source does not show it. */
  readonly openSide: 'front' | 'end';
}

const fixed = { order: { fixed: true }, membership: stable } as const;

export function gather(value: Value, how: Gather): BlockList {
  const present = presentValue(value);
  if (present === undefined) return { blocks: [], ...fixed };
  const list = gatherPresent(present.value, how);
  if (present.presence === 'always') return list;
  const membership = joinVolatility(list.membership, present.by);
  return { ...list, blocks: withPresence(list.blocks, 'sometimes'), membership };
}

/** One after the other; of several places with unlisted blocks the first is kept. */
export function joinBlockLists(lists: readonly BlockList[]): BlockList {
  let joined: BlockList = { blocks: [], ...fixed };
  for (const list of lists) {
    const at = joined.blocks.length;
    const number = 1 + Math.max(-1, ...joined.blocks.map(({ message }) => message));
    const open = joined.open ?? (list.open && { ...list.open, at: list.open.at + at });
    const membershipSource = joined.membershipSource ?? list.membershipSource;
    joined = {
      blocks: [...joined.blocks, ...list.blocks.map((block) => ({ ...block, message: block.message + number }))],
      order: joined.order.fixed ? list.order : joined.order,
      membership: joinVolatility(joined.membership, list.membership),
      ...(open === undefined ? {} : { open }),
      ...(membershipSource === undefined ? {} : { membershipSource }),
    };
  }
  return joined;
}

export function withPresence(blocks: readonly Block[], presence: Presence): readonly Block[] {
  return presence === 'always' ? blocks : blocks.map((block) => ({ ...block, presence }));
}

function gatherPresent(value: Value, how: Gather): BlockList {
  const single = how.single(value);
  if (single !== undefined) return { blocks: single, ...fixed };
  switch (value.kind) {
    case 'list':
      return gatherList(value, how);
    case 'choice':
      return mergeLists(
        value.options.map((option) => gather(option, how)),
        value.by,
      );
    case 'opaque':
    case 'symbol':
      return {
        blocks: [],
        open: { at: 0, volatility: value.volatility, source: value.source },
        ...(value.kind === 'opaque' && value.window ? { window: value.window } : {}),
        ...fixed,
      };
    default:
      return { blocks: [], ...fixed };
  }
}

function gatherList(list: ListValue, how: Gather): BlockList {
  const blocks: Block[] = [];
  const before = list.rest === undefined ? 0 : itemsBefore(list, how.openSide);
  let at = 0;
  let membership = list.membership;
  list.items.forEach((item, index) => {
    if (index === before) at = blocks.length;
    const standing = itemBlocks(item, how);
    blocks.push(...standing);
    // What decides between alternatives decides which blocks there are.
    if (item.value.kind === 'choice' && standing.some((block) => block.presence === 'sometimes')) {
      membership = joinVolatility(membership, item.value.by);
    }
  });
  if (before >= list.items.length) at = blocks.length;
  return {
    blocks,
    order: list.order,
    membership,
    ...(list.membershipSource === undefined ? {} : { membershipSource: list.membershipSource }),
    ...(list.window === undefined ? {} : { window: list.window }),
    ...(list.rest === undefined ? {} : { open: { at, volatility: list.rest.volatility, source: list.rest.source } }),
  };
}

function itemBlocks(item: ListItem, how: Gather): readonly Block[] {
  const list = item.value.kind === 'choice' ? alternatives(item.value, how) : how.item(item.value);
  return list.map((block) => ({
    ...(item.repeated ? markedNowAndThen(block) : block),
    presence: item.presence === 'sometimes' ? 'sometimes' : block.presence,
    repeated: item.repeated || block.repeated,
  }));
}

/** Of many blocks that one stands for, those have its mark that it is the right alternative for. */
function markedNowAndThen(block: Block): Block {
  if (block.mark === undefined || block.presence === 'always') return block;
  return { ...block, mark: { ...block.mark, presence: 'sometimes' } };
}

function alternatives(value: Extract<Value, { kind: 'choice' }>, how: Gather): readonly Block[] {
  const present = presentValue(value);
  if (present === undefined) return [];
  const ways = present.value.kind === 'choice' ? present.value.options : [present.value];
  return withPresence(
    mergeAlternatives(
      ways.map((way) => how.item(way)),
      value.by,
    ),
    present.presence,
  );
}

/** Unlisted items are placed by where they are written; a spread stands between its neighbours. */
function itemsBefore(list: ListValue, side: Gather['openSide']): number {
  const rest = list.rest?.place;
  if (rest === undefined || list.items.some((item) => item.place.path !== rest.path)) {
    return side === 'front' ? 0 : list.items.length;
  }
  const next = list.items.findIndex((item) => item.place.start >= rest.start);
  return next === -1 ? list.items.length : next;
}

function mergeLists(lists: readonly BlockList[], by: Volatility): BlockList {
  const blocks = mergeAlternatives(
    lists.map((list) => list.blocks),
    by,
  );
  const open = lists.find((list) => list.open !== undefined)?.open;
  const membershipSource = lists.find((list) => list.membershipSource !== undefined)?.membershipSource;
  const window = lists.find((list) => list.window !== undefined)?.window;
  const sameMembers = blocks.every((block) => block.presence === 'always');
  const inner = lists.map((list) => list.membership).reduce(joinVolatility, stable);
  return {
    blocks,
    order: lists.find((list) => !list.order.fixed)?.order ?? { fixed: true },
    membership: sameMembers && open === undefined ? inner : joinVolatility(inner, by),
    ...(membershipSource === undefined ? {} : { membershipSource }),
    ...(window === undefined ? {} : { window }),
    ...(open === undefined ? {} : { open: { ...open, at: Math.min(open.at, blocks.length) } }),
  };
}

/**
 * Several ways to build the same stretch of the prompt, laid over each other. Blocks that all ways begin with stay as they are (a
 * mark that only some of them set becomes a sometimes mark); one differing text at the end of each becomes a choice; anything
 * else stands there sometimes.
 */
export function mergeAlternatives(ways: readonly (readonly Block[])[], by: Volatility): readonly Block[] {
  const [first, ...others] = ways;
  if (first === undefined || others.length === 0) return first ?? [];
  const merged: Block[] = [];
  let at = 0;
  for (; at < first.length; at++) {
    const candidates = ways.flatMap((way) => way[at] ?? []);
    const [leader] = candidates;
    if (leader === undefined || candidates.length < ways.length) break;
    if (!candidates.every((block) => isSameBlock(block, leader))) break;
    merged.push(laidOver(candidates, leader));
  }
  const remainders = ways.map((way) => way.slice(at));
  const texts = remainders.flatMap((way) => (way.length === 1 && way[0]?.type === 'text' ? way : []));
  const [leader] = texts;
  if (leader !== undefined && texts.length === ways.length && texts.every((block) => block.role === leader.role)) {
    const options = texts.map((block) => block.pieces);
    merged.push({
      ...laidOver(texts, leader),
      pieces: [{ kind: 'choice', place: leader.place, volatility: by, options }],
    });
    return merged;
  }
  for (const way of remainders) merged.push(...withPresence(way, 'sometimes'));
  return merged;
}

/** Same content on the wire. Marks are no content: a provider strips them before it compares. */
export function isSameBlock(a: Block, b: Block): boolean {
  return a.level === b.level && a.role === b.role && a.type === b.type && samePieces(a.pieces, b.pieces);
}

function laidOver(candidates: readonly Block[], leader: Block): Block {
  const { mark: _, ...plain } = leader;
  const marks = candidates.flatMap((block) => block.mark ?? []);
  const [mark] = marks;
  const presence = candidates.some((block) => block.presence === 'sometimes') ? 'sometimes' : 'always';
  if (mark === undefined) return { ...plain, presence };
  const everywhere = marks.length === candidates.length && marks.every((one) => one.presence === 'always');
  const ttl = marks.every((one) => one.ttl === mark.ttl) ? mark.ttl : 'unknown';
  return { ...plain, presence, mark: { ...mark, ttl, presence: everywhere ? 'always' : 'sometimes' } };
}
