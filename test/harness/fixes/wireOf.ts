// What one model call sends, as plain texts that can be compared: tools, blocks, marks, options.
import type { AnalyzedCall, Place } from '../../../server/src/engine/index.ts';
import type { Block, Part, Piece, Request, Source, Value } from '../../../server/src/engine/model/index.ts';

/** A block of the prompt: where it stands and what it says. */
export interface WireBlock {
  readonly level: string;
  /** `user text?`: role and type, `?` where it is not always there, `*` where it stands for several. */
  readonly head: string;
  readonly text: string;
  /** `is_error=true`: fields beside the text. */
  readonly flags: string;
}

export interface Wire {
  readonly blocks: readonly WireBlock[];
  /** `3 5m`: the block that is marked, and for how long. */
  readonly marks: readonly string[];
  readonly params: readonly string[];
}

/** What tells a text apart that is known only at run time: where it is put, or what it is. */
export type NameOfHole = (place: Place, source: Source) => string;

/** The requests of one call: the one of the first tick, and that of the next where there is one. */
export function wiresOf({ call }: AnalyzedCall, nameOf: NameOfHole): readonly Wire[] {
  return [call.request, ...(call.next ? [call.next] : [])].map((request) => wireOf(request, nameOf));
}

function wireOf(request: Request, nameOf: NameOfHole): Wire {
  const parts = [request.tools, request.system, request.messages].filter((part) => part !== undefined);
  const blocks = parts.flatMap((part) => part.blocks);
  return {
    blocks: parts.flatMap((part) => blocksOf(part, nameOf)),
    marks: [
      `mode ${request.cacheMode}`,
      ...blocks.flatMap(({ mark }, at) => (mark ? [`${at} ${mark.ttl} ${mark.presence} ${mark.automatic}`] : [])),
    ],
    params: [
      `${request.provider} ${request.api} ${request.operation} ${request.models.join(' ')}`,
      ...[...request.params]
        .filter(([name]) => name !== 'cache_control')
        .map(([name, { value, presence }]) => `${name}=${showValue(value, nameOf)} ${presence}`),
    ].sort(),
  };
}

function blocksOf(part: Part, nameOf: NameOfHole): readonly WireBlock[] {
  const shown = part.blocks.map((block): WireBlock => {
    const { level, role, type, presence, repeated, pieces } = block;
    return {
      level,
      head: `${role} ${type}${presence === 'sometimes' ? '?' : ''}${repeated ? '*' : ''}`,
      text: pieces
        .map((piece) => showPiece(piece, nameOf))
        // One value may be seen as several, one behind the other.
        .filter((shown, at, all) => shown !== all[at - 1] || !shown.startsWith('«'))
        .join(''),
      flags: flagsOf(block),
    };
  });
  if (part.open)
    shown.splice(part.openAt ?? shown.length, 0, { level: part.level, head: 'unlisted', text: '', flags: '' });
  return shown;
}

function flagsOf({ value }: Block): string {
  if (value.kind !== 'record') return '';
  return value.fields
    .flatMap(({ key, value: field }) => (field.kind === 'scalar' ? [`${key}=${field.value}`] : []))
    .sort()
    .join(' ');
}

function showPiece(piece: Piece, nameOf: NameOfHole): string {
  if (piece.kind === 'literal') return piece.text;
  if (piece.kind === 'choice')
    return `«${piece.options.map((option) => option.map((one) => showPiece(one, nameOf)).join('')).join('|')}»`;
  return `«${nameOf(piece.place, piece.source)}»`;
}

function showValue(value: Value, nameOf: NameOfHole, depth = 0): string {
  if (depth > 6) return '…';
  const show = (one: Value): string => showValue(one, nameOf, depth + 1);
  switch (value.kind) {
    case 'text':
      return JSON.stringify(value.pieces.map((piece) => showPiece(piece, nameOf)).join(''));
    case 'scalar':
      return String(value.value);
    case 'list':
      return `[${value.items.map((item) => show(item.value)).join(', ')}${value.rest ? ', …' : ''}]`;
    case 'record':
      return `{${value.fields.map((field) => `${field.key}: ${show(field.value)}`).join(', ')}${value.rest ? ', …' : ''}}`;
    case 'choice':
      return value.options.map(show).join('|');
    case 'opaque':
      return `«${nameOf(value.source.place, value.source)}»`;
    case 'symbol':
      return `${value.package}.${value.path.join('.')}`;
    case 'function':
      return value.name;
  }
}
