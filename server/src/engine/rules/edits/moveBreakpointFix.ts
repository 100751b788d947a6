// Moves a cache mark to another block.
import type { Breakpoint, Fix } from '../../model/index.ts';
import type { CallContext } from '../rule.ts';
import { fixOf } from './changesOf.ts';
import { markBlock } from './markBlock.ts';
import { markEntry, removeMarkEdit } from './markEntry.ts';

/** `target` is an index into the blocks of the layout. The mark keeps its TTL. */
export function moveBreakpointFix(context: CallContext, breakpoint: Breakpoint, target: number): readonly Fix[] {
  const { place } = breakpoint.mark;
  const text = context.text(place.path);
  const language = context.languageOf(place.path);
  const block = context.analyzed.layout.blocks[target];
  if (text === undefined || language === undefined || block === undefined || block.mark !== undefined) return [];
  const entry = markEntry(text, place);
  const removal = removeMarkEdit(text, place, language);
  if (entry === undefined || removal === undefined) return [];
  const written = text.slice(entry.start, entry.end);
  const marked = markBlock(context, block, context.languageOf(block.place.path) === language ? written : undefined);
  if (marked === undefined) return [];
  return [
    fixOf(
      'Move the breakpoint to the end of the stable prefix',
      'safe',
      ['marks'],
      [{ path: place.path, edits: [removal] }, marked],
    ),
  ];
}
