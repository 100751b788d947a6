// Tells whether a collection was read from a data set: rows of a file, lines, the files of a folder.
import {
  type AnyNode,
  boundNames,
  type CallExpression,
  type Expression,
  type FunctionExpression,
  type Target,
  walk,
} from '../model/index.ts';
import type { Place, Span } from '../text/index.ts';
import type { Above, CallAt, Code } from './code.ts';
import { isFunction } from './isFunction.ts';
import { spelledName } from './spelledName.ts';

const deepest = 6;

const reads = new RegExp(
  [
    /^(?:csv\.)?(?:reader|DictReader)$/,
    /^open$|^(?:io|gzip|bz2|codecs|jsonlines|aiofiles)\.open$/,
    /(?:^|\.)(?:read_(?:csv|json|excel|parquet|table|text|ndjson|feather)|scan_(?:csv|parquet|ndjson)|readlines)$/,
    /(?:^|\.)(?:load_dataset|load_from_disk)$/,
    /^(?:os\.)?(?:listdir|scandir|walk)$|(?:^|\.)(?:glob|rglob|iglob|iterdir|globSync|globby)$/,
    /(?:^|\.)(?:readFileSync|readFile|readdirSync|readdir|readJson|readJsonSync|createReadStream|readTextFile|readTextFileSync|readDir)$/,
  ]
    .map(({ source }) => source)
    .join('|'),
);

/** What they read says how a program is set up. */
const setups = /^(?:yaml|YAML|jsyaml|toml|tomllib|configparser|dotenv|ConfigParser)\b|safe_load/;

/** Where an expression stands: what is around it, outermost first. */
type Around = readonly Above[];

/** `requests` are the model calls of the module: what a model answered is no data set, whatever it was asked about. */
export function dataReads(
  code: Code,
  requests: readonly Span[],
): (value: Expression, around: Around) => Place | undefined {
  const find = (value: unknown, around: Around, depth: number, seen: ReadonlySet<unknown>): Span | undefined => {
    if (depth > deepest || value === undefined || seen.has(value)) return undefined;
    const next = new Set([...seen, value]);
    const further = (one: unknown, there: Around): Span | undefined => find(one, there, depth + 1, next);
    let found: Span | undefined;
    walk(value, (node) => {
      if (found || isFunction(node) || requests.some((one) => one.start === node.start && one.end === node.end))
        return false;
      if (node.kind === 'name') found = ofName(node.name as string, around, further);
      if (node.kind !== 'call') return !found;
      const call = node as unknown as CallExpression;
      const name = spelledName(call.callee);
      if (name === undefined) return true;
      if (setups.test(name)) return false;
      found = reads.test(name) ? call : ofReturns(name, further);
      return !found;
    });
    return found;
  };

  /** Through the scopes around, innermost first: what the name is bound to, or what callers give for it. */
  const ofName = (name: string, around: Around, further: Further): Span | undefined => {
    for (let index = around.length - 1; index >= -1; index--) {
      const node = around[index]?.node;
      const fn = node !== undefined && isFunction(node) ? node : undefined;
      if (node !== undefined && fn === undefined) continue;
      const inside = around.slice(0, index + 1);
      const body = fn === undefined ? code.module.body : fn.body;
      const given = fn === undefined ? -1 : positionOf(fn, name);
      if (fn !== undefined && given >= 0) return ofCallers(fn, given, name, further);
      const values = boundTo(body, name);
      const filled = code.calls.filter(({ call }) => isWithin(call, body) && isFilling(call, name));
      if (values.length === 0 && filled.length === 0) continue;
      for (const value of values) {
        const found = further(value, inside);
        if (found) return found;
      }
      for (const one of filled) {
        const found = ofFilling(one, further);
        if (found) return found;
      }
      return undefined;
    }
    return undefined;
  };

  const ofCallers = (fn: FunctionExpression, position: number, name: string, further: Further) => {
    const own = code.functions.find((one) => one.fn === fn)?.name;
    if (own === undefined) return undefined;
    for (const { callee, args, above } of code.calls) {
      if (spelledName(callee)?.split('.').at(-1) !== own) continue;
      const given = args.find((one) => one.form === 'keyword' && one.name === name) ?? args[position];
      const found = given && further(given.value, above);
      if (found) return found;
    }
    return undefined;
  };

  /** What a function of the module gives back, unless a model had its say in it. */
  const ofReturns = (name: string, further: Further): Span | undefined => {
    const last = name.split('.').at(-1);
    if (name !== last && name !== `self.${last}` && name !== `this.${last}`) return undefined;
    const at = code.functions.find((one) => one.name === last);
    if (at === undefined || requests.some((one) => one.start >= at.fn.start && one.end <= at.fn.end)) return undefined;
    const inside: Around = [...at.above, { node: at.fn as unknown as AnyNode, key: 'body' }];
    let found: Span | undefined;
    walk(at.fn.body, (node) => {
      if (found || isFunction(node)) return false;
      const yields = node.kind === 'return' || node.kind === 'yield';
      if (yields && node.value) found = further(node.value, inside);
      // What is yielded in a loop is as many as the loop goes over.
      if (node.kind === 'loop' && at.fn.isGenerator && node.iterable) found ??= further(node.iterable, inside);
      return !found;
    });
    return found;
  };

  /** `rows.append(...)` in a loop over lines makes a data set of `rows`. */
  const ofFilling = ({ above }: CallAt, further: Further): Span | undefined => {
    for (const [index, { node, key }] of above.entries()) {
      if (node.kind !== 'loop' || key !== 'body' || !node.iterable) continue;
      const found = further(node.iterable, above.slice(0, index));
      if (found) return found;
    }
    return undefined;
  };

  return (value, around) => {
    const found = find(value, around, 0, new Set());
    return found && { path: code.module.path, start: found.start, end: found.end };
  };
}

type Further = (value: unknown, around: Around) => Span | undefined;

function positionOf({ params }: FunctionExpression, name: string): number {
  const named = params.filter(({ target }) => target.kind !== 'name' || !/^(?:self|cls)$/.test(target.name));
  return named.findIndex(({ target }) => boundNames(target).includes(name));
}

/** What a name is bound to in a body, those of functions inside of it left out. */
function boundTo(body: unknown, name: string): readonly unknown[] {
  const values: unknown[] = [];
  walk(body, (node) => {
    if (isFunction(node)) return false;
    const [target, value] = node.kind === 'loop' ? [node.target, node.iterable] : [node.target, node.value];
    if (target && value && (node.kind === 'assign' || node.kind === 'assignment' || node.kind === 'loop'))
      if (boundNames(target as Target).includes(name)) values.push(value);
    if (node.kind === 'with')
      for (const item of node.items as readonly { readonly value: Expression; readonly target?: Target }[])
        if (item.target && boundNames(item.target).includes(name)) values.push(item.value);
    return true;
  });
  return values;
}

function isFilling({ callee }: CallExpression, name: string): boolean {
  return (
    callee.kind === 'member' &&
    callee.object.kind === 'name' &&
    callee.object.name === name &&
    /^(?:append|push|add)$/.test(callee.property)
  );
}

function isWithin({ start, end }: Span, body: readonly unknown[]): boolean {
  const first = body[0] as Span | undefined;
  const last = body.at(-1) as Span | undefined;
  return first !== undefined && last !== undefined && start >= first.start && end <= last.end;
}
