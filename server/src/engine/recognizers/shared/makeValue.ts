// Makes records and lists of a wire format out of the values that a framework was given.
import type { Field, ListValue, RecordValue, TextValue, Value } from '../../model/index.ts';
import { stable } from '../../model/index.ts';
import type { Place } from '../../text/index.ts';
import { textPieces } from './textPieces.ts';

/** Entries without a value are left out. Each field stands where its value does. */
export function recordOf(entries: Readonly<Record<string, Value | undefined>>, place: Place): RecordValue {
  const fields = Object.entries(entries).flatMap(([key, value]): readonly Field[] =>
    value === undefined ? [] : [{ key, value, presence: 'always', place: value.place }],
  );
  return { kind: 'record', fields, place };
}

/** Text that the framework writes itself, and values that it puts between. */
export function textOf(parts: readonly (string | Value)[], place: Place): TextValue {
  const pieces = parts.flatMap((part) =>
    typeof part === 'string' ? [{ kind: 'literal', text: part, place } as const] : textPieces(part),
  );
  return { kind: 'text', pieces, place };
}

export function listOf(values: readonly (Value | undefined)[], place: Place): ListValue {
  const items = values.flatMap((value) =>
    value === undefined ? [] : [{ value, presence: 'always', repeated: false, place: value.place } as const],
  );
  return { kind: 'list', form: 'list', items, order: { fixed: true }, membership: stable, place };
}

/** A message with the content that is given, e.g. the system prompt of an agent. */
export function messageOf(role: string, content: Value | undefined, mark?: Value): RecordValue | undefined {
  if (content === undefined) return undefined;
  return recordOf({ role: textOf([role], content.place), content, cache_control: mark }, content.place);
}
