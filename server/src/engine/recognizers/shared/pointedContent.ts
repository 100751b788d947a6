// Reads content in which a cache point is an item of its own that closes what stands before it.
import type { ListItem, Value } from '../../model/index.ts';
import { recordOf } from './makeValue.ts';
import { fieldsOf } from './options.ts';
import { isCallElement } from './symbolPath.ts';

/** Each item becomes a block, and a point the mark of the block before it. What is no list stays. */
export function pointedContent(value: Value): Value {
  if (value.kind === 'choice') return { ...value, options: value.options.map(pointedContent) };
  if (value.kind !== 'list') return value;
  const items: ListItem[] = [];
  for (const item of value.items) {
    const point = pointOf(item.value);
    const before = items.at(-1);
    if (point === undefined) items.push({ ...item, value: blockOf(item.value) });
    else if (before?.value.kind === 'record') {
      const field = { key: 'cache_control', value: point, presence: item.presence, place: item.place } as const;
      items[items.length - 1] = { ...before, value: { ...before.value, fields: [...before.value.fields, field] } };
    }
  }
  return { ...value, items };
}

/** `CachePoint()`, `new CachePointBlock({…})`, `{"cachePoint": {"type": "default"}}`. */
function pointOf(value: Value): Value | undefined {
  if (value.kind === 'record') return fieldsOf(value).entries.get('cachePoint')?.value;
  if (value.kind !== 'symbol') return undefined;
  const isPoint = /^CachePoint(Block)?$/.test(value.path.findLast((element) => !isCallElement(element)) ?? '');
  if (!isPoint) return undefined;
  const args = value.calls?.at(-1);
  const first = args?.positional[0];
  const ttl =
    first?.kind === 'text'
      ? first
      : args === undefined
        ? undefined
        : fieldsOf(first ?? args.keywords).entries.get('ttl')?.value;
  return recordOf({ ttl }, value.place);
}

function blockOf(value: Value): Value {
  if (value.kind === 'record') return value;
  const text = value.kind === 'symbol' ? value.calls?.at(-1)?.positional[0] : undefined;
  return recordOf({ text: text?.kind === 'text' ? text : value }, value.place);
}
