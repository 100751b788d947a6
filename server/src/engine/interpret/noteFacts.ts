// Notes what a document does around its model calls: tool calls carried out, stores read and written, templates rendered.
import type { CallExpression, ToolDispatch } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import type { AbstractArguments, AbstractOpaque, AbstractSymbol, AbstractValue } from './abstractValue.ts';
import { freeze } from './freeze.ts';
import { labelOf } from './labelOf.ts';
import { type Context, placeOf } from './machine.ts';
import { unknown } from './make.ts';

function isQuiet({ machine }: Context): boolean {
  return machine.muted > 0 || machine.importing > 0;
}

/** A loop or a map over parts of a model's answer: its tool calls, as far as can be told. */
export function noteToolDispatch(
  context: Context,
  over: AbstractValue,
  place: Place,
  form: ToolDispatch['form'],
  runner: string | undefined,
  loop?: number,
  awaited?: CallExpression,
): void {
  const { machine } = context;
  if (!isOfAnswer(context, over) || isQuiet(context)) return;
  if (machine.toolDispatches.some((one) => one.place.start === place.start && one.place.path === place.path)) return;
  const fanOut = machine.activeFanOuts.at(-1);
  machine.toolDispatches.push({
    id: machine.toolDispatches.length,
    place,
    form: fanOut === undefined ? form : 'fan-out',
    ...(loop === undefined ? {} : { loop }),
    ...(fanOut === undefined ? {} : { fanOut }),
    ...(runner === undefined ? {} : { runner }),
    ...(awaited === undefined
      ? {}
      : { awaits: { place: placeOf(context, awaited), label: labelOf(context, awaited.callee) } }),
  });
}

/** A part of a model's answer, or a list of such parts. */
function isOfAnswer({ machine }: Context, over: AbstractValue): boolean {
  if (over.kind === 'opaque' || over.kind === 'symbol') return over.source.kind === 'model-output';
  const heap = over.kind === 'reference' ? machine.store.get(over.cell) : undefined;
  if (heap?.kind !== 'list') return false;
  const parts = [...heap.items.map(({ value }) => value), ...(heap.rest ? [heap.rest] : [])];
  return parts.length > 0 && parts.every((one) => one.kind === 'opaque' && one.source.kind === 'model-output');
}

const storeName = /cache|memo(?!ry)|store$/i;

const storeOperations: ReadonlyMap<string, 'get' | 'set' | 'has' | 'delete'> = new Map([
  ['get', 'get'],
  ['mget', 'get'],
  ['getItem', 'get'],
  ['set', 'set'],
  ['setex', 'set'],
  ['setEx', 'set'],
  ['put', 'set'],
  ['setItem', 'set'],
  ['has', 'has'],
  ['exists', 'has'],
  ['delete', 'delete'],
  ['del', 'delete'],
]);

const storePackages =
  /^(?:redis|ioredis|@upstash\/redis|lru-cache|node-cache|keyv|cacheable|quick-lru|cachetools|diskcache|aiocache|pymemcache|memjs|@vercel\/kv|flask_caching|django)/;

/** A keyed store, told by the package it comes from or by its name. */
export function noteStoreAccess(
  context: Context,
  label: string,
  packageName: string | undefined,
  method: string,
  args: AbstractArguments,
  place: Place,
): void {
  const { machine } = context;
  const operation = storeOperations.get(method);
  const key = args.positional[0];
  if (operation === undefined || key === undefined || isQuiet(context)) return;
  const receiver = label.replace(/\(?\)?\.?\w+$/, '');
  const isStore = (packageName !== undefined && storePackages.test(packageName)) || storeName.test(receiver);
  if (!isStore || isKnownPlace(machine.cacheAccesses, place)) return;
  const value = args.positional[1];
  const ttl =
    args.positional[2] ??
    args.keywords.get('ttl')?.value ??
    args.keywords.get('ex')?.value ??
    args.keywords.get('expire')?.value;
  machine.cacheAccesses.push({
    id: machine.cacheAccesses.length,
    place,
    operation,
    store: receiver,
    key: freeze(key, machine.store),
    ...(value === undefined ? {} : { value: freeze(value, machine.store) }),
    ...(ttl === undefined ? {} : { ttl: freeze(ttl, machine.store) }),
  });
}

/** `cache[key]` and `cache[key] = value`. */
export function noteStoreIndex(
  context: Context,
  store: string,
  key: AbstractValue,
  value: AbstractValue | undefined,
  place: Place,
): void {
  const { machine } = context;
  if (!storeName.test(store) || isQuiet(context) || isKnownPlace(machine.cacheAccesses, place)) return;
  machine.cacheAccesses.push({
    id: machine.cacheAccesses.length,
    place,
    operation: value === undefined ? 'get' : 'set',
    store,
    key: freeze(key, machine.store),
    ...(value === undefined ? {} : { value: freeze(value, machine.store) }),
  });
}

const templatePackages =
  /^(?:jinja2|nunjucks|mustache|handlebars|ejs|liquidjs|eta|pystache|chevron|mako|@langchain\/core|langchain|langchain_core)(?:[./]|$)/;
const renderMethods = new Set([
  'render',
  'renderString',
  'render_async',
  'format',
  'format_prompt',
  'invoke',
  'parseAndRender',
  '()',
]);

/** A template engine's rendering call. */
export function noteRender(
  context: Context,
  callee: AbstractSymbol | AbstractOpaque,
  args: AbstractArguments,
  place: Place,
): void {
  const { machine } = context;
  if (callee.kind !== 'symbol' || !templatePackages.test(callee.package) || isQuiet(context)) return;
  const method = callee.path.at(-1) ?? '';
  if (!renderMethods.has(method) && !method.startsWith("('")) return;
  if (callee.package.includes('langchain') && !callee.path.some((part) => part.includes('PromptTemplate'))) return;
  if (isKnownPlace(machine.renders, place)) return;
  const made = callee.made?.args.positional[0];
  const first = args.positional[0];
  const isMade = made !== undefined;
  const template = made ?? first ?? unknown('unresolved', 'template', place);
  const given = [...args.keywords];
  const record = isMade ? first : args.positional[1];
  const heap = record?.kind === 'reference' ? machine.store.get(record.cell) : undefined;
  if (heap?.kind === 'record') given.push(...heap.fields);
  machine.renders.push({
    id: machine.renders.length,
    place,
    engine: callee.package,
    template: freeze(template, machine.store),
    variables: given.map(([name, { value, place: at }]) => ({ name, value: freeze(value, machine.store), place: at })),
    open:
      args.keywordRest !== undefined || (record !== undefined && (heap?.kind !== 'record' || heap.rest !== undefined)),
  });
}

function isKnownPlace(all: readonly { readonly place: Place }[], place: Place): boolean {
  return all.some((one) => one.place.start === place.start && one.place.path === place.path);
}
