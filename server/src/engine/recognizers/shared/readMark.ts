// Reads a cache breakpoint from the field that sets it.
import type { Mark, RecordValue, Value } from '../../model/index.ts';
import { literalText } from './literalText.ts';
import { fieldsOf, type Option } from './options.ts';

/** Finds the mark on a block, message or tool. Each SDK knows where it stands. */
export type MarkReader = (record: RecordValue) => Mark | undefined;

/** `normal` is the lifetime when none is given. Undefined when the value says that there is no mark. */
export function readMark(option: Option | undefined, normal: Mark['ttl']): Mark | undefined {
  if (option === undefined) return undefined;
  const ways = option.value.kind === 'choice' ? option.value.options : [option.value];
  const set = ways.filter((way) => !(way.kind === 'scalar' && way.value === false));
  const [first] = set;
  if (first === undefined) return undefined;
  const ttls = set.map((way) => ttlOf(way, normal));
  const ttl = ttls.every((one) => one === ttls[0]) ? (ttls[0] ?? 'unknown') : 'unknown';
  // A value that is not known may be nothing at all.
  const sure = option.presence === 'always' && set.length === ways.length && set.every((way) => way.kind !== 'opaque');
  return { ttl, presence: sure ? 'always' : 'sometimes', place: option.place, automatic: false };
}

function ttlOf(value: Value, normal: Mark['ttl']): Mark['ttl'] {
  if (value.kind !== 'record') return 'unknown';
  const { entries, rest } = fieldsOf(value);
  const ttl = entries.get('ttl');
  if (ttl === undefined) return rest === undefined ? normal : 'unknown';
  const text = ttl.presence === 'always' ? literalText(ttl.value) : undefined;
  return text === '5m' || text === '1h' || text === '30m' ? text : 'unknown';
}
