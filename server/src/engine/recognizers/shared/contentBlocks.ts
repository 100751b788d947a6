// Turns the content of a message or of a system prompt into blocks. The block types of the known wire formats do not collide.
import type { Block, Mark, Piece, RecordValue, Value } from '../../model/index.ts';
import { gather } from './blockList.ts';
import { jsonPieces } from './jsonPieces.ts';
import { literalText } from './literalText.ts';
import { fieldsOf, type Options } from './options.ts';
import type { MarkReader } from './readMark.ts';
import { isTextLike, textPieces } from './textPieces.ts';

/** What all blocks of one message, or of the system prompt, have in common. */
export interface Surroundings {
  readonly level: Block['level'];
  readonly role: Block['role'];
  readonly message: number;
  readonly markOf: MarkReader;
}

/** Unlisted content blocks are kept as one block of unknown type, because a message is one position of its list. */
export function contentBlocks(value: Value, around: Surroundings): readonly Block[] {
  const list = gather(value, {
    item: (item) => (item.kind === 'record' ? [recordBlock(item, around)] : [plainBlock(item, around)]),
    single: (whole) => {
      if (whole.kind === 'record') return [recordBlock(whole, around)];
      if (whole.kind === 'opaque' || whole.kind === 'symbol') return [plainBlock(whole, around)];
      return isTextLike(whole) ? [plainBlock(whole, around)] : undefined;
    },
    openSide: 'front',
  });
  if (list.open === undefined) return list.blocks;
  const { at, volatility, source } = list.open;
  const hole: Piece = { kind: 'hole', place: source.place, volatility, source };
  const unlisted: Block = {
    ...bare(value, around),
    type: 'unknown',
    pieces: [hole],
    presence: 'sometimes',
    repeated: true,
  };
  return [...list.blocks.slice(0, at), unlisted, ...list.blocks.slice(at)];
}

/** A block without further structure: a text, or something whose shape is not known. */
export function plainBlock(value: Value, around: Surroundings): Block {
  return { ...bare(value, around), type: isTextLike(value) ? 'text' : 'unknown', pieces: textPieces(value) };
}

function bare(value: Value, { level, role, message }: Surroundings): Omit<Block, 'type' | 'pieces'> {
  return { level, role, message, value, place: value.place, presence: 'always', repeated: false };
}

/** `known` is the type where the format does not write it into the block. */
export function recordBlock(record: RecordValue, around: Surroundings, known?: Block['type']): Block {
  const options = fieldsOf(record);
  const type = known ?? blockType(literalText(options.entries.get('type')?.value), options);
  const mark = around.markOf(record) ?? (type === 'tool_result' ? nestedMark(options, around) : undefined);
  const name = literalText((options.entries.get('name') ?? options.entries.get('toolName'))?.value);
  return {
    ...bare(record, around),
    type,
    pieces: contentPieces(type, record, options, around),
    ...(name === undefined ? {} : { name }),
    ...(mark === undefined ? {} : { mark }),
  };
}

const types: Readonly<Record<string, Block['type']>> = {
  text: 'text',
  input_text: 'text',
  output_text: 'text',
  refusal: 'text',
  image: 'image',
  image_url: 'image',
  input_image: 'image',
  computer_screenshot: 'image',
  document: 'document',
  file: 'document',
  input_file: 'document',
  thinking: 'thinking',
  redacted_thinking: 'thinking',
  reasoning: 'thinking',
  function_call: 'tool_use',
  custom_tool_call: 'tool_use',
  'tool-call': 'tool_use',
  function_call_output: 'tool_result',
  custom_tool_call_output: 'tool_result',
  'tool-result': 'tool_result',
};

function blockType(type: string | undefined, options: Options): Block['type'] {
  if (type === undefined) return options.entries.has('text') ? 'text' : 'unknown';
  if (type.endsWith('tool_use')) return 'tool_use';
  if (type.endsWith('tool_result')) return 'tool_result';
  return types[type] ?? 'other';
}

/** The field that carries the text, by the formats that have it. */
const textFields: Readonly<Partial<Record<Block['type'], readonly string[]>>> = {
  text: ['text', 'refusal'],
  thinking: ['thinking', 'text', 'summary'],
  tool_use: ['input', 'arguments', 'args'],
  tool_result: ['content', 'output', 'result'],
};

function contentPieces(
  type: Block['type'],
  record: RecordValue,
  options: Options,
  around: Surroundings,
): readonly Piece[] {
  if (type === 'image') return [];
  if (type === 'document') return documentPieces(options);
  const names = textFields[type];
  if (names === undefined) return jsonPieces(record, unsent);
  const found = names.flatMap((name) => options.entries.get(name) ?? [])[0];
  const pieces = found === undefined ? unlistedPieces(options) : innerPieces(found.value, around);
  if (type !== 'tool_use') return pieces;
  const name = options.entries.get('name') ?? options.entries.get('toolName');
  return name === undefined ? pieces : [...textPieces(name.value), ...pieces];
}

/** Fields that set a cache mark or hold data of the program: no text for the model. */
const unsent: ReadonlySet<string> = new Set([
  'cache_control',
  'cachePoint',
  'cache_point',
  'prompt_cache_breakpoint',
  'providerOptions',
]);

/** Content nested in a block: a text, a list of blocks, or the `{ type, value }` form of tool outputs. */
function innerPieces(value: Value, around: Surroundings): readonly Piece[] {
  if (value.kind === 'list') return contentBlocks(value, around).flatMap((block) => block.pieces);
  const inner = value.kind === 'record' ? fieldsOf(value).entries : undefined;
  const output = inner?.has('type') ? inner.get('value') : undefined;
  return output === undefined ? textPieces(value) : innerPieces(output.value, around);
}

function documentPieces(options: Options): readonly Piece[] {
  const source = options.entries.get('source');
  const inner = source === undefined ? undefined : fieldsOf(source.value).entries;
  const isText = literalText(inner?.get('type')?.value) === 'text';
  const shown = [options.entries.get('title'), options.entries.get('context'), isText ? inner?.get('data') : undefined];
  return shown.flatMap((option) => (option === undefined ? [] : textPieces(option.value)));
}

function unlistedPieces({ rest }: Options): readonly Piece[] {
  return rest === undefined ? [] : textPieces(rest);
}

/** A mark inside a tool result counts for the result: the provider hoists it to the parent. */
function nestedMark(options: Options, around: Surroundings): Mark | undefined {
  const content = options.entries.get('content')?.value;
  if (content?.kind !== 'list') return undefined;
  return contentBlocks(content, around).findLast((block) => block.mark !== undefined)?.mark;
}
