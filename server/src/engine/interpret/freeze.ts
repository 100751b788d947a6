// Turns abstract values into the immutable trees of the model, as they are at one moment.
import {
  type Arguments,
  boundNames,
  type Field,
  type FunctionValue,
  type ListItem,
  type OpaqueValue,
  type SymbolValue,
  stable,
  type Use,
  unknownVolatility,
  type Value,
} from '../model/index.ts';
import type {
  AbstractArguments,
  AbstractClosure,
  AbstractSymbol,
  AbstractValue,
  HeapField,
  Made,
} from './abstractValue.ts';
import type { Store } from './cell.ts';
import { classFields } from './classFields.ts';
import { source } from './make.ts';

const deepest = 14;
const widest = 400;

/** One freezing of values that belong together. */
interface Freezing {
  readonly store: Store;
  /** What the functions among the values give back, by their abstract form. */
  readonly results: ReadonlyMap<AbstractClosure, AbstractValue>;
  /** Cells, calls and functions that are being frozen: values may hold themselves. */
  readonly open: readonly unknown[];
  readonly depth: number;
}

const noResults: ReadonlyMap<AbstractClosure, AbstractValue> = new Map();

export function freeze(value: AbstractValue, store: Store): Value {
  return frozen(value, { store, results: noResults, open: [], depth: 0 });
}

export function freezeArguments(
  args: AbstractArguments,
  store: Store,
  results: ReadonlyMap<AbstractClosure, AbstractValue> = noResults,
): Arguments {
  return frozenArguments(args, { store, results, open: [], depth: 0 });
}

/** A symbol with the calls on its path and the uses of its objects. */
export function freezeSymbol(
  value: AbstractSymbol,
  store: Store,
  results: ReadonlyMap<AbstractClosure, AbstractValue> = noResults,
): SymbolValue {
  return frozenSymbol(value, { store, results, open: [], depth: 0 });
}

function into(state: Freezing, ...opened: readonly unknown[]): Freezing {
  return { ...state, depth: state.depth + 1, open: opened.length > 0 ? [...state.open, ...opened] : state.open };
}

function frozen(value: AbstractValue, state: Freezing): Value {
  switch (value.kind) {
    case 'text': {
      const { pieces, json, place } = value;
      const isWhole = json !== undefined && state.depth <= deepest;
      return { kind: 'text', pieces, place, ...(isWhole ? { json: frozen(json, into(state)) } : {}) };
    }
    case 'scalar':
    case 'opaque':
      return value;
    case 'symbol':
      return frozenSymbol(value, state);
    case 'choice': {
      const inside = into(state);
      return { ...value, options: value.options.map((option) => frozen(option, inside)) };
    }
    case 'closure':
      return frozenFunction(value, state);
    case 'class':
      return {
        kind: 'function',
        name: value.cls.name ?? '',
        ...(value.cls.doc === undefined ? {} : { doc: value.cls.doc }),
        ...declared(classFields(value, state.store)),
        place: value.place,
      };
    case 'native':
      if (value.given) return { ...frozen(value.self, state), place: value.place };
      return { kind: 'function', name: value.name, place: value.place };
    case 'namespace':
      return {
        kind: 'opaque',
        volatility: stable,
        source: source('external', 'module', value.place),
        chain: [],
        place: value.place,
      };
    case 'reference': {
      const heap = state.store.get(value.cell);
      if (!heap || state.depth > deepest || state.open.includes(value.cell)) return lost(value);
      const inside = into(state, value.cell);
      if (heap.kind === 'list') {
        const items = heap.items.slice(0, widest).map(
          (item): ListItem => ({
            value: frozen(item.value, inside),
            presence: item.presence,
            repeated: item.repeated,
            place: item.place,
          }),
        );
        return {
          kind: 'list',
          form: heap.form,
          items,
          order: heap.order,
          membership: heap.membership,
          ...(heap.rest ? { rest: heap.rest } : {}),
          ...(heap.membershipSource ? { membershipSource: heap.membershipSource } : {}),
          ...(heap.window ? { window: heap.window } : {}),
          ...(heap.marksHidden ? { marksHidden: true } : {}),
          place: heap.place,
        };
      }
      return {
        kind: 'record',
        fields: frozenFields([...heap.fields].slice(0, widest), inside),
        ...(heap.rest ? { rest: heap.rest } : {}),
        ...(heap.cls ? { className: heap.cls.cls.name ?? '' } : {}),
        ...(heap.marksHidden ? { marksHidden: true } : {}),
        place: heap.place,
      };
    }
  }
}

function declared(fields: FunctionValue['fields']): Pick<FunctionValue, 'fields'> {
  return fields === undefined ? {} : { fields };
}

function lost({ place }: AbstractValue): OpaqueValue {
  return {
    kind: 'opaque',
    volatility: unknownVolatility,
    source: source('unresolved', 'value', place),
    chain: [],
    place,
  };
}

function frozenFields(fields: Iterable<readonly [string, HeapField]>, state: Freezing): readonly Field[] {
  return [...fields].map(([key, { value, presence, place }]) => ({
    key,
    value: frozen(value, state),
    presence,
    place,
  }));
}

function frozenFunction(value: AbstractClosure, state: Freezing): FunctionValue {
  const result = state.results.get(value);
  const isKnown = result !== undefined && state.depth <= deepest && !state.open.includes(value);
  return {
    kind: 'function',
    name: value.fn.name ?? '',
    params: value.fn.params.map(({ target }) => boundNames(target)),
    ...(value.fn.doc === undefined ? {} : { doc: value.fn.doc }),
    ...(isKnown ? { returns: frozen(result, into(state, value)) } : {}),
    place: value.place,
  };
}

function frozenArguments(args: AbstractArguments, state: Freezing): Arguments {
  const positional = args.positional.map((value) => frozen(value, state));
  const fields = frozenFields(args.keywords, state);
  const place = fields[0]?.place ?? positional[0]?.place ?? { path: '', start: 0, end: 0 };
  const { keywordRest } = args;
  return {
    positional,
    ...(args.places === undefined ? {} : { places: args.places }),
    keywords: { kind: 'record', fields, ...(keywordRest ? { rest: keywordRest } : {}), place },
    open: args.open,
  };
}

function frozenSymbol(value: AbstractSymbol, state: Freezing): SymbolValue {
  const { made, marksHidden } = value;
  const chain: Made[] = [];
  const isCut = state.depth > deepest || state.open.includes(made);
  if (!isCut) for (let one: Made | undefined = made; one !== undefined; one = one.before) chain.unshift(one);
  const inside = chain.length === 0 ? state : into(state, ...chain);
  const uses = chain.flatMap((one) => usesOf(one, chain, inside));
  return {
    kind: 'symbol',
    package: value.package,
    path: value.path,
    volatility: value.volatility,
    source: value.source,
    place: value.place,
    ...(chain.length === 0 ? {} : { calls: chain.map(({ args }) => frozenArguments(args, inside)) }),
    ...(uses.length === 0 ? {} : { uses }),
    ...(marksHidden ? { marksHidden } : {}),
  };
}

/** A call that the path itself goes on with is no further use. */
function usesOf({ uses, length }: Made, chain: readonly Made[], state: Freezing): readonly Use[] {
  const list = uses && state.store.get(uses);
  if (list?.kind !== 'list') return [];
  return list.items.flatMap(({ value, place }): readonly Use[] => {
    if (value.kind !== 'symbol' || value.made === undefined || chain.includes(value.made)) return [];
    const path = value.path.slice(length).map((element) => (element.startsWith('(') ? '()' : element));
    return [{ path, args: frozenArguments(value.made.args, state), place }];
  });
}
