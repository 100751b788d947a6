// Puts the cache marks of a request where somebody wants them, with as few edits as that takes.
import type { Breakpoint, Fix } from '../../model/index.ts';
import { fixOf, type PathEdits } from './changesOf.ts';
import { quoteOf } from './documentStyle.ts';
import { type MarkContext, markBlock } from './markBlock.ts';
import { markEntry, removeMarkEdit } from './markEntry.ts';
import { type Literal, renderEntry } from './renderEntry.ts';
import { setTtl } from './setTtl.ts';

/** `block` is an index into the blocks of the layout. Without a TTL the mark has the provider's own. */
export interface WantedMark {
  readonly block: number;
  readonly ttl?: '5m' | '1h' | '30m';
}

/** A sentence for the user where it cannot be done. Marks of automatic caching stay as they are. */
export function placeMarks(context: MarkContext, wanted: readonly WantedMark[]): Fix | string {
  const { blocks, breakpoints } = context.analyzed.layout;
  const written = breakpoints.filter(({ mark }) => !mark.automatic);
  const removed = written.filter(({ block }) => !wanted.some((one) => one.block === block));
  const parts: PathEdits[] = [];
  for (const { block: index, ttl } of wanted) {
    const current = written.find(({ block }) => block === index);
    const block = blocks[index];
    if (block === undefined) return 'The prompt has no such block any more.';
    if (current !== undefined) {
      const edits = ttlEdits(context, current, ttl);
      if (edits === undefined)
        return `The lifetime of the mark behind ${nameOf(block)} is not written where it is set.`;
      if (edits.edits.length > 0) parts.push(edits);
      continue;
    }
    const edits =
      notWritable(context, index) === undefined
        ? markBlock(context, block, entryFor(context, index, ttl, removed))
        : undefined;
    if (edits === undefined)
      return notWritable(context, index) ?? `A mark behind ${nameOf(block)} cannot be written here.`;
    parts.push(edits);
  }
  for (const { mark } of removed) {
    const { path } = mark.place;
    const text = context.text(path);
    const language = context.languageOf(path);
    const edit = text === undefined || language === undefined ? undefined : removeMarkEdit(text, mark.place, language);
    if (edit === undefined) return 'A mark is set in a way that cannot be taken back: remove it by hand.';
    parts.push({ path, edits: [edit] });
  }
  if (parts.length === 0) return 'The marks stand there already.';
  const fix = fixOf('Move the breakpoints', 'safe', ['marks'], parts);
  return overlaps(fix) ? 'The edits would overlap: move one mark at a time.' : fix;
}

/** Why a mark behind the block cannot be written into the source, as a sentence. */
export function notWritable(context: MarkContext, index: number): string | undefined {
  const block = context.analyzed.layout.blocks[index];
  if (block === undefined) return 'There is no such block.';
  if (block.mark !== undefined && !block.mark.automatic) return undefined;
  if (block.repeated) return 'It stands for several blocks: a mark on one of them has to be written by hand.';
  if (markBlock(context, block) === undefined) return 'The source does not write this block out as a literal.';
  return undefined;
}

/** Written like a mark that is moved, where there is one in the same language; its comments come along. */
function entryFor(
  context: MarkContext,
  index: number,
  ttl: WantedMark['ttl'],
  removed: readonly Breakpoint[],
): string | undefined {
  const block = context.analyzed.layout.blocks[index];
  const path = block?.place.path ?? '';
  const language = context.languageOf(path);
  const text = context.text(path);
  if (language === undefined || text === undefined) return undefined;
  const moved = removed.find(({ mark }) => {
    const same = mark.ttl === (ttl ?? '5m') || (ttl === undefined && mark.ttl === 'unknown');
    return same && context.languageOf(mark.place.path) === language;
  });
  const from = moved === undefined ? undefined : context.text(moved.mark.place.path);
  const entry = moved === undefined || from === undefined ? undefined : markEntry(from, moved.mark.place);
  if (from !== undefined && entry !== undefined && moved?.mark.place.path === path)
    return from.slice(entry.start, entry.end);
  const value: Literal = [
    ['type', { text: 'ephemeral' }],
    ...(ttl === undefined ? [] : [['ttl', { text: ttl }] as const]),
  ];
  return renderEntry('cache_control', value, language, quoteOf(text, language));
}

/** No edits where the lifetime stays; undefined where it cannot be changed. */
function ttlEdits(context: MarkContext, { mark }: Breakpoint, ttl: WantedMark['ttl']): PathEdits | undefined {
  const none: PathEdits = { path: mark.place.path, edits: [] };
  if (ttl === undefined || ttl === mark.ttl) return none;
  return ttl === '30m' ? undefined : setTtl(context, mark, ttl);
}

function nameOf({ level, name }: { readonly level: string; readonly name?: string }): string {
  if (name !== undefined) return `\`${name}\``;
  return level === 'system' ? 'the system prompt' : level === 'tools' ? 'the tools' : 'this message';
}

function overlaps({ changes }: Fix): boolean {
  return changes.some(({ edits }) =>
    edits.some((edit, at) => {
      const next = edits[at + 1];
      return next !== undefined && next.span.start < edit.span.end;
    }),
  );
}
