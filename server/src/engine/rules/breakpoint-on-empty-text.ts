// Reports a mark on a text block without text.
import type { Block } from '../model/index.ts';
import { removeMarksFix } from './edits/index.ts';
import { speaksMessages } from './edits/markBlock.ts';
import { defineRule } from './rule.ts';

export const breakpointOnEmptyText = defineRule({
  id: 'breakpoint-on-empty-text',
  since: '0.1.0',
  severity: 'error',
  recommended: true,
  fix: 'safe',
  takes: 'call',
  summary: 'a mark on an empty text block, which the API refuses',
  docs: {
    what: 'Reports a cache mark on a text block whose text is the empty string.',
    why: 'The API refuses the whole request: `cache_control cannot be set for empty text blocks`.',
    fix: 'Remove the mark, or leave the block out while it has no text and mark the block in front of it.',
    whenNotToUse: 'When a proxy between the program and the provider drops empty blocks.',
  },
  messages: {
    empty:
      'This breakpoint stands on an empty text block, and the API refuses the whole request. Remove the mark, or mark the block in front of it.',
  },
  *check(context) {
    // Other SDKs drop empty blocks before they send the request.
    if (!speaksMessages(context)) return;
    const { layout } = context.analyzed;
    for (const breakpoint of layout.breakpoints) {
      const block = layout.blocks[breakpoint.block];
      const { mark } = breakpoint;
      if (block === undefined || mark.automatic || mark.presence !== 'always' || block.presence !== 'always') continue;
      if (!isEmpty(block)) continue;
      yield {
        messageId: 'empty',
        place: mark.place,
        related: [{ place: block.place, message: 'the block without text' }],
        fixes: () => removeMarksFix(context, [breakpoint], 'safe'),
      };
    }
  },
});

/** A block whose text is not there at all is unknown, not empty. */
function isEmpty({ type, pieces, value }: Block): boolean {
  if (type !== 'text' || value.kind !== 'record') return false;
  const text = value.fields.find(({ key }) => key === 'text')?.value;
  return text?.kind === 'text' && pieces.every((piece) => piece.kind === 'literal' && piece.text === '');
}
