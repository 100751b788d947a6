// Moves a changing value out of the constant part of the prompt: into a block of its own, or into the user turn.
import type { Fix, HolePiece, Part, Piece, Request, Segment, Value } from '../../model/index.ts';
import { type Edit, isSamePlace, type Place, type Span } from '../../text/index.ts';
import type { CallContext } from '../rule.ts';
import { isSystemSegment } from '../shared/isSystemSegment.ts';
import { growsInRun, reuseOf } from '../shared/reuse.ts';
import { fixOf } from './changesOf.ts';
import { type Cut, cutFragment } from './cutFragment.ts';
import { indentAt, lineEnding, quoteOf } from './documentStyle.ts';
import { entryValue, withValue } from './entryValue.ts';
import { insertEntry } from './insertEntry.ts';
import { isVisible } from './isVisible.ts';
import { isText, speaksMessages } from './markBlock.ts';
import { ephemeral, type Literal, renderLiteral } from './renderEntry.ts';
import { isPython } from './significant.ts';

/** Offered where the text is written in the document that makes the request, as a template; nothing otherwise. */
export function moveHoleFixes(context: CallContext, segment: Segment, hole: HolePiece): readonly Fix[] {
  if (!isSystemSegment(segment) || !isSentOnce(context, hole.place)) return [];
  const text = context.text(hole.place.path);
  const language = context.languageOf(hole.place.path);
  if (text === undefined || language === undefined) return [];
  const cut = cutFragment(text, hole.place, language);
  if (cut === undefined) return [];
  const { call } = context.analyzed;
  const staysInRun = growsInRun(call) && hole.volatility.changes !== 'call' && hole.volatility.changes !== 'minute';
  // In front of a conversation a block of its own still changes what every turn stands behind.
  const isPaidByTurns = reuseOf(call) === 'turns' && !staysInRun;
  const block = isPaidByTurns
    ? []
    : [...splitSystem(context, hole.place.path, cut), ...splitBlock(context, hole.place.path, cut)];
  return [...block, ...moveToUserTurn(context, hole.place.path, cut)];
}

/**
 * Moved, the text would be missing from another call that sends it, come to one that is made at the same place without it, or come again
 * in the next tick from where it is written too.
 */
function isSentOnce({ analyzed: { call }, calls }: CallContext, hole: Place): boolean {
  const holds = (piece: Piece): boolean =>
    piece.kind === 'choice' ? piece.options.some((option) => option.some(holds)) : isSamePlace(piece.place, hole);
  const sends = ({ system, messages }: Request): boolean =>
    [system, messages].some((part) => part?.blocks.some(({ pieces }) => pieces.some(holds)));
  const isAsExpected = calls.every(
    ({ analyzed: { call: other } }) => isSamePlace(other.site.place, call.site.place) === sends(other.request),
  );
  return isAsExpected && (call.next === undefined || sends(call.next));
}

/** The system string becomes two blocks: the constant text, marked, and the sentence that changes. */
function splitSystem(context: CallContext, path: string, cut: Cut): readonly Fix[] {
  const { system } = context.analyzed.call.request;
  const text = context.text(path);
  const language = context.languageOf(path);
  if (text === undefined || language === undefined || system === undefined || system.place.path !== path) return [];
  if (!speaksMessages(context) || !isText(system.value)) return [];
  const value = entryValue(text, system.place, ['system']);
  const isWhole = cut.template.start === value.span.start && cut.template.end === value.span.end;
  const overlaps = cut.template.start < value.span.end && value.span.start < cut.template.end;
  if (overlaps && !isWhole) return [];
  if (!isMovable(text, cut, value.span.start, language)) return [];
  const quote = quoteOf(text, language);
  const constant = isWhole ? constantCode(text, cut, system) : text.slice(value.span.start, value.span.end);
  const block = (code: string, mark?: Literal): string =>
    renderLiteral(
      [
        ['type', { text: 'text' }],
        ['text', { code }],
        ...(mark === undefined ? [] : [['cache_control', mark] as const]),
      ],
      language,
      quote,
    );
  const indent = indentAt(text, value.span.start);
  const step = isPython(language) ? '    ' : '  ';
  const eol = lineEnding(text);
  const lines = [block(constant, ephemeral), block(cut.fragment)].map((line) => `${eol}${indent}${step}${line},`);
  const blocks = `[${lines.join('')}${eol}${indent}]`;
  const edits: Edit[] = [{ span: value.span, newText: withValue('system', value, blocks) }];
  if (!isWhole) edits.push({ span: cut.removed, newText: '' });
  return [
    fixOf(
      'Move it into a system block of its own, behind the breakpoint',
      'unsafe',
      ['text place', 'marks'],
      [{ path, edits }],
    ),
  ];
}

/** A list of blocks gets one more at its end, behind every mark. */
function splitBlock(context: CallContext, path: string, cut: Cut): readonly Fix[] {
  const { system } = context.analyzed.call.request;
  const text = context.text(path);
  const language = context.languageOf(path);
  if (text === undefined || language === undefined || !speaksMessages(context)) return [];
  if (system?.value.kind !== 'list' || system.value.place.path !== path) return [];
  const list = system.value.place;
  if (text.charAt(list.start) !== '[' || !isMovable(text, cut, list.start, language)) return [];
  const isMarked = system.blocks.some(({ mark }) => mark !== undefined);
  if (!isMarked) return [];
  const record = renderLiteral(
    [
      ['type', { text: 'text' }],
      ['text', { code: cut.fragment }],
    ],
    language,
    quoteOf(text, language),
  );
  const added = insertEntry(text, list, record, language);
  if (added === undefined || added.some(({ span }) => touches(span, cut.removed))) return [];
  const edits = [{ span: cut.removed, newText: '' }, ...added];
  return [
    fixOf(
      'Move it into a system block of its own, behind the breakpoint',
      'unsafe',
      ['text place', 'marks'],
      [{ path, edits }],
    ),
  ];
}

/** The sentence goes in front of the text of the newest user turn that is written out. */
function moveToUserTurn(context: CallContext, path: string, cut: Cut): readonly Fix[] {
  const text = context.text(path);
  const language = context.languageOf(path);
  const { messages } = context.analyzed.call.request;
  if (text === undefined || language === undefined || messages === undefined) return [];
  const content = contentOf(text, messages, path, context.analyzed.call.site.place);
  if (content === undefined || (cut.template.start < content.end && content.start < cut.template.end)) return [];
  if (!isMovable(text, cut, content.start, language)) return [];
  const lead = cut.fragment.replace(/(["'`]+)$/, '\\n\\n$1');
  const edits: Edit[] = [
    { span: cut.removed, newText: '' },
    { span: { start: content.start, end: content.start }, newText: `${lead} + ` },
  ];
  return [fixOf('Move it into the user turn', 'unsafe', ['text place'], [{ path, edits }])];
}

/** Span of the expression that gives the text of the newest user turn, when it is written out and a plain string. */
function contentOf(text: string, messages: Part, path: string, call: Place): Span | undefined {
  const { value } = messages;
  if (value.kind !== 'list') {
    if (messages.place.path !== path || !isText(value) || !isInside(messages.place, call)) return undefined;
    const entry = entryValue(text, messages.place, []);
    return isAtom(text, entry.span) && !entry.isShorthand ? entry.span : undefined;
  }
  const turn = value.items.findLast((item) => item.presence === 'always' && !item.repeated && isUserTurn(item.value));
  // A message object of a framework is read as a record, but its text stands in no entry.
  if (turn?.value.kind !== 'record' || text.charAt(turn.value.place.start) !== '{') return undefined;
  const content = turn.value.fields.find(({ key }) => key === 'content');
  if (content === undefined || content.place.path !== path || !isText(content.value)) return undefined;
  // A message made by a class may hold a text that is written elsewhere.
  if (!isInside(content.place, turn.value.place)) return undefined;
  const entry = entryValue(text, content.place, []);
  return isAtom(text, entry.span) ? entry.span : undefined;
}

function isUserTurn(value: Value): boolean {
  if (value.kind !== 'record') return false;
  const role = value.fields.find(({ key }) => key === 'role')?.value;
  const [piece] = role?.kind === 'text' ? role.pieces : [];
  return piece?.kind === 'literal' && piece.text === 'user';
}

/** A name, a member, a call or a string: what `+` can stand in front of without brackets. */
function isAtom(text: string, span: Span): boolean {
  const code = text.slice(span.start, span.end);
  return /^[\w$.]+(?:\([^()]*\))?$/.test(code) || /^(?:[rRfF]{0,2}(["'])(?:(?!\1).)*\1|`[^`]*`)$/s.test(code);
}

function isMovable(text: string, cut: Cut, to: number, language: Parameters<typeof isVisible>[4]): boolean {
  return cut.expressions.every((expression) => isVisible(text, expression, cut.template.start, to, language));
}

/** What is left of the template. A lone constant text needs no template around it. */
function constantCode(text: string, { template, removed }: Cut, system: Part): string {
  const rest = text.slice(template.start, removed.start) + text.slice(removed.end, template.end);
  const lone = template.holes.filter((hole) => hole.end <= removed.start || hole.start >= removed.end);
  const [only] = lone;
  if (only === undefined || lone.length > 1) return rest;
  const inner = text.slice(only.start, only.end);
  const isText =
    system.value.kind === 'text' && system.value.pieces.filter(({ kind }) => kind !== 'literal').length === 1;
  if (!isText || rest !== `${template.opening}${inner}${template.closing}`) return rest;
  return inner.replace(/^\$?\{|\}$/g, '');
}

function isInside(inner: Place, outer: Place): boolean {
  return inner.path === outer.path && inner.start >= outer.start && inner.end <= outer.end;
}

function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}
