// Reads the tools of a Vercel AI SDK call: a record, sent in insertion order unless an order is given.
import { type Block, joinVolatility, type Part, stable, type Value, type Volatility } from '../../model/index.ts';
import { type BlockList, mergeAlternatives, withPresence } from './blockList.ts';
import { buildPart } from './buildPart.ts';
import { literalText } from './literalText.ts';
import type { Options } from './options.ts';
import type { MarkReader } from './readMark.ts';
import { toolBlock } from './toolBlocks.ts';

/** `activeTools` takes tools out, and with that rewrites the prefix; `toolOrder` sorts them. */
export function vercelTools(options: Options, markOf: MarkReader): Part | undefined {
  const option = options.entries.get('tools');
  if (option === undefined) return undefined;
  const list = ordered(recordTools(option.value, markOf), options.entries.get('toolOrder')?.value);
  const active = options.entries.get('activeTools');
  if (active === undefined) return buildPart('tools', list, option);
  const names = literalNames(active.value);
  if (names !== undefined && active.presence === 'always') {
    const blocks = list.blocks.filter((block) => block.name === undefined || names.includes(block.name));
    return buildPart('tools', { ...list, blocks }, option);
  }
  const membership = joinVolatility(list.membership, deciding(active.value));
  const source = active.value.kind === 'opaque' || active.value.kind === 'symbol' ? active.value.source : undefined;
  const varying = { ...list, blocks: withPresence(list.blocks, 'sometimes'), membership };
  return buildPart('tools', source === undefined ? varying : { ...varying, membershipSource: source }, option);
}

function recordTools(value: Value, markOf: MarkReader): BlockList {
  const closed = { order: { fixed: true }, membership: stable } as const;
  if (value.kind === 'choice') {
    const ways = value.options.map((option) => recordTools(option, markOf));
    const open = ways.find((way) => way.open !== undefined)?.open;
    const blocks = mergeAlternatives(
      ways.map((way) => way.blocks),
      value.by,
    );
    return { ...closed, blocks, membership: value.by, ...(open === undefined ? {} : { open }) };
  }
  if (value.kind === 'opaque' || value.kind === 'symbol') {
    return { ...closed, blocks: [], open: { at: 0, volatility: value.volatility, source: value.source } };
  }
  if (value.kind !== 'record') return { ...closed, blocks: [] };
  const blocks = value.fields.flatMap((field) =>
    withPresence(toolBlock(field.value, field.key, markOf), field.presence),
  );
  const { rest } = value;
  if (rest === undefined) return { ...closed, blocks };
  return { ...closed, blocks, open: { at: blocks.length, volatility: rest.volatility, source: rest.source } };
}

/** Listed tools come first, the others after them by name. */
function ordered(list: BlockList, order: Value | undefined): BlockList {
  const names = order === undefined ? undefined : literalNames(order);
  if (names === undefined) return list;
  const rank = (block: Block): number => {
    const index = names.indexOf(block.name ?? '');
    return index === -1 ? names.length : index;
  };
  const blocks = [...list.blocks].sort((a, b) => rank(a) - rank(b) || compare(a.name ?? '', b.name ?? ''));
  return { ...list, blocks, order: { fixed: true } };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function literalNames(value: Value): readonly string[] | undefined {
  if (value.kind !== 'list' || value.rest !== undefined) return undefined;
  const names = value.items.map((item) => (item.presence === 'always' ? literalText(item.value) : undefined));
  return names.every((name) => name !== undefined) ? names : undefined;
}

function deciding(value: Value): Volatility {
  if (value.kind === 'opaque' || value.kind === 'symbol') return value.volatility;
  if (value.kind === 'choice') return value.by;
  return value.kind === 'list' ? value.membership : stable;
}
