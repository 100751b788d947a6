// Finds caches of what tools give back and models answer: in the function that computes it, or around it as a decorator.
import {
  type AnyNode,
  boundNames,
  type CacheInput,
  type Expression,
  type ResultCache,
  type TryStatement,
  walk,
} from '../model/index.ts';
import { contains, type Place, type Span } from '../text/index.ts';
import { type Code, type FunctionAt, placeIn, placeOfNode } from './code.ts';
import { keyPartsOf, localValues, namesIn } from './keyInputs.ts';
import { literalSeconds } from './literalSeconds.ts';
import { type Memo, memosOf } from './memos.ts';
import { mentionsAny } from './mentionsAny.ts';
import { spelledName } from './spelledName.ts';
import { type KeyedStore, storeNamed } from './stores.ts';
import { type ToolFunction, toolFunctions } from './toolFunctions.ts';

/** `requests` are the model calls of the module. */
export function resultCaches(code: Code, requests: readonly Place[]): readonly ResultCache[] {
  const tools = toolFunctions(code);
  const found: ResultCache[] = [];
  const add = (one: Omit<ResultCache, 'id'>): void => {
    if (!found.some(({ write }) => write.start === one.write.start)) found.push({ id: found.length, ...one });
  };
  for (const of of code.functions) {
    for (const memo of memosOf(of)) {
      const origin = originOf(code, of, memo, tools, requests);
      const store = origin && storeNamed(code, memo.store, of);
      if (!origin || !store) continue;
      const outdatedBy = origin.of === 'tool' ? writersOf(code, origin.names, memo.store, tools) : [];
      add({ ...origin, ...memoFact(code, of, memo, store), outdatedBy });
    }
    for (const decorator of of.fn.decorators) {
      const tool = tools.find((one) => one.of === of);
      const kept = tool ? decoratorFact(code, decorator, of) : undefined;
      if (tool && kept)
        add({ of: tool.runsAny ? 'tools' : 'tool', names: namesOf(tool, tools), ...kept, outdatedBy: [] });
    }
  }
  return found;
}

type Origin = Pick<ResultCache, 'of' | 'names'>;
type Kept = Omit<ResultCache, 'id' | 'of' | 'names' | 'outdatedBy'>;

/** What is kept: undefined unless it comes of a tool, or of a model's answer. */
function originOf(
  code: Code,
  of: FunctionAt,
  memo: Memo,
  tools: readonly ToolFunction[],
  requests: readonly Place[],
): Origin | undefined {
  if (memo.value.kind === 'literal') return undefined;
  const tool = tools.find((one) => one.of === of) ?? tools.find((one) => callsFrom(code, one.of, of));
  if (tool && !memo.isResult) return undefined;
  if (tool) return { of: tool.runsAny ? 'tools' : 'tool', names: namesOf(tool, tools) };
  const answers = answerNames(code, of, requests);
  const isAnswer = mentionsAny(memo.value, answers) || requests.some((one) => contains(memo.value, one));
  return isAnswer ? { of: 'model', names: of.name === undefined ? [] : [of.name] } : undefined;
}

function namesOf(tool: ToolFunction, tools: readonly ToolFunction[]): readonly string[] {
  const named = tool.runsAny ? tools.filter((one) => !one.runsAny) : [tool];
  return [...new Set(named.flatMap(({ names }) => names))];
}

const reading = /^(?:get|fetch|read|lookup|look_up|load|show|describe|view)_?(\w+)$/i;
const changing = /^(?:update|set|change|edit|modify|delete|remove|cancel|rename|patch)_?(\w+)$/i;

/** Tools that change, by their names, what the named one reads, and whose code does not mention the store. */
function writersOf(
  code: Code,
  names: readonly string[],
  store: string,
  tools: readonly ToolFunction[],
): ResultCache['outdatedBy'] {
  const things = new Set(names.flatMap((name) => thingOf(name, reading)));
  return tools.flatMap(({ of: { fn }, names: own }) => {
    const tool = own.find((name) => thingOf(name, changing).some((one) => things.has(one)));
    const isAside = tool === undefined || textOf(code, fn).includes(store) || callsOther(code, fn, store);
    return isAside ? [] : [{ tool, place: placeIn(code, fn.nameSpan ?? { start: fn.start, end: fn.start + 1 }) }];
  });
}

function thingOf(name: string, pattern: RegExp): readonly string[] {
  const thing = pattern.exec(name)?.[1];
  return thing === undefined ? [] : [thing.toLowerCase().replace(/_/g, '').replace(/s$/, '')];
}

/** It calls a function of the module that mentions the store. */
function callsOther(code: Code, fn: Span, store: string): boolean {
  const called = new Set(
    code.calls.filter(({ call }) => contains(fn, call)).map(({ callee }) => spelledName(callee)?.split('.').at(-1)),
  );
  return code.functions.some((one) => called.has(one.name) && textOf(code, one.fn).includes(store));
}

/** The tool's function calls the other one. */
function callsFrom(code: Code, tool: FunctionAt, other: FunctionAt): boolean {
  if (other.name === undefined) return false;
  return code.calls.some(({ call, callee }) => {
    const spelled = spelledName(callee)?.replace(/^(?:self|this)\./, '');
    return spelled === other.name && contains(tool.fn, call);
  });
}

/** Names that hold something of a model's answer: assigned from a call, or given to a callback of it. */
function answerNames(code: Code, of: FunctionAt, requests: readonly Place[]): ReadonlySet<string> {
  const inside = requests.filter((one) => contains(of.fn, one));
  const names = new Set<string>();
  if (inside.length === 0) return names;
  for (const { fn } of code.functions)
    if (inside.some((one) => contains(one, fn)))
      for (const { target } of fn.params) for (const name of boundNames(target)) names.add(name);
  const values = localValues(of);
  for (let size = -1; size !== names.size; ) {
    size = names.size;
    for (const [name, all] of values)
      if (all.some((one) => mentionsAny(one, names) || inside.some((place) => contains(one, place)))) names.add(name);
  }
  return names;
}

function memoFact(code: Code, of: FunctionAt, memo: Memo, store: KeyedStore): Kept {
  const key = keyPartsOf(code, of, memo.key);
  const ttl = memo.options.find(({ name }) => /^(?:ex|px|ttl|expire|EX|PX|timeout|maxAge|exat)$/.test(name));
  const seconds = ttl && literalSeconds(code, ttl.value);
  const isMilliseconds = ttl !== undefined && /^(?:px|PX|maxAge)$/.test(ttl.name);
  const given = seconds === undefined ? undefined : isMilliseconds ? seconds / 1000 : seconds;
  const isStamped = store.expiry === 'never' && /expir|time|Date|ttl|stamp|age/i.test(textOf(code, memo.value));
  const expiry = ttl || store.expiry === 'set' ? 'set' : isStamped ? 'unknown' : store.expiry;
  const ttlSeconds = given ?? store.ttlSeconds;
  const failing = store.scope === 'outside' && !isCaught(of, memo.read) ? placeOfNode(code, memo.read) : undefined;
  return {
    store: {
      label: memo.store,
      place: store.place,
      scope: store.scope,
      uncapped: store.uncapped && expiry === 'never',
    },
    expiry,
    ...(ttlSeconds === undefined || expiry !== 'set' ? {} : { ttlSeconds }),
    write: placeOfNode(code, memo.write),
    key: {
      place: placeIn(code, memo.key),
      unsorted: key.unsorted.map(({ place, of: what }) => ({ place: placeOfNode(code, place), of: what })),
      volatile: key.volatile,
    },
    missing: missingFrom(code, of, memo, key.inputs, key.parts),
    ...(failing === undefined ? {} : { failing }),
  };
}

function textOf({ text }: Code, { start, end }: { readonly start: number; readonly end: number }): string {
  return text.slice(start, end);
}

function isCaught({ fn }: FunctionAt, node: AnyNode): boolean {
  let caught = false;
  walk(fn.body, (one) => {
    if (one.kind === 'try' && (one as unknown as TryStatement).body.some((part) => holds(part, node))) caught = true;
    return !caught;
  });
  return caught;
}

function holds({ start, end }: Span, node: AnyNode): boolean {
  return start <= (node.start as number) && (node.end as number) <= end;
}

/** Parameters, and members of them, that the function uses elsewhere and the key does not say. */
function missingFrom(
  code: Code,
  of: FunctionAt,
  memo: Memo,
  inputs: ReadonlySet<string>,
  parts: readonly Expression[],
): readonly CacheInput[] {
  const params = new Set(of.fn.params.flatMap(({ target }) => boundNames(target)));
  const roots = new Set([...inputs].map((one) => one.split('.')[0] ?? ''));
  const found = new Map<string, CacheInput>();
  walk(of.fn.body, (node) => {
    if (node === memo.write || node === memo.read || parts.some((one) => (one as unknown) === node)) return false;
    if (node.kind === 'call' && isReport(spelledName(node.callee as Expression))) return false;
    if (node.kind !== 'name' && node.kind !== 'member') return true;
    const [spelled] = namesIn(node);
    const [root = '', member] = spelled?.split('.') ?? [];
    if (spelled === undefined || !params.has(root)) return true;
    const isSaid = inputs.has(root) || inputs.has(spelled) || (member === undefined && roots.has(root));
    if (!isSaid && !found.has(spelled)) found.set(spelled, { name: spelled, place: placeOfNode(code, node) });
    return false;
  });
  return [...found.values()];
}

function isReport(spelled: string | undefined): boolean {
  return (
    spelled !== undefined &&
    /^(?:print|console\.\w+|(?:self\.|this\.)?_?(?:log|logger|logging|metrics|span|tracer)\.\w+)$/i.test(spelled)
  );
}

const decorators = /^(?:functools\.)?(?:lru_cache|cache)$/;

/** Python's own caches: all arguments are the key, nothing expires. */
function decoratorFact(code: Code, decorator: Expression, { fn }: FunctionAt): Kept | undefined {
  const spelled = spelledName(decorator)?.replace(/\(\)$/, '');
  if (spelled === undefined || !decorators.test(spelled)) return undefined;
  const args = decorator.kind === 'call' ? decorator.args : [];
  const size = args.find(({ name }) => name === 'maxsize')?.value ?? args[0]?.value;
  const isUnlimited = spelled.endsWith('lru_cache') ? size?.kind === 'literal' && size.value === null : true;
  const place = placeIn(code, decorator);
  return {
    store: { label: `@${spelled}`, place, scope: 'process', uncapped: isUnlimited && fn.params.length > 0 },
    expiry: 'never',
    write: place,
    missing: [],
  };
}
