// Turns tool definitions into blocks: the JSON that the provider counts, with unknown schemas left as holes.
import { type Block, type Piece, type RecordValue, stable, type Value } from '../../model/index.ts';
import { type BlockList, gather } from './blockList.ts';
import { jsonPieces } from './jsonPieces.ts';
import { literalText } from './literalText.ts';
import { fieldsOf } from './options.ts';
import type { MarkReader } from './readMark.ts';
import { isCallElement } from './symbolPath.ts';

/**
 * A list of tools. Tools whose loading is deferred are left out: they are not part of the prefix, and a discovered one is appended
 * to the conversation instead.
 */
export function toolBlocks(value: Value, markOf: MarkReader): BlockList {
  return gather(value, {
    item: (item) => toolBlock(item, undefined, markOf),
    single: () => undefined,
    openSide: 'end',
  });
}

/** Fields of a definition that are not sent: the mark, and what SDK helpers keep beside the definition. */
const unsent: ReadonlySet<string> = new Set([
  'cache_control',
  'cachePoint',
  'cache_point',
  'providerOptions',
  'execute',
  'run',
  'parse',
  'close',
  'toModelOutput',
  'needsApproval',
  'isEnabled',
  'callback',
  'errorFunction',
  'onInputStart',
  'onInputDelta',
  'onInputAvailable',
  'outputSchema',
]);

/** `key` is the tool's name where tools are the fields of a record. */
export function toolBlock(value: Value, key: string | undefined, markOf: MarkReader): readonly Block[] {
  const base = { level: 'tools', role: 'system', message: -1, presence: 'always', repeated: false } as const;
  if (value.kind === 'record') {
    const { entries } = fieldsOf(value);
    const deferred = entries.get('defer_loading')?.value;
    if (deferred?.kind === 'scalar' && deferred.value === true) return [];
    const inner = entries.get('function')?.value;
    const fields = inner?.kind === 'record' ? fieldsOf(inner).entries : entries;
    const name = key ?? literalText(fields.get('name')?.value);
    const mark = markOf(value);
    return [
      {
        ...base,
        type: 'tool',
        pieces: definition(key, value),
        ...(name === undefined ? {} : { name }),
        ...(mark === undefined ? {} : { mark }),
        place: value.place,
        value,
      },
    ];
  }
  const name = key ?? nameOf(value);
  const known: readonly Piece[] = name === undefined ? [] : [{ kind: 'literal', text: name, place: value.place }];
  const pieces = [...known, unreadDefinition(value)];
  return [{ ...base, type: 'tool', pieces, ...(name === undefined ? {} : { name }), place: value.place, value }];
}

/** Helpers of the SDKs spell the schema in their own way. */
function definition(key: string | undefined, value: RecordValue): readonly Piece[] {
  const fields = value.fields.map((field) =>
    field.key === 'inputSchema' || (key !== undefined && field.key === 'parameters')
      ? { ...field, key: 'input_schema' }
      : field,
  );
  if (key === undefined) return jsonPieces({ ...value, fields }, unsent);
  const { place } = value;
  const name = { kind: 'text', pieces: [{ kind: 'literal', text: key, place }], place } as const;
  return jsonPieces({ ...value, fields: [{ key: 'name', value: name, presence: 'always', place }, ...fields] }, unsent);
}

function nameOf(value: Value): string | undefined {
  if (value.kind === 'function') return value.name;
  return value.kind === 'symbol' ? value.path.findLast((element) => !isCallElement(element)) : undefined;
}

/** A definition made from code (a decorated function, a helper of the SDK) is likely the same on every request. */
function unreadDefinition(value: Value): Piece {
  if (value.kind === 'opaque')
    return { kind: 'hole', place: value.place, volatility: value.volatility, source: value.source };
  const likely = { ...stable, sureness: 'likely' } as const;
  if (value.kind === 'symbol') {
    const volatility = value.volatility.sureness === 'unknown' ? likely : value.volatility;
    return { kind: 'hole', place: value.place, volatility, source: value.source };
  }
  const label = value.kind === 'function' ? value.name : 'tool';
  return {
    kind: 'hole',
    place: value.place,
    volatility: likely,
    source: { label, place: value.place, kind: 'external', steps: [] },
  };
}
