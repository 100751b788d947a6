// What a key is made from, through the local names that it is put together in.
import {
  type AnyNode,
  boundNames,
  type CacheInput,
  type CallExpression,
  type Expression,
  type Target,
  walk,
} from '../model/index.ts';
import { type Code, type FunctionAt, labelIn, placeIn } from './code.ts';
import { spelledName } from './spelledName.ts';

export interface KeyParts {
  /** Expressions that it is made from, the key itself first. */
  readonly parts: readonly Expression[];
  /** Parameters and members of parameters, `city` and `input.city`. */
  readonly inputs: ReadonlySet<string>;
  readonly unsorted: readonly { readonly place: AnyNode; readonly of: string }[];
  readonly volatile: readonly CacheInput[];
}

export function keyPartsOf(code: Code, of: FunctionAt, key: Expression): KeyParts {
  const parts: Expression[] = [key];
  const seen = new Set<string>();
  const values = localValues(of);
  const inputs = new Set<string>();
  for (let index = 0; index < parts.length; index++) {
    for (const spelled of namesIn(parts[index])) {
      inputs.add(spelled);
      const root = spelled.split('.')[0] ?? '';
      if (seen.has(root)) continue;
      seen.add(root);
      parts.push(...(values.get(root) ?? []));
    }
  }
  return { parts, inputs, unsorted: unsortedIn(code, of, parts), volatile: volatileIn(code, parts) };
}

/** Variables, and their first members where these are read: `input.city` of `input.city.trim()`. */
export function namesIn(part: unknown): readonly string[] {
  const names: string[] = [];
  walk(part, (node) => {
    if (node.kind === 'name') names.push(node.name as string);
    const spelled = node.kind === 'member' ? spelledName(node as unknown as Expression) : undefined;
    // What a call gives back has members that say nothing of what it was given.
    if (spelled === undefined || spelled.includes('()')) return true;
    names.push(spelled.split('.').slice(0, 2).join('.'));
    return false;
  });
  return names;
}

/** Everything that local names are given, by name: items of what a loop goes over too. */
export function localValues({ fn }: FunctionAt): ReadonlyMap<string, readonly Expression[]> {
  const values = new Map<string, Expression[]>();
  const give = (target: unknown, value: unknown): void => {
    for (const name of boundNames(target as Target))
      values.set(name, [...(values.get(name) ?? []), value as Expression]);
  };
  walk(fn.body, (node) => {
    if ((node.kind === 'assign' || node.kind === 'assignment') && node.value) give(node.target, node.value);
    else if (node.kind === 'loop' && node.target && node.iterable) give(node.target, node.iterable);
    return true;
  });
  return values;
}

/** JSON of something that comes from outside in any order of keys. */
function unsortedIn(code: Code, of: FunctionAt, parts: readonly Expression[]): KeyParts['unsorted'] {
  const open = openRecords(code, of);
  const found: { place: AnyNode; of: string }[] = [];
  for (const part of parts)
    walk(part, (node) => {
      if (node.kind !== 'call') return true;
      const { callee, args } = node as unknown as CallExpression;
      const spelled = spelledName(callee);
      const isJson =
        (spelled === 'JSON.stringify' && args.length === 1) ||
        (/^(?:json\.)?dumps$/.test(spelled ?? '') &&
          !args.some(({ name, form }) => name === 'sort_keys' || form === 'keywordSpread')) ||
        spelled === 'str' ||
        spelled === 'repr';
      const value = args[0]?.value;
      if (!isJson || !value || !reads(value, open)) return true;
      found.push({ place: node, of: labelIn(code, value) });
      return true;
    });
  return found;
}

/** The value itself, or a record that carries it as a whole. */
function reads(value: Expression, open: ReadonlySet<string>): boolean {
  if (value.kind === 'name') return open.has(value.name);
  if (value.kind === 'record')
    return value.entries.some((entry) =>
      entry.kind === 'field' || entry.kind === 'spread' ? reads(entry.value, open) : false,
    );
  if (value.kind === 'list') return value.items.some((item) => reads(item.value, open));
  const spelled = value.kind === 'member' ? spelledName(value) : undefined;
  return spelled !== undefined && open.has(spelled);
}

const argumentNames = /^(?:(?:tool_?)?(?:args|arguments|input|inputs|params|parameters|kwargs|payload)|body)$/i;
const plainTypes = /^(?:str|int|float|bool|string|number|boolean|Date|datetime|bytes)$/;

/** Names that hold records whose keys a model or a client has put in order: arguments of tools, and bodies of requests. */
function openRecords(code: Code, of: FunctionAt): ReadonlySet<string> {
  const open = new Set<string>();
  for (const { target, rest, annotation } of of.fn.params) {
    if (target.kind !== 'name') continue;
    if (annotation && plainTypes.test(annotation.name)) continue;
    if (rest === 'record' || argumentNames.test(target.name)) open.add(target.name);
  }
  walk(of.fn.body, (node) => {
    if ((node.kind !== 'assign' && node.kind !== 'assignment') || !node.value) return true;
    const value = node.value as Expression;
    const source = value.kind === 'await' && value.value ? value.value : value;
    const spelled = source.kind === 'call' ? spelledName(source.callee) : undefined;
    const isBody = spelled !== undefined && /^(?:req|request|c\.req|ctx\.request)\.(?:json|body)$/.test(spelled);
    const isParsed = spelled !== undefined && /^(?:JSON\.parse|json\.loads)$/.test(spelled);
    const isArguments = isParsed && /argument|input/i.test(code.text.slice(source.start, source.end));
    if (isBody || isArguments) for (const name of boundNames(node.target as Target)) open.add(name);
    return true;
  });
  return open;
}

const clocks =
  /^(?:Date\.now|performance\.now|(?:time\.)?(?:time|time_ns|monotonic|perf_counter)|(?:datetime\.)*(?:now|utcnow)|crypto\.randomUUID|randomUUID|uuidv?4|uuid|uuid\.(?:uuid4|uuid1|v4)|nanoid|Math\.random|random\.random|secrets\.token_\w+)$/;
const requestIds =
  /^(?:request_?id|req_?id|trace_?id|span_?id|correlation_?id|nonce|timestamp|(?:tool_?)?(?:call|use)_?id)$/i;

function volatileIn(code: Code, parts: readonly Expression[]): readonly CacheInput[] {
  const found: CacheInput[] = [];
  const add = (node: AnyNode): void => {
    const place = placeIn(code, node as unknown as Expression);
    if (!found.some((one) => one.place.start === place.start)) found.push({ name: labelIn(code, place), place });
  };
  const visit = (part: unknown): void =>
    walk(part, (node) => {
      // A time that is divided, cut or formatted stands for a while.
      if (node.kind === 'binary' && /^(?:\/|\/\/|%|-)$/.test(String(node.operator))) return false;
      if (node.kind === 'call') {
        const spelled = spelledName((node as unknown as CallExpression).callee);
        if (spelled === undefined) return true;
        if (
          /(?:floor|round|trunc|int|strftime|toDateString|toLocaleDateString|isoformat|slice|split|date|getHours|getDate)$/.test(
            spelled,
          )
        )
          return false;
        if (clocks.test(spelled)) add(node);
      }
      const last = node.kind === 'name' ? node.name : node.kind === 'member' ? node.property : undefined;
      if (typeof last === 'string' && requestIds.test(last)) add(node);
      return true;
    });
  for (const part of parts) visit(part);
  return found;
}
