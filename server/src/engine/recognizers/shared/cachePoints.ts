// Bedrock's cache points: blocks of their own that mark what stands in front of them.
import type { ListItem, Mark, RecordValue, Value } from '../../model/index.ts';
import { fieldsOf } from './options.ts';
import { readMark } from './readMark.ts';

const names: readonly string[] = ['cachePoint', 'cache_point'];

/** The list without its cache points; each becomes a field of the block before it, where `cachePointMark` finds it. */
export function foldCachePoints(value: Value): Value {
  if (value.kind === 'choice') return { ...value, options: value.options.map(foldCachePoints) };
  if (value.kind !== 'list') return value;
  const items: ListItem[] = [];
  for (const item of value.items) {
    const point = pointOf(item.value);
    const last = items.at(-1);
    if (point === undefined) items.push(item);
    else if (last?.value.kind === 'record') {
      const presence = item.presence === 'sometimes' ? item.presence : point.presence;
      const fields = [...last.value.fields, { ...point, presence }];
      items[items.length - 1] = { ...last, value: { ...last.value, fields } };
    }
  }
  return { ...value, items };
}

/** Reads the mark that folding left, and Anthropic's own in bodies that hold it. */
export function cachePointMark(record: RecordValue): Mark | undefined {
  const { entries } = fieldsOf(record);
  const option = names.flatMap((name) => entries.get(name) ?? [])[0];
  return readMark(option, '5m') ?? readMark(entries.get('cache_control'), '5m');
}

function pointOf(value: Value): RecordValue['fields'][number] | undefined {
  if (value.kind !== 'record') return undefined;
  const point = value.fields.find((field) => names.includes(field.key));
  // A block with content of its own is no cache point.
  return value.fields.every((field) => names.includes(field.key) || field.key === 'type') ? point : undefined;
}
