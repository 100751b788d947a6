// Marks the end of the stable prefix of a request that has no mark.
import { type Block, type Fix, isStable } from '../../model/index.ts';
import type { CallContext } from '../rule.ts';
import { addRollingFix } from './addRollingFix.ts';
import { fixOf } from './changesOf.ts';
import { markBlock } from './markBlock.ts';
import { markSystemMessageFix } from './markSystemMessageFix.ts';

export function addBreakpointFixes(context: CallContext): readonly Fix[] {
  const fixes: Fix[] = [];
  const { call, layout } = context.analyzed;
  const { system, tools } = call.request;
  const candidates = [system, tools].flatMap((part) => {
    const last = part?.blocks.at(-1);
    return part === undefined || part.open || last === undefined ? [] : [last];
  });
  for (const block of candidates) {
    if (block.presence === 'sometimes' || block.repeated || !endsStable(layout, block)) continue;
    const edits = markBlock(context, block);
    if (edits === undefined) continue;
    const what = block.level === 'system' ? 'system prompt' : 'tool list';
    fixes.push(fixOf(`Mark the end of the ${what} for the cache`, 'safe', ['marks'], [edits]));
    break;
  }
  return [...fixes, ...markSystemMessageFix(context), ...addRollingFix(context)];
}

/** Nothing in front of the end of the block changes between requests. */
function endsStable(layout: CallContext['analyzed']['layout'], block: Block): boolean {
  const index = layout.blocks.indexOf(block);
  if (index < 0) return false;
  return layout.segments
    .filter((segment) => segment.block <= index && segment.kind !== 'open')
    .every(({ volatility }) => isStable(volatility) || volatility.sureness === 'unknown');
}
