// Replaces a mark that is kept on every turn by automatic caching, whose mark moves.
import type { Fix, Mark } from '../../model/index.ts';
import type { CallContext } from '../rule.ts';
import { reuseOf } from '../shared/reuse.ts';
import { fixOf } from './changesOf.ts';
import { insertOption } from './insertOption.ts';
import { speaksMessages } from './markBlock.ts';
import { removeMarkEdit } from './markEntry.ts';
import { ephemeral } from './renderEntry.ts';

/** Unsafe: older SDKs and some platforms do not know the field. */
export function rollInsteadFix(context: CallContext, { place }: Mark): readonly Fix[] {
  const { call } = context.analyzed;
  const text = context.text(place.path);
  const language = context.languageOf(place.path);
  if (text === undefined || language === undefined || !speaksMessages(context) || reuseOf(call) !== 'turns') return [];
  const removal = removeMarkEdit(text, place, language);
  if (removal === undefined) return [];
  const removed = { path: place.path, edits: [removal] };
  const title = 'Cache the growing conversation automatically instead';
  if (call.request.cacheMode === 'rolling') return [fixOf(title, 'unsafe', ['marks'], [removed])];
  const added = insertOption(context, 'cache_control', ephemeral);
  return added === undefined ? [] : [fixOf(title, 'unsafe', ['marks'], [removed, added])];
}
