// Turns any value into the text it puts on the wire.
import { type Piece, stable, type Value } from '../../model/index.ts';
import { jsonPieces } from './jsonPieces.ts';

/** Records and lists become JSON, which is how every SDK sends them. */
export function textPieces(value: Value): readonly Piece[] {
  switch (value.kind) {
    case 'text':
      return value.pieces;
    case 'scalar':
      if (value.value === undefined || value.value === null) return [];
      return [{ kind: 'literal', text: String(value.value), place: value.place }];
    case 'opaque':
    case 'symbol':
      return [{ kind: 'hole', place: value.place, volatility: value.volatility, source: value.source }];
    case 'choice':
      return [{ kind: 'choice', place: value.place, volatility: value.by, options: value.options.map(textPieces) }];
    case 'function': {
      // A prompt given as a function is rendered by the SDK when the request is made: nothing of it is known here.
      const source = { label: value.name, place: value.place, kind: 'unresolved', steps: [] } as const;
      return [{ kind: 'hole', place: value.place, volatility: { ...stable, sureness: 'unknown' }, source }];
    }
    case 'record':
    case 'list':
      return jsonPieces(value);
  }
}

/** True when the value is sent as one text rather than as blocks: texts, numbers, strings of unknown content, and choices of them. */
export function isTextLike(value: Value): boolean {
  if (value.kind === 'choice') return value.options.every(isTextLike);
  if (value.kind === 'opaque') return value.type === 'string' || value.type === 'str' || value.type === 'String';
  return value.kind === 'text' || value.kind === 'scalar' || value.kind === 'function';
}
