// Values of imported data files: JSON becomes what it says, anything else is text of the deployment.
import type { Place } from '../../text/index.ts';
import type { AbstractValue, HeapField, HeapItem } from '../abstractValue.ts';
import { makeList, makeRecord } from '../heap.ts';
import type { Context } from '../machine.ts';
import { opaque, scalar, source, sure, text } from '../make.ts';
import { promptText } from './promptTexts.ts';

const largestData = 400_000;

export function dataValue(context: Context, path: string, place: Place): AbstractValue {
  const content = context.machine.modules.text(path);
  const at: Place = { path, start: 0, end: 0 };
  if (content !== undefined && content.length < largestData && path.endsWith('.json')) {
    try {
      return fromJson(context, JSON.parse(content), at);
    } catch {
      // A malformed file is some other tool's to report; here it is only unknown.
    }
  }
  const written = /\.(?:md|txt)$/.test(path) ? promptText(path, context) : undefined;
  if (written) return written;
  return opaque(sure('deployment'), source('file', path.split('/').at(-1) ?? path, place), place);
}

function fromJson(context: Context, value: unknown, place: Place): AbstractValue {
  if (typeof value === 'string') return text(value, place);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return scalar(value, place);
  if (Array.isArray(value)) {
    const items = value.map(
      (one): HeapItem => ({ value: fromJson(context, one, place), presence: 'always', repeated: false, place }),
    );
    return makeList(context, { items, place });
  }
  const fields = new Map<string, HeapField>();
  for (const [key, one] of Object.entries(value as Record<string, unknown>))
    fields.set(key, { value: fromJson(context, one, place), presence: 'always', place });
  return makeRecord(context, { fields, place });
}
