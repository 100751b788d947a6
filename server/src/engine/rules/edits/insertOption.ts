// Writes a further option into a request: a field of the options, or a keyword of the call.
import type { CallContext } from '../rule.ts';
import type { PathEdits } from './changesOf.ts';
import { quoteOf } from './documentStyle.ts';
import { insertEntry } from './insertEntry.ts';
import { type Literal, renderEntry, renderLiteral } from './renderEntry.ts';
import { bracketEnd, significant } from './significant.ts';

/** Undefined where the options are not written out. */
export function insertOption(context: CallContext, name: string, value: Literal): PathEdits | undefined {
  const { site, request } = context.analyzed.call;
  const { path } = request.optionsPlace ?? site.place;
  const text = context.text(path);
  const language = context.languageOf(path);
  if (text === undefined || language === undefined) return undefined;
  const quote = quoteOf(text, language);
  const options = request.optionsPlace;
  if (options !== undefined && text.charAt(options.start) === '{') {
    return editsOf(path, insertEntry(text, options, renderEntry(name, value, language, quote), language));
  }
  if (language !== 'python' || path !== site.calleePlace.path) return undefined;
  const open = [...significant(text, site.calleePlace.end, site.place.end, language)][0];
  if (open === undefined || text.charAt(open.start) !== '(') return undefined;
  const brackets = { start: open.start, end: bracketEnd(text, open.start, language) };
  return editsOf(path, insertEntry(text, brackets, `${name}=${renderLiteral(value, language, quote)}`, language));
}

function editsOf(path: string, edits: ReturnType<typeof insertEntry>): PathEdits | undefined {
  return edits === undefined ? undefined : { path, edits };
}
