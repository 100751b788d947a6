// Writes a value as compact JSON, with what is unknown left as holes.
import { type OpaqueValue, type Piece, type SymbolValue, stable, type Value } from '../../model/index.ts';
import type { Place } from '../../text/index.ts';
import { isAbsent } from './presentValue.ts';

/** Functions are never sent, and neither are the keys named by `skip` on the outermost record. */
export function jsonPieces(value: Value, skip: ReadonlySet<string> = new Set()): readonly Piece[] {
  const writer = new JsonWriter(value.place);
  writer.write(value, skip);
  return writer.finish();
}

const nothing: ReadonlySet<string> = new Set();

class JsonWriter {
  readonly #pieces: Piece[] = [];
  readonly #place: Place;
  #structure = '';

  constructor(place: Place) {
    this.#place = place;
  }

  finish(): readonly Piece[] {
    this.#flush();
    return this.#pieces;
  }

  write(value: Value, skip: ReadonlySet<string> = nothing): void {
    switch (value.kind) {
      case 'text':
        this.#structure += '"';
        for (const piece of value.pieces) this.#add(escaped(piece));
        this.#structure += '"';
        return;
      case 'scalar':
        this.#structure += value.value === undefined ? 'null' : String(value.value);
        return;
      case 'record':
        this.#record(value, skip);
        return;
      case 'list':
        this.#list(value);
        return;
      case 'choice': {
        const options = value.options.map((option) => jsonPieces(option));
        this.#add({ kind: 'choice', place: value.place, volatility: value.by, options });
        return;
      }
      case 'opaque':
      case 'symbol':
        this.#add(schemaHole(value));
        return;
      case 'function':
        this.#structure += 'null';
        return;
    }
  }

  #record(value: Extract<Value, { kind: 'record' }>, skip: ReadonlySet<string>): void {
    this.#structure += '{';
    let first = true;
    for (const field of value.fields) {
      if (skip.has(field.key) || field.value.kind === 'function' || isAbsent(field.value)) continue;
      this.#structure += `${first ? '' : ','}${JSON.stringify(field.key)}:`;
      first = false;
      this.write(field.value);
    }
    if (value.rest !== undefined) this.#add(schemaHole(value.rest));
    this.#structure += '}';
  }

  #list(value: Extract<Value, { kind: 'list' }>): void {
    this.#structure += '[';
    value.items.forEach((item, index) => {
      if (index > 0) this.#structure += ',';
      this.write(item.value);
    });
    if (value.rest !== undefined) this.#add(schemaHole(value.rest));
    this.#structure += ']';
  }

  #add(piece: Piece): void {
    this.#flush();
    this.#pieces.push(piece);
  }

  #flush(): void {
    if (this.#structure === '') return;
    this.#pieces.push({ kind: 'literal', text: this.#structure, place: this.#place });
    this.#structure = '';
  }
}

function escaped(piece: Piece): Piece {
  if (piece.kind === 'literal') return { ...piece, text: JSON.stringify(piece.text).slice(1, -1) };
  if (piece.kind === 'hole') return piece;
  return { ...piece, options: piece.options.map((option) => option.map(escaped)) };
}

/**
 * A schema object of another package (zod, pydantic) is built from source, so it is likely the same on every request even though
 * its text cannot be read here.
 */
function schemaHole(value: OpaqueValue | SymbolValue): Piece {
  const { place, source } = value;
  if (value.kind === 'symbol' && value.volatility.sureness === 'unknown') {
    return {
      kind: 'hole',
      place,
      source: { ...source, kind: 'external' },
      volatility: { ...stable, sureness: 'likely' },
    };
  }
  return { kind: 'hole', place, source, volatility: value.volatility };
}
