// Puts the breakpoints of LiteLLM's `cache_control_injection_points` on the messages that they name.
import type { Block, Mark, Value } from '../../model/index.ts';
import type { BlockList } from './blockList.ts';
import { literalNumber, literalText } from './literalText.ts';
import { fieldsOf, type Option } from './options.ts';
import { readMark } from './readMark.ts';

/** LiteLLM stops before the request would hold more marks than Anthropic takes. */
const mostMarks = 4;

/** A point on messages. An index goes before a role; negative ones count from the end. */
interface Point {
  readonly index: number | undefined;
  readonly role: string | undefined;
  readonly mark: Mark;
}

export interface Injection {
  readonly edit: (conversation: BlockList) => BlockList;
  /** Something is marked that the source does not show: other locations, unknown points, messages that are not listed. */
  readonly isPartly: boolean;
}

export function injectionOf(option: Option | undefined, conversation: BlockList | undefined): Injection | undefined {
  if (option === undefined) return undefined;
  const points = pointsOf(option);
  const isOpen = conversation === undefined || conversation.open !== undefined;
  return {
    edit: (list) => (points ?? []).reduce(inject, list),
    isPartly: points === undefined || isOpen,
  };
}

function pointsOf({ value, presence }: Option): readonly Point[] | undefined {
  if (value.kind !== 'list' || value.rest !== undefined || presence !== 'always') return undefined;
  const points = value.items.map((item) => (item.presence === 'always' ? pointOf(item.value) : undefined));
  return points.every((point) => point !== undefined) ? points : undefined;
}

function pointOf(value: Value): Point | undefined {
  const { entries, rest } = fieldsOf(value);
  if (rest !== undefined || literalText(entries.get('location')?.value) !== 'message') return undefined;
  const role = literalText(entries.get('role')?.value);
  const given = entries.get('index')?.value;
  const index = literalNumber(given) ?? (literalText(given) === undefined ? undefined : Number(literalText(given)));
  if ((given !== undefined && !Number.isInteger(index)) || (index === undefined && role === undefined))
    return undefined;
  const control = readMark(entries.get('control'), '5m');
  const mark: Mark = control ?? { ttl: '5m', presence: 'always', place: value.place, automatic: false };
  return { index, role, mark };
}

function inject(list: BlockList, { index, role, mark }: Point): BlockList {
  const targets = index === undefined ? messagesOf(list, role) : [messageAt(list, index)];
  return targets.reduce<BlockList>((now, target) => (target === undefined ? now : marked(now, target, mark)), list);
}

function messagesOf({ blocks }: BlockList, role: string | undefined): readonly number[] {
  return [...new Set(blocks.filter((block) => block.role === role).map((block) => block.message))];
}

/** Undefined when unlisted messages, or such as may be missing, stand between the message and the end it is counted from. */
function messageAt({ blocks, open }: BlockList, index: number): number | undefined {
  const before = index < 0 ? blocks.slice(open?.at ?? 0) : blocks.slice(0, open?.at);
  if (index < 0 && open !== undefined && open.at === blocks.length) return undefined;
  const messages = [...new Set(before.map((block) => block.message))];
  const at = index < 0 ? messages.length + index : index;
  const onTheWay = index < 0 ? messages.slice(at) : messages.slice(0, at + 1);
  const isFixed = before.every(
    (block) => !onTheWay.includes(block.message) || (block.presence === 'always' && !block.repeated),
  );
  return isFixed ? messages[at] : undefined;
}

/** A message that holds a mark keeps it and gets no other. */
function marked(list: BlockList, message: number, mark: Mark): BlockList {
  const isMarked = (block: Block): boolean => block.mark !== undefined;
  const own = list.blocks.filter((block) => block.message === message);
  const last = own.at(-1);
  if (last === undefined || own.some(isMarked) || list.blocks.filter(isMarked).length >= mostMarks) return list;
  return { ...list, blocks: list.blocks.map((block) => (block === last ? { ...block, mark } : block)) };
}
