// Turns a conversation into blocks, message by message.
import type { Block, RecordValue, Value } from '../../model/index.ts';
import { type BlockList, gather, withPresence } from './blockList.ts';
import { contentBlocks, plainBlock, recordBlock, type Surroundings } from './contentBlocks.ts';
import { literalText } from './literalText.ts';
import { fieldsOf } from './options.ts';
import type { MarkReader } from './readMark.ts';
import { isTextLike } from './textPieces.ts';

const roles: ReadonlySet<string> = new Set<Block['role']>(['system', 'developer', 'user', 'assistant', 'tool']);

/** Items that stand in the list without a message around them (Responses API), by their type. */
const itemRoles: Readonly<Record<string, Block['role']>> = {
  function_call: 'assistant',
  custom_tool_call: 'assistant',
  reasoning: 'assistant',
  function_call_output: 'tool',
  custom_tool_call_output: 'tool',
};

/** `markOf` reads a part's mark, `messageMarkOf` one that is set on a whole message and counts for its last part. */
export interface MessageReaders {
  readonly markOf: MarkReader;
  readonly messageMarkOf?: MarkReader;
}

/** A plain string is one user message. Messages are numbered in the order in which they are read. */
export function messageBlocks(value: Value, readers: MessageReaders): BlockList {
  let next = 0;
  const around = (role: Block['role']): Surroundings => ({
    level: 'messages',
    role,
    message: next++,
    markOf: readers.markOf,
  });
  return gather(value, {
    item: (item) => {
      if (item.kind === 'record') return oneMessage(item, around, readers);
      // A list item that is a string is no message in any of the formats, except where an SDK wraps it as the user's.
      return [plainBlock(item, around(isTextLike(item) && item.kind === 'text' ? 'user' : 'unknown'))];
    },
    single: (whole) => {
      if (whole.kind === 'record') return oneMessage(whole, around, readers);
      return isTextLike(whole) ? [plainBlock(whole, around('user'))] : undefined;
    },
    openSide: 'front',
  });
}

function oneMessage(
  record: RecordValue,
  around: (role: Block['role']) => Surroundings,
  readers: MessageReaders,
): readonly Block[] {
  const { entries, rest } = fieldsOf(record);
  const type = literalText(entries.get('type')?.value);
  const ownRole = type === undefined ? undefined : itemRoles[type];
  const content = entries.get('content') ?? entries.get('parts');
  if (ownRole !== undefined || (content === undefined && !entries.has('role') && type !== undefined)) {
    return contentBlocks(record, around(ownRole ?? 'unknown'));
  }
  const named = literalText(entries.get('role')?.value);
  const role = named !== undefined && roles.has(named) ? (named as Block['role']) : 'unknown';
  const surroundings = around(role);
  const blocks: Block[] = [];
  if (content !== undefined) blocks.push(...withPresence(contentBlocks(content.value, surroundings), content.presence));
  else if (rest !== undefined) blocks.push(plainBlock(rest, surroundings));
  const calls = entries.get('tool_calls');
  if (calls !== undefined) blocks.push(...withPresence(toolCalls(calls.value, surroundings), calls.presence));
  const shaped = role === 'tool' ? blocks.map((block) => ({ ...block, type: 'tool_result' as const })) : blocks;
  return withMessageMark(shaped, readers.messageMarkOf?.(record));
}

/** Chat completions keep the calls of an assistant beside its content. */
function toolCalls(value: Value, around: Surroundings): readonly Block[] {
  if (value.kind !== 'list') return [{ ...plainBlock(value, around), type: 'tool_use' }];
  return value.items.map((item) => {
    const call = fieldsOf(item.value).entries.get('function')?.value ?? item.value;
    const block = call.kind === 'record' ? recordBlock(call, around, 'tool_use') : plainBlock(call, around);
    return { ...block, type: 'tool_use', presence: item.presence, repeated: item.repeated };
  });
}

function withMessageMark(blocks: readonly Block[], mark: Block['mark']): readonly Block[] {
  const last = blocks.at(-1);
  if (mark === undefined || last === undefined || last.mark !== undefined) return blocks;
  return [...blocks.slice(0, -1), { ...last, mark }];
}
