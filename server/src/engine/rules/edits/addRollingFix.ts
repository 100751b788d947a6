// Asks for automatic caching: a mark that moves with the end of the conversation.
import type { Fix } from '../../model/index.ts';
import type { CallContext } from '../rule.ts';
import { reuseOf } from '../shared/reuse.ts';
import { fixOf } from './changesOf.ts';
import { quoteOf } from './documentStyle.ts';
import { insertEntry } from './insertEntry.ts';
import { speaksMessages } from './markBlock.ts';
import { ephemeral, renderEntry, renderLiteral } from './renderEntry.ts';
import { bracketEnd, significant } from './significant.ts';

/** Unsafe: older SDKs and some platforms do not know the field. */
export function addRollingFix(context: CallContext): readonly Fix[] {
  // Where the last turn is another each time, every request would write it and none would read it.
  if (!speaksMessages(context) || reuseOf(context.analyzed.call) !== 'turns') return [];
  const { site, request } = context.analyzed.call;
  const { path } = request.optionsPlace ?? site.place;
  const text = context.text(path);
  const language = context.languageOf(path);
  if (text === undefined || language === undefined) return [];
  const quote = quoteOf(text, language);
  const options = request.optionsPlace;
  if (options !== undefined && text.charAt(options.start) === '{') {
    const entry = renderEntry('cache_control', ephemeral, language, quote);
    return withEdits(path, insertEntry(text, options, entry, language));
  }
  if (language !== 'python' || path !== site.calleePlace.path) return [];
  const open = [...significant(text, site.calleePlace.end, site.place.end, language)][0];
  if (open === undefined || text.charAt(open.start) !== '(') return [];
  const brackets = { start: open.start, end: bracketEnd(text, open.start, language) };
  const keyword = `cache_control=${renderLiteral(ephemeral, language, quote)}`;
  return withEdits(path, insertEntry(text, brackets, keyword, language));
}

function withEdits(path: string, edits: ReturnType<typeof insertEntry>): readonly Fix[] {
  if (edits === undefined) return [];
  return [fixOf('Cache the growing conversation automatically', 'unsafe', [{ path, edits }])];
}
