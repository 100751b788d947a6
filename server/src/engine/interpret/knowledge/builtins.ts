// Builtin functions of JavaScript and Python that the interpreter carries out on known values.
import { joinVolatility, stable, unknownVolatility } from '../../model/index.ts';
import type { AbstractArguments, AbstractValue, HeapField, HeapItem } from '../abstractValue.ts';
import { mergeInto } from '../assign.ts';
import { makeList, makeRecord } from '../heap.ts';
import { countOfSome, isFilled, literalText, toPieces, varying } from '../inspect.ts';
import { callValue } from '../invoke.ts';
import { iterate } from '../iterate.ts';
import type { Context } from '../machine.ts';
import { opaque, pieces, scalar, source, sure, text, unknown } from '../make.ts';
import { getIndex, getMember } from '../member.ts';
import { jsonPieces } from '../natives/json.ts';
import { mapWith } from '../natives/list.ts';
import { argumentsVarying } from '../outside.ts';
import { spreadInto } from '../spreadInto.ts';
import { formatKnowledge } from './dates.ts';
import type { LibraryCall } from './library.ts';

type Handler = (call: LibraryCall) => AbstractValue | undefined;

const first = (args: AbstractArguments) => args.positional[0];

const asIs: Handler = ({ args }) => first(args);

const asText: Handler = ({ context, args, place, label }) => {
  const value = first(args);
  if (!value) return text('', place);
  // The text of a moment starts with its day, as the ISO form does.
  if (value.kind === 'opaque' && value.type === 'datetime') return { ...value, type: 'iso-datetime', chain: [] };
  return pieces(toPieces(value, context.machine.store, place, label), place);
};

const asList =
  (form: 'list' | 'tuple'): Handler =>
  ({ context, args, place, label }) => {
    const value = first(args);
    if (!value) return makeList(context, { form, items: [], place });
    const parts = iterate(context, value, place, label);
    return makeList(context, { form, ...parts, place });
  };

/** A deque with a length drops its oldest item for each new one once it is full. */
const asDeque: Handler = ({ context, args, place, label, ...rest }) => {
  const list = asList('list')({ context, args, place, label, ...rest });
  const length = args.keywords.get('maxlen')?.value ?? args.positional[1];
  const heap = list?.kind === 'reference' ? context.machine.store.get(list.cell) : undefined;
  const isBounded = length !== undefined && !(length.kind === 'scalar' && length.value === null);
  if (list?.kind !== 'reference' || heap?.kind !== 'list' || !isBounded) return list;
  context.machine.store.set(list.cell, { ...heap, window: { place, round: context.machine.round } });
  return list;
};

const asSet =
  (fixed: boolean): Handler =>
  ({ context, args, place, label }) => {
    const value = first(args);
    const parts = value
      ? iterate(context, value, place, label)
      : { items: [], order: { fixed: true as const }, membership: stable };
    const order =
      fixed || (parts.items.length < 2 && !('rest' in parts && parts.rest))
        ? parts.order
        : ({ fixed: false, why: 'a Python set has no fixed order', place } as const);
    return makeList(context, { ...parts, form: 'set', order, place });
  };

const sorted: Handler = ({ context, args, place, label }) => {
  const value = first(args);
  const parts = value ? iterate(context, value, place, label) : { items: [], membership: stable };
  const names = parts.items.map((item) => literalText(item.value));
  const items = names.every((name) => name !== undefined)
    ? [...parts.items].sort((a, b) => ((literalText(a.value) ?? '') < (literalText(b.value) ?? '') ? -1 : 1))
    : parts.items;
  return makeList(context, { ...parts, items, order: { fixed: true }, place });
};

const mapped: Handler = ({ context, args, place, label }) => {
  const [a, b] = args.positional;
  if (!a || !b) return undefined;
  const parts = iterate(context, b, place, label);
  return mapWith(
    context,
    parts,
    (item) => callValue(context, a, { positional: [item], keywords: new Map(), open: false }, place, label),
    place,
  );
};

const filtered: Handler = ({ context, args, place, label }) => {
  const b = args.positional[1];
  if (!b) return undefined;
  const parts = iterate(context, b, place, label);
  const from = argumentsVarying(context, args);
  return makeList(context, {
    ...parts,
    items: parts.items.map((item): HeapItem => ({ ...item, presence: 'sometimes' })),
    membership: joinVolatility(parts.membership, joinVolatility(from.volatility, unknownVolatility)),
    place,
  });
};

const entries =
  (what: 'keys' | 'values' | 'entries'): Handler =>
  ({ context, args, place, label }) => {
    const value = first(args);
    if (!value) return undefined;
    return callValue(
      context,
      { kind: 'native', name: what === 'entries' ? 'items' : what, self: value, place },
      { positional: [], keywords: new Map(), open: false },
      place,
      label,
    );
  };

const merge: Handler = ({ context, args, place }) => {
  const [target, ...others] = args.positional;
  if (!target) return undefined;
  const fields: [string, HeapField][] = [];
  let rest: ReturnType<typeof spreadInto>;
  for (const other of others) rest = spreadInto(context, other, (key, field) => fields.push([key, field]), rest, place);
  mergeInto(context, target, fields, rest);
  return target;
};

const dict: Handler = ({ context, args, place, label }) => {
  const fields = new Map<string, HeapField>();
  let rest = args.keywordRest;
  const value = first(args);
  if (value) {
    const heap = value.kind === 'reference' ? context.machine.store.get(value.cell) : undefined;
    if (heap?.kind === 'list') rest = pairsInto(context, value, fields, label) ?? rest;
    else rest = spreadInto(context, value, (key, field) => fields.set(key, field), rest, place);
  }
  for (const [key, field] of args.keywords) fields.set(key, field);
  return makeRecord(context, { fields, place, rest });
};

/** `[[key, value], …]` as fields. */
export function pairsInto(
  context: Context,
  pairs: AbstractValue,
  fields: Map<string, HeapField>,
  label: string,
): AbstractArguments['keywordRest'] {
  const parts = iterate(context, pairs, pairs.place, label);
  let rest = parts.rest;
  for (const item of parts.items) {
    const key = literalText(getIndex(context, item.value, scalar(0, item.place), item.place));
    const value = getIndex(context, item.value, scalar(1, item.place), item.place);
    if (key !== undefined && !item.repeated) fields.set(key, { value, presence: item.presence, place: item.place });
    else
      rest ??= opaque(
        varying(value, context.machine.store).volatility,
        source('unresolved', label, item.place),
        item.place,
      );
  }
  return rest;
}

const map: Handler = ({ context, args, place, label }) => {
  const fields = new Map<string, HeapField>();
  const value = first(args);
  const rest = value && !(value.kind === 'scalar') ? pairsInto(context, value, fields, label) : undefined;
  return makeRecord(context, { fields, place, rest, isMap: true });
};

const json: Handler = ({ context, args, place, label }) => {
  const value = first(args);
  return value ? { ...pieces(jsonPieces(context, value, place, label), place), json: value } : undefined;
};

const measured: Handler = ({ context, args, place, label }) => {
  const value = first(args);
  const heap = value?.kind === 'reference' ? context.machine.store.get(value.cell) : undefined;
  if (heap?.kind === 'list' && !heap.rest && heap.items.every((item) => !item.repeated && item.presence === 'always'))
    return scalar(heap.items.length, place);
  const known = value && literalText(value);
  if (known !== undefined) return scalar(known.length, place);
  const from = argumentsVarying(context, args);
  const type = heap?.kind === 'list' && isFilled(heap) ? countOfSome : undefined;
  return opaque(from.volatility, from.source ?? source('external', `${label}()`, place), place, { type });
};

const asNumber: Handler = ({ context, args, place, label }) => {
  const value = first(args);
  const known = value && literalText(value);
  if (known !== undefined && known !== '' && !Number.isNaN(Number(known))) return scalar(Number(known), place);
  const from = argumentsVarying(context, args);
  return opaque(from.volatility, from.source ?? source('external', `${label}()`, place), place);
};

const enumerated: Handler = ({ context, args, place, label }) => {
  const value = first(args);
  if (!value) return undefined;
  const parts = iterate(context, value, place, label);
  const given = args.positional[1] ?? args.keywords.get('start')?.value;
  const start = given?.kind === 'scalar' && typeof given.value === 'number' ? given.value : 0;
  return mapWith(
    context,
    parts,
    (item, index) =>
      makeList(context, {
        form: 'tuple',
        items: [
          index === undefined ? opaque(stable, source('counter', 'index', place), place) : scalar(start + index, place),
          item,
        ].map((one): HeapItem => ({ value: one, presence: 'always', repeated: false, place })),
        place,
      }),
    place,
  );
};

const longestRange = 24;

const range: Handler = ({ context, args, place, label }) => {
  const numbers = args.positional.map((one) =>
    one.kind === 'scalar' && typeof one.value === 'number' ? one.value : undefined,
  );
  const [start = 0, end = Number.NaN, step = 1] = numbers.length === 1 ? [0, numbers[0]] : numbers;
  const count = Math.ceil((end - start) / step);
  if (numbers.every((one) => one !== undefined) && count <= longestRange) {
    const items = Array.from(
      { length: Math.max(0, count) },
      (_, at): HeapItem => ({ value: scalar(start + at * step, place), presence: 'always', repeated: false, place }),
    );
    return makeList(context, { items, place });
  }
  return makeList(context, { items: [], rest: unknown('counter', `${label}()`, place), place });
};

const asked: Handler = ({ place, label }) => opaque(sure('call'), source('request', `${label}()`, place), place);

const attribute: Handler = ({ context, args, place }) => {
  const [object, name, fallback] = args.positional;
  const known = name && literalText(name);
  if (!object || known === undefined) return fallback;
  return getMember(context, object, known, place);
};

const partial: Handler = ({ args, place }) => {
  const [fn, ...others] = args.positional;
  const { places: _, ...given } = args;
  return fn && { kind: 'native', name: 'partial', self: fn, given: { ...given, positional: others }, place };
};

const handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ...[
    'global:Promise.resolve',
    'global:structuredClone',
    'global:Object.freeze',
    'global:Object.seal',
    'copy:copy',
    'copy:deepcopy',
    'asyncio:run',
    'asyncio:create_task',
    'asyncio:ensure_future',
    'asyncio:wait_for',
    'asyncio:shield',
    'typing:cast',
    'builtins:reversed',
    'builtins:iter',
    'builtins:aiter',
    'builtins:anext',
    'ai:tool',
    'ai:dynamicTool',
    'ai:zodSchema',
    'ai:convertToModelMessages',
    'ai:convertToCoreMessages',
    'ai:wrapLanguageModel',
    'react:cache',
    'anyio:run',
    'types:MappingProxyType',
    'markupsafe:Markup',
    'global:Promise.all',
    'global:Promise.allSettled',
  ].map((name): [string, Handler] => [name, asIs]),
  [
    'asyncio:gather',
    ({ context, args, place }) =>
      makeList(context, {
        items: args.positional.map(
          (value): HeapItem => ({ value, presence: 'always', repeated: false, place: value.place }),
        ),
        place,
      }),
  ],
  ['typing:cast', ({ args }) => args.positional[1]],
  ['global:String', asText],
  ['builtins:str', asText],
  ['builtins:repr', asText],
  [
    'builtins:format',
    (call) => {
      const [value, format] = call.args.positional;
      const known = format && literalText(format);
      return value && known !== undefined ? formatKnowledge(value, known, call.place) : asText(call);
    },
  ],
  ['os:urandom', ({ place, label }) => opaque(sure('call'), source('random', `${label}()`, place), place)],
  ['builtins:list', asList('list')],
  ['builtins:tuple', asList('tuple')],
  [
    'global:Array.from',
    ({ context, args, place, label, ...rest }) => {
      const [value, mapper] = args.positional;
      if (!value) return undefined;
      const list = asList('list')({ context, args, place, label, ...rest });
      return mapper && list
        ? callValue(
            context,
            { kind: 'native', name: 'map', self: list, place },
            { positional: [mapper], keywords: new Map(), open: false },
            place,
            label,
          )
        : list;
    },
  ],
  [
    'global:Array.of',
    ({ context, args, place }) =>
      makeList(context, {
        items: args.positional.map(
          (value): HeapItem => ({ value, presence: 'always', repeated: false, place: value.place }),
        ),
        place,
      }),
  ],
  ['builtins:set', asSet(false)],
  ['builtins:frozenset', asSet(false)],
  ['global:Set', asSet(true)],
  ['global:Map', map],
  [
    'global:Object.fromEntries',
    ({ context, args, place, label }) => {
      const fields = new Map<string, HeapField>();
      const value = first(args);
      const rest = value ? pairsInto(context, value, fields, label) : undefined;
      return makeRecord(context, { fields, place, rest });
    },
  ],
  ['builtins:sorted', sorted],
  ['builtins:map', mapped],
  ['builtins:filter', filtered],
  ['builtins:enumerate', enumerated],
  ['builtins:range', range],
  ['builtins:dict', dict],
  ['collections:deque', asDeque],
  ['collections:OrderedDict', dict],
  [
    'collections:defaultdict',
    ({ context, args, place }) => {
      const fields = new Map<string, HeapField>(args.keywords);
      const [, given] = args.positional;
      const rest = given && spreadInto(context, given, (key, field) => fields.set(key, field), args.keywordRest, place);
      return makeRecord(context, { fields, place, rest: rest ?? unknown('unresolved', 'default', place) });
    },
  ],
  ['global:Object.keys', entries('keys')],
  ['global:Object.values', entries('values')],
  ['global:Object.entries', entries('entries')],
  ['global:Object.assign', merge],
  ['global:JSON.stringify', json],
  ['json:dumps', json],
  ['builtins:len', measured],
  ['builtins:int', asNumber],
  ['builtins:float', asNumber],
  ['global:Number', asNumber],
  ['global:parseInt', asNumber],
  ['global:parseFloat', asNumber],
  ['builtins:input', asked],
  ['global:prompt', asked],
  ['builtins:getattr', attribute],
  ['functools:partial', partial],
]);

export function builtinCall(call: LibraryCall): AbstractValue | undefined {
  return handlers.get(call.name)?.(call);
}
