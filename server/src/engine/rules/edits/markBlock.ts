// Puts a cache mark on a block of a request.
import type { AnalyzedCall, Block, Part } from '../../model/index.ts';
import { contains } from '../../text/index.ts';
import type { CallContext } from '../rule.ts';
import type { PathEdits } from './changesOf.ts';
import { quoteOf } from './documentStyle.ts';
import { entryValue, withValue } from './entryValue.ts';
import { insertEntry } from './insertEntry.ts';
import { reachesElsewhere } from './reachesElsewhere.ts';
import { ephemeral, renderEntry, renderLiteral } from './renderEntry.ts';

/** What marking needs to know of a call. */
export interface MarkContext extends Pick<CallContext, 'analyzed' | 'text' | 'languageOf'> {
  /** Where they are known, no block is marked that another of them sends in another way. */
  readonly calls?: CallContext['calls'];
}

/** The Messages API as its own SDK takes it, or one that passes it on: blocks with a `cache_control` field. */
export function speaksMessages({ analyzed }: { readonly analyzed: Pick<AnalyzedCall, 'call'> }): boolean {
  const { api, sdk } = analyzed.call.request;
  return api === 'messages' && /^(?:anthropic|instructor|promptFile$)/.test(sdk);
}

/** Edits that mark `block`; `mark` is an entry taken from elsewhere in the same language, by default a plain mark. */
export function markBlock(context: MarkContext, block: Block, mark?: string): PathEdits | undefined {
  if (!speaksMessages(context)) return undefined;
  const { system } = context.analyzed.call.request;
  if (block.value.kind === 'record')
    return isSharedOtherwise(context, block) ? undefined : markRecord(context, block, mark);
  if (block.level === 'system' && system !== undefined) return wrapSystem(context, system, mark);
  return undefined;
}

/** Another request sends it as text, or to a provider that knows no marks. A text is marked at its own call. */
function isSharedOtherwise(context: MarkContext, { level, value }: Block): boolean {
  const { tools, system, messages } = context.analyzed.call.request;
  const list = { tools, system, messages }[level]?.value;
  const isListed = list?.kind === 'list' && list.place.path === value.place.path && contains(list.place, value.place);
  return reachesElsewhere(
    context,
    isListed ? list.place : value.place,
    (_, part, call) => part.level === level && speaksMessages({ analyzed: { call } }),
  );
}

function markRecord(context: MarkContext, { value }: Block, mark: string | undefined): PathEdits | undefined {
  const { path } = value.place;
  const text = context.text(path);
  const language = context.languageOf(path);
  if (text === undefined || language === undefined || text.charAt(value.place.start) !== '{') return undefined;
  const entry = mark ?? renderEntry('cache_control', ephemeral, language, quoteOf(text, language));
  const edits = insertEntry(text, value.place, entry, language);
  return edits === undefined ? undefined : { path, edits };
}

/** A system prompt that is one string becomes a list of one marked block. */
function wrapSystem(context: MarkContext, system: Part, mark: string | undefined): PathEdits | undefined {
  const { path } = system.place;
  const text = context.text(path);
  const language = context.languageOf(path);
  if (text === undefined || language === undefined || !isText(system.value)) return undefined;
  const value = entryValue(text, system.place, ['system']);
  const expression = text.slice(value.span.start, value.span.end);
  const quote = quoteOf(text, language);
  const record = renderLiteral(
    [
      ['type', { text: 'text' }],
      ['text', { code: expression }],
    ],
    language,
    quote,
  );
  const entry = mark ?? renderEntry('cache_control', ephemeral, language, quote);
  const marked = record.replace(/\s*\}$/, (end) => `, ${entry}${end}`);
  return { path, edits: [{ span: value.span, newText: withValue('system', value, `[${marked}]`) }] };
}

/** Surely a string at run time, whatever it says. */
export function isText(value: Part['value']): boolean {
  if (value.kind === 'choice') return value.options.every(isText);
  if (value.kind === 'opaque') return value.type === 'string' || value.type === 'str';
  return value.kind === 'text';
}
