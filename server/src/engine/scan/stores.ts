// Finds where a keyed store is made, how long it lives, and what limits it.
import type { CallExpression, Expression } from '../model/index.ts';
import { walk } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import { type Code, type FunctionAt, placeIn } from './code.ts';
import { isFunction } from './isFunction.ts';
import { literalSeconds } from './literalSeconds.ts';
import { spelledName } from './spelledName.ts';

export interface KeyedStore {
  readonly place: Place;
  readonly scope: 'process' | 'instance' | 'outside';
  readonly uncapped: boolean;
  readonly expiry: 'never' | 'set' | 'unknown';
  readonly ttlSeconds?: number;
}

const plain = /^(?:Map|dict|OrderedDict|defaultdict|collections\.(?:OrderedDict|defaultdict))$/;
const bounded = /^(?:(?:cachetools\.)?(?:TTL|LRU|LFU|FIFO|RR|TLRU)Cache|QuickLRU|LRU|NodeCache|Keyv)$/;
const services =
  /^(?:redis|ioredis|@redis\/client|@upstash\/redis|@vercel\/kv|memjs|memcached|pymemcache|aiomcache|keyv)(?:[/.]|$)/;
const clients = /(?:^|\.)(?:Redis|StrictRedis|from_url|createClient|createCluster|fromEnv|Client|Keyv)$/;

/** Undefined for what lives no longer than the function that uses it, and for what is not seen to be a store. */
export function storeNamed(code: Code, spelled: string, user: FunctionAt): KeyedStore | undefined {
  const made = makingOf(code, spelled, user);
  if (made === undefined) return undefined;
  const { value, scope } = made;
  const place = placeIn(code, value);
  const name = value.kind === 'call' ? (spelledName(value.callee) ?? '') : '';
  const isPlain = (value.kind === 'record' && value.entries.length === 0) || plain.test(name);
  if (isPlain) {
    const limited = isLimited(code, spelled);
    return { place, scope, uncapped: !limited, expiry: limited ? 'unknown' : 'never' };
  }
  if (value.kind !== 'call') return undefined;
  if (clients.test(name) && code.packages.some((one) => services.test(one)))
    return { place, scope: 'outside', uncapped: false, expiry: 'unknown' };
  if (!bounded.test(name)) return undefined;
  const ttl = ttlOf(code, value, /TTL/.test(name));
  const isUncapped = /^(?:NodeCache|Keyv)$/.test(name) && ttl === undefined;
  if (ttl !== undefined)
    return { place, scope, uncapped: false, expiry: 'set', ...(ttl > 0 ? { ttlSeconds: ttl } : {}) };
  return { place, scope, uncapped: isUncapped, expiry: /^(?:NodeCache|Keyv)$/.test(name) ? 'unknown' : 'never' };
}

/** Seconds; 0 when a time is given and its length is not known. */
function ttlOf(code: Code, { args }: CallExpression, second: boolean): number | undefined {
  const keyword = args.find(({ name }) => name === 'ttl')?.value ?? (second ? args[1]?.value : undefined);
  if (keyword) return literalSeconds(code, keyword) ?? 0;
  for (const { value } of args) {
    if (value.kind !== 'record') continue;
    for (const entry of value.entries) {
      if (entry.kind !== 'field' || !/^(?:ttl|maxAge|stdTTL)$/.test(entry.key)) continue;
      const seconds = literalSeconds(code, entry.value);
      return seconds === undefined ? 0 : entry.key === 'stdTTL' ? seconds : seconds / 1000;
    }
  }
  return undefined;
}

interface Making {
  readonly value: Expression;
  readonly scope: 'process' | 'instance';
}

function makingOf(code: Code, spelled: string, user: FunctionAt): Making | undefined {
  const field = /^(?:self|this|cls)\.([\w$#]+)$/.exec(spelled)?.[1];
  if (field === undefined) return /^[\w$]+$/.test(spelled) ? variableOf(code, spelled) : undefined;
  const cls = user.above.findLast(({ node }) => node.kind === 'class')?.node;
  let found: Making | undefined;
  walk(cls, (node) => {
    if (found) return false;
    if (node.kind === 'field' && node.name === field && node.value)
      found = { value: node.value as Expression, scope: node.isStatic === true ? 'process' : 'instance' };
    else if (node.kind === 'assign' && node.value) {
      const target = spelledName(node.target as Expression);
      if (target === `self.${field}` || target === `this.${field}`)
        found = { value: node.value as Expression, scope: 'instance' };
    }
    return true;
  });
  return found;
}

/** A variable of the module level; what a function makes for itself is gone with it. */
function variableOf(code: Code, name: string): Making | undefined {
  let found: Making | undefined;
  walk(code.module.body, (node) => {
    if (isFunction(node) || node.kind === 'class') return false;
    const target =
      node.kind === 'assign' ? (node.target as { readonly kind: string; readonly name?: string }) : undefined;
    if (target?.kind === 'name' && target.name === name && node.value)
      found ??= { value: unwrapped(node.value as Expression), scope: 'process' };
    return true;
  });
  return found;
}

function unwrapped(value: Expression): Expression {
  return value.kind === 'await' && value.value ? value.value : value;
}

/** Something of the module takes entries out, or looks at how many there are. */
function isLimited({ text }: Code, spelled: string): boolean {
  const name = spelled.replace(/[.$]/g, '\\$&');
  const taking = `${name}\\s*\\.\\s*(?:delete|clear|pop|popitem|size|keys|entries)\\b|${name}\\s*\\.\\s*length`;
  return new RegExp(
    `${taking}|\\bdel\\s+${name}\\b|\\blen\\(\\s*${name}\\s*\\)|delete\\s+${name}\\b|Object\\.keys\\(\\s*${name}`,
  ).test(text);
}
