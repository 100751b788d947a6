// Clocks: what reading and formatting them leaves of their precision.
import type { Changes } from '../../model/index.ts';
import type { Place } from '../../text/index.ts';
import type { AbstractArguments, AbstractOpaque, AbstractValue } from '../abstractValue.ts';
import type { Store } from '../cell.ts';
import { literalText } from '../inspect.ts';
import { opaque } from '../make.ts';

/** Types that clock values carry: a full moment, an ISO text of one and that text cut at its `T`, a day. */
const dateTypes = new Set<string>(['datetime', 'iso-datetime', 'date', 'iso-date', 'iso-parts']);

function isDate(value: AbstractOpaque): boolean {
  return value.type !== undefined && dateTypes.has(value.type);
}

function graded(value: AbstractOpaque, changes: Changes, type: string | undefined, place: Place): AbstractOpaque {
  // A value that already changes seldom (read once when the module was loaded) never gets more volatile by formatting.
  const order: readonly Changes[] = ['never', 'deployment', 'process', 'day', 'minute', 'request', 'call'];
  const changed =
    order.indexOf(changes) < order.indexOf(value.volatility.changes) || value.volatility.changes === 'process'
      ? changes
      : value.volatility.changes;
  const keep =
    value.volatility.changes === 'process' && changes !== 'day' && changes !== 'deployment' ? 'process' : changed;
  const kind = changes === 'day' ? ('date' as const) : value.source.kind;
  return opaque({ ...value.volatility, changes: keep }, { ...value.source, kind }, place, { type, chain: value.chain });
}

/** Precision that a strftime, Luxon, date-fns or moment format leaves. */
export function formatGrain(format: string): Changes {
  if (format.includes('%')) {
    if (/%[-#]?[SfsTXcr]|%T|%n?s/.test(format)) return 'call';
    if (/%[-#]?[HIMpR]/.test(format)) return 'minute';
    return /%[-#]?[daAjueDFx]/.test(format) ? 'day' : 'deployment';
  }
  if (/[sSxXT]|LTS|PPpp/.test(format)) return 'call';
  if (/[Hhma]|LT|p/.test(format)) return 'minute';
  return 'day';
}

export function formatKnowledge(value: AbstractValue, format: string, place: Place): AbstractValue {
  if (value.kind !== 'opaque' || !isDate(value) || format === '') return value;
  return value.type === 'date'
    ? graded(value, 'day', undefined, place)
    : graded(value, formatGrain(format), undefined, place);
}

/** Members that carry no more than part of the moment. */
export function dateMember(value: AbstractOpaque, property: string, place: Place): AbstractValue | undefined {
  if (!isDate(value)) return undefined;
  if (value.type === 'iso-parts' && /^(?:\d+|\[\])$/.test(property)) {
    return property === '0' ? graded(value, 'day', 'iso-date', place) : opaque(value.volatility, value.source, place);
  }
  if (property === 'year' || property === 'month' || property === 'day' || property === 'weekday')
    return graded(value, 'day', undefined, place);
  if (property === 'hour' || property === 'minute') return graded(value, 'minute', undefined, place);
  return opaque(value.volatility, value.source, place, { type: value.type, chain: [...value.chain, property] });
}

/** Calls of a method of a clock value: `d.toISOString()`, `d.strftime('%Y')`, `iso.split('T')`. */
export function dateCall(
  callee: AbstractOpaque,
  args: AbstractArguments,
  place: Place,
  store: Store,
): AbstractValue | undefined {
  if (!isDate(callee)) return undefined;
  const method = callee.chain.at(-1);
  const first = args.positional[0];
  const literal = first && literalText(first);
  switch (method) {
    case 'isoformat': {
      const precision = args.keywords.get('timespec');
      const spec = precision && literalText(precision.value);
      if (spec === 'minutes' || spec === 'hours') return graded(callee, 'minute', 'iso-datetime', place);
      return callee.type === 'date'
        ? graded(callee, 'day', 'iso-date', place)
        : opaque(callee.volatility, callee.source, place, { type: 'iso-datetime' });
    }
    case 'toISOString':
    case 'toJSON':
      return callee.type === 'date'
        ? graded(callee, 'day', 'iso-date', place)
        : opaque(callee.volatility, callee.source, place, { type: 'iso-datetime' });
    case 'toLocaleDateString':
    case 'toDateString':
    case 'toISODate':
    case 'date':
    case 'getDate':
    case 'getDay':
    case 'getMonth':
    case 'getFullYear':
    case 'getUTCDate':
    case 'getUTCMonth':
    case 'getUTCFullYear':
    case 'weekday':
    case 'isoweekday':
      return graded(callee, 'day', 'date', place);
    case 'getHours':
    case 'getMinutes':
      return graded(callee, 'minute', undefined, place);
    case 'strftime':
    case 'toFormat':
    case 'format':
      return literal === undefined
        ? opaque(callee.volatility, callee.source, place)
        : graded(callee, formatGrain(literal), undefined, place);
    case 'at':
    case 'shift':
      return callee.type === 'iso-parts' && (method === 'shift' || (first?.kind === 'scalar' && first.value === 0))
        ? graded(callee, 'day', 'iso-date', place)
        : opaque(callee.volatility, callee.source, place);
    case 'split':
      return callee.type === 'iso-datetime' && (literal === 'T' || literal === ' ')
        ? opaque(callee.volatility, callee.source, place, { type: 'iso-parts' })
        : opaque(callee.volatility, callee.source, place, { type: callee.type });
    case 'slice':
    case 'substring':
    case 'substr':
      return indexKnowledge(callee, args.positional[0], args.positional[1], place);
    case 'toLocaleString':
    case 'toLocaleTimeString': {
      const keys = optionKeys(args.positional[1], store).filter(
        (key) => key !== 'timeZone' && !key.startsWith('hour1') && key !== 'hourCycle',
      );
      if (keys.length === 0) return opaque(callee.volatility, callee.source, place);
      return graded(callee, localeGrain(keys), undefined, place);
    }
    case 'toString':
    case 'toUTCString':
    case 'getTime':
    case 'timestamp':
    case 'valueOf':
      return opaque(callee.volatility, callee.source, place);
    default:
      return opaque(callee.volatility, callee.source, place, { type: callee.type });
  }
}

/** The first ten characters of an ISO text are its day. */
export function indexKnowledge(
  object: AbstractValue,
  from: AbstractValue | undefined,
  to: AbstractValue | undefined,
  place: Place,
): AbstractValue | undefined {
  if (object.kind !== 'opaque' || object.type !== 'iso-datetime') return undefined;
  const start = from === undefined ? 0 : from.kind === 'scalar' ? from.value : undefined;
  const end = to?.kind === 'scalar' ? to.value : undefined;
  if (start === 0 && typeof end === 'number' && end > 0)
    return graded(object, end <= 10 ? 'day' : end <= 16 ? 'minute' : 'call', 'iso-date', place);
  return opaque(object.volatility, object.source, place);
}

/** `Intl`-style options decide the grain: only an hour, minute, second or time style shows the time of day. */
export function localeGrain(keys: readonly string[]): Changes {
  if (keys.includes('second') || keys.includes('fractionalSecondDigits')) return 'call';
  if (keys.some((key) => key === 'hour' || key === 'minute' || key === 'timeStyle')) return 'minute';
  return 'day';
}

/** Names of the options that a formatting call is given; every time style but the short one shows seconds. */
export function optionKeys(value: AbstractValue | undefined, store: Store): readonly string[] {
  const heap = value?.kind === 'reference' ? store.get(value.cell) : undefined;
  if (heap?.kind !== 'record') return [];
  const style = heap.fields.get('timeStyle');
  const isLong = style !== undefined && literalText(style.value) !== 'short';
  return isLong ? [...heap.fields.keys(), 'second'] : [...heap.fields.keys()];
}
