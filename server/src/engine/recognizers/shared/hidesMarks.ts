// Tells whether cache marks may stand where the analysis cannot look, so that a missing one proves nothing.
import type { OpaqueValue, Part, SourceKind, SymbolValue, Value } from '../../model/index.ts';
import type { Options } from './options.ts';

/**
 * Kinds whose content was made by code that was not followed. A clock, a file or a user's text is data: it carries no marks.
 */
const notFollowed: ReadonlySet<SourceKind> = new Set<SourceKind>(['unresolved', 'external', 'parameter']);

/** The same for the content of one message: an unknown argument there is nearly always its text. */
const notFollowedContent: ReadonlySet<SourceKind> = new Set<SourceKind>(['unresolved', 'external']);

/**
 * True when no mark is seen in the part and something in it came out of code that was not followed. A part that shows a mark is
 * taken as read: whoever sets marks sets them there.
 */
export function hidesMarks(part: Part | undefined): boolean {
  if (part === undefined || part.blocks.some((block) => block.mark !== undefined)) return false;
  return hides(part.value, notFollowed);
}

/** Options that were passed on without being seen, or went through a helper that sets marks, may hold marks too. */
export function optionsHideMarks({ rest, record }: Options): boolean {
  return (
    record?.marksHidden === true ||
    (rest !== undefined && (rest.marksHidden === true || notFollowed.has(rest.source.kind)))
  );
}

function hides(value: Value, kinds: ReadonlySet<SourceKind>): boolean {
  if ('marksHidden' in value) return true;
  switch (value.kind) {
    case 'opaque':
      return opaqueHides(value, kinds);
    case 'symbol':
      return symbolHides(value, kinds);
    case 'choice':
      return value.options.some((option) => hides(option, kinds));
    case 'list':
      if (value.rest !== undefined && opaqueHides(value.rest, kinds)) return true;
      return value.items.some((item) => hides(item.value, kinds));
    case 'record':
      if (value.rest !== undefined && opaqueHides(value.rest, notFollowedContent)) return true;
      return value.fields.some((field) => field.key === 'content' && hides(field.value, notFollowedContent));
    default:
      return false;
  }
}

function opaqueHides(value: OpaqueValue, kinds: ReadonlySet<SourceKind>): boolean {
  const isString = value.type === 'string' || value.type === 'str';
  return !isString && kinds.has(value.source.kind);
}

/** A constant of a package is no helper; a call into one may be. */
function symbolHides(value: SymbolValue, kinds: ReadonlySet<SourceKind>): boolean {
  return value.path.some((element) => element.startsWith('(')) && kinds.has(value.source.kind);
}
