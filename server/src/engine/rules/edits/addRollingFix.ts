// Asks for automatic caching: a mark that moves with the end of the conversation.
import type { Fix } from '../../model/index.ts';
import type { CallContext } from '../rule.ts';
import { reuseOf } from '../shared/reuse.ts';
import { fixOf } from './changesOf.ts';
import { insertOption } from './insertOption.ts';
import { speaksMessages } from './markBlock.ts';
import { ephemeral } from './renderEntry.ts';

/** Unsafe: older SDKs and some platforms do not know the field. */
export function addRollingFix(context: CallContext): readonly Fix[] {
  // Where the last turn is another each time, every request would write it and none would read it.
  if (!speaksMessages(context) || reuseOf(context.analyzed.call) !== 'turns') return [];
  const edits = insertOption(context, 'cache_control', ephemeral);
  return edits === undefined
    ? []
    : [fixOf('Cache the growing conversation automatically', 'unsafe', ['marks'], [edits])];
}
