// Makes of a prompt the request body that it stands for, as a value with the place of each part.
import type { Field, Piece, RecordValue, Value } from '../model/index.ts';
import type { Place, Span } from '../text/index.ts';
import type { DataEntry, DataNode, Prompt, PromptFile, PromptPart } from './promptFile.ts';
import { type Filling, templatePieces } from './templatePieces.ts';
import { readTemplate } from './templates/readTemplate.ts';
import { writtenOffsets } from './writtenOffsets.ts';

/** Undefined for what no request is made of. */
export function bodyValue(file: PromptFile, prompt: Prompt, filling: Filling): Value | undefined {
  if (prompt.body) return nodeValue(file, prompt.body, filling);
  const messages = prompt.parts.filter(({ role }) => role !== 'unknown');
  if (messages.length === 0 && prompt.shape !== 'tool-list') return undefined;
  const place = placeOf(file, prompt.span);
  const fields: Field[] = [];
  const { model, parameters, tools } = prompt;
  if (model)
    fields.push(
      field(
        'model',
        textValue([{ kind: 'literal', text: model.name, place: placeOf(file, model.span) }], placeOf(file, model.span)),
      ),
    );
  if (prompt.parts.length > 0) fields.push(field('messages', messageList(file, prompt, filling)));
  if (prompt.toolList) fields.push(field('tools', nodeValue(file, prompt.toolList, filling)));
  else if (tools.length > 0) {
    // Their definitions are elsewhere.
    const unseen = { kind: 'file', label: 'tools', place, steps: [] } as const;
    const items = tools.map(({ name, span, nameSpan }) => {
      const own = placeOf(file, span);
      const named = field('name', textValue([{ kind: 'literal', text: name, place: placeOf(file, nameSpan) }], own));
      const rest = {
        kind: 'opaque',
        volatility: { changes: 'deployment', varies: 'nobody', sureness: 'sure' },
        source: unseen,
        chain: [],
        place: own,
      } as const;
      return {
        value: { kind: 'record', fields: [named], rest, place: own } as const,
        presence: 'always',
        repeated: false,
        place: own,
      } as const;
    });
    fields.push(
      field('tools', { kind: 'list', form: 'list', items, order: { fixed: true }, membership: never, place }),
    );
  }
  for (const entry of parameters) fields.push(entryField(file, entry, filling));
  return { kind: 'record', fields, place };
}

const never = { changes: 'never', varies: 'nobody', sureness: 'sure' } as const;

function messageList(file: PromptFile, { parts, span }: Prompt, filling: Filling): Value {
  const place = placeOf(file, span);
  const items = parts.map((part) => {
    const own = placeOf(file, part.span);
    return {
      value: message(file, part, filling),
      presence: 'always',
      repeated: part.role === 'unknown',
      place: own,
    } as const;
  });
  return { kind: 'list', form: 'list', items, order: { fixed: true }, membership: never, place };
}

/** A part of unknown role is a conversation that is filled in. */
function message(file: PromptFile, { role, span, pieces }: PromptPart, filling: Filling): Value {
  const place = placeOf(file, span);
  const content = textValue(templatePieces(pieces, filling), place);
  if (role === 'unknown') {
    const volatility = { changes: 'never', varies: 'nobody', sureness: 'unknown' } as const;
    return {
      kind: 'opaque',
      volatility,
      source: { kind: 'parameter', label: 'messages', place, steps: [] },
      chain: [],
      place,
    };
  }
  const said = textValue([{ kind: 'literal', text: role, place }], place);
  return { kind: 'record', fields: [field('role', said), field('content', content)], place };
}

function nodeValue(file: PromptFile, node: DataNode, filling: Filling): Value {
  const place = placeOf(file, node.span);
  if (node.kind === 'record') return recordValue(file, node.entries, place, filling);
  if (node.kind === 'list') {
    const items = node.items.map((item) => {
      const value = nodeValue(file, item, filling);
      return { value, presence: 'always', repeated: false, place: value.place } as const;
    });
    return { kind: 'list', form: 'list', items, order: { fixed: true }, membership: never, place };
  }
  const { value } = node;
  if (typeof value !== 'string') return { kind: 'scalar', value, place };
  const { pieces } = readTemplate(value, file.syntax, writtenOffsets(file.text, node.span, value));
  return textValue(templatePieces(pieces, filling), place);
}

function recordValue(file: PromptFile, entries: readonly DataEntry[], place: Place, filling: Filling): RecordValue {
  return { kind: 'record', fields: entries.map((entry) => entryField(file, entry, filling)), place };
}

function entryField(file: PromptFile, { key, span, value }: DataEntry, filling: Filling): Field {
  return { key, value: nodeValue(file, value, filling), presence: 'always', place: placeOf(file, span) };
}

function field(key: string, value: Value): Field {
  return { key, value, presence: 'always', place: value.place };
}

function textValue(pieces: readonly Piece[], place: Place): Value {
  return { kind: 'text', pieces, place };
}

function placeOf({ path }: PromptFile, { start, end }: Span): Place {
  return { path, start, end };
}
