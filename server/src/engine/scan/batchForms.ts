// Knows which calls take one item where the same client takes many at once.
import { type CallExpression, type ClassExpression, type Expression, walk } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import { type CallAt, type Code, labelIn, placeIn } from './code.ts';
import { isFunction } from './isFunction.ts';
import { spelledName } from './spelledName.ts';

/** A call for one item, and its form for many. */
export interface SingleForm {
  readonly receiver: string;
  readonly method: string;
  /** As messages name it. */
  readonly batch: string;
  /** Names of methods that send many at once. */
  readonly batchMethods: ReadonlySet<string>;
  /** Where the module uses or defines it. */
  readonly batchPlace?: Place;
}

/** Undefined unless it is clear that the call is for one item and that there is a form for many. */
export function singleFormOf(code: Code, at: CallAt): SingleForm | undefined {
  const spelled = spelledName(at.callee);
  if (spelled === undefined) return undefined;
  const dot = spelled.lastIndexOf('.');
  const receiver = dot < 0 ? '' : spelled.slice(0, dot);
  const method = spelled.slice(dot + 1);
  return known(code, at, receiver, method) ?? sibling(code, at, receiver, method);
}

interface KnownForm {
  readonly receiver?: RegExp;
  readonly method: RegExp;
  readonly packages?: RegExp;
  /** The argument that takes one text, or a list of them. */
  readonly input?: readonly (string | number)[];
  readonly batch: string;
  readonly batchMethods?: readonly string[];
}

const knownForms: readonly KnownForm[] = [
  { receiver: /(?:^|\.)embeddings$/, method: /^create$/, input: ['input', 'inputs'], batch: 'a list as `input`' },
  { method: /^embed$/, packages: /^ollama(?:\/|$)/, input: ['input'], batch: 'a list as `input`' },
  { method: /^a?embedding$/, packages: /^litellm$/, input: ['input', 1], batch: 'a list as `input`' },
  {
    method: /^embed$/,
    packages: /^(?:voyageai|cohere|cohere-ai|@mistralai\/mistralai)$/,
    input: ['texts', 'input', 0],
    batch: 'a list of texts',
  },
  { method: /^embed$/, packages: /^ai$/, batch: '`embedMany`', batchMethods: ['embedMany'] },
  {
    method: /^a?get_text_embedding$/,
    packages: /^llama_index/,
    batch: '`get_text_embedding_batch`',
    batchMethods: ['get_text_embedding_batch', 'aget_text_embedding_batch'],
  },
];

function known(code: Code, at: CallAt, receiver: string, method: string): SingleForm | undefined {
  for (const form of knownForms) {
    if (!form.method.test(method) || (form.receiver && !form.receiver.test(receiver))) continue;
    if (form.packages && !code.packages.some((name) => form.packages?.test(name))) continue;
    // The function of the package itself, not a method of that name.
    if (form.input === undefined && method === 'embed' && receiver !== '') continue;
    if (form.input && !takesOne(code, at, inputOf(at, form.input))) continue;
    return { receiver, method, batch: form.batch, batchMethods: new Set(form.batchMethods ?? [method]) };
  }
  return undefined;
}

function inputOf({ args }: CallAt, names: readonly (string | number)[]): Expression | undefined {
  for (const name of names) {
    const direct = args.find((arg, index) =>
      typeof name === 'number' ? index === name && arg.form === 'positional' : arg.name === name,
    );
    if (direct) return direct.value;
    const options = args.at(-1)?.value;
    if (options?.kind !== 'record') continue;
    for (const entry of options.entries) if (entry.kind === 'field' && entry.key === name) return entry.value;
  }
  return undefined;
}

const textMethods = new Set('strip trim replace replaceAll lower toLowerCase join format toString'.split(' '));
const firstResult = /(?:\bdata|\bembeddings|["'](?:data|embeddings)["']\])\s*\??\.?\s*(?:\[0\]|\.at\(0\))/;

/** One text: it says so, or only the first result is read. */
function takesOne(code: Code, at: CallAt, input: Expression | undefined): boolean {
  if (input === undefined) return false;
  if (input.kind === 'list') return input.items.length === 1 && input.items[0]?.spread === false;
  if (input.kind === 'template') return true;
  const { callee } = input as CallExpression;
  if (input.kind === 'call' && callee.kind === 'member' && textMethods.has(callee.property)) return true;
  if (input.kind === 'call' && callee.kind === 'name' && (callee.name === 'str' || callee.name === 'String'))
    return true;
  const around = at.above.findLast(({ node }) => isFunction(node) || node.kind === 'loop')?.node;
  if (!around) return false;
  return firstResult.test(code.text.slice(at.call.start, around.end as number));
}

const lookups =
  /^a?(?:embed|get|fetch|find|search|query|lookup|look_up|lookUp|retrieve|generate|classify|translate|summarize|score|rerank)(?:[A-Z_]\w*)?$/;

/** The same receiver has a method whose name says the same for many. */
function sibling(code: Code, at: CallAt, receiver: string, method: string): SingleForm | undefined {
  if (!lookups.test(method)) return undefined;
  const batchMethods = new Set(batchNames(method));
  const form = { receiver, method, batchMethods };
  const isOwn = receiver === 'self' || receiver === 'this';
  const own = isOwn ? classAround(at) : undefined;
  for (const member of own?.members ?? []) {
    if (!member.fn || !batchMethods.has(member.name)) continue;
    return callsSingle(member.fn, receiver, method)
      ? undefined
      : { ...form, batch: `\`${member.name}\``, batchPlace: placeIn(code, member) };
  }
  if (isOwn || receiver === '') return undefined;
  for (const { callee } of code.calls) {
    const spelled = spelledName(callee);
    if (spelled === undefined || !spelled.startsWith(`${receiver}.`)) continue;
    if (!batchMethods.has(spelled.slice(receiver.length + 1))) continue;
    return { ...form, batch: `\`${labelIn(code, callee)}\``, batchPlace: placeIn(code, callee) };
  }
  return undefined;
}

export function classAround({ above }: CallAt): ClassExpression | undefined {
  const found = above.findLast(({ node, key }) => node.kind === 'class' && key === 'members');
  return found?.node as unknown as ClassExpression | undefined;
}

function batchNames(method: string): readonly string[] {
  const capital = method.charAt(0).toUpperCase() + method.slice(1);
  const names = [
    `${method}_batch`,
    `batch_${method}`,
    `${method}_many`,
    `${method}_bulk`,
    `bulk_${method}`,
    `${method}Batch`,
    `batch${capital}`,
    `${method}Many`,
    `bulk${capital}`,
    `${method}InBatch`,
  ];
  if (method === 'get') names.push('mget', 'get_multi', 'getMulti', 'multi_get');
  if (/embed/i.test(method))
    names.push(
      `${method}s`,
      method.replace(/_?(?:text|query|one)$/i, (one) => `${one}s`),
    );
  return names.filter((name) => name !== method);
}

/** A form for many that goes through the items itself saves nothing. */
function callsSingle(fn: unknown, receiver: string, method: string): boolean {
  let found = false;
  walk(fn, (node) => {
    if (node.kind === 'call' && spelledName((node as unknown as CallExpression).callee) === `${receiver}.${method}`)
      found = true;
    return !found;
  });
  return found;
}
