// What the readers of logs share: times, providers, bodies.
import { isObject, type JsonObject, objectOf } from '../../../engine/index.ts';
import { parseJson } from '../parseJson.ts';
import type { RecordedCall } from '../recordedCall.ts';

/** Milliseconds since 1970 of an ISO time, or of a number in seconds, milliseconds or nanoseconds. */
export function timeOf(value: unknown): number | undefined {
  if (typeof value === 'string' && !/^\d+(?:\.\d+)?$/.test(value)) {
    // Times without a zone are universal in the exports that leave it out.
    const time = Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(value) ? value : `${value.replace(' ', 'T')}Z`);
    return Number.isNaN(time) ? undefined : time;
  }
  const number = Number(value);
  if (value === null || value === undefined || !Number.isFinite(number) || number <= 0) return undefined;
  if (number > 1e17) return number / 1e6;
  if (number > 1e14) return number / 1e3;
  return number > 1e11 ? number : number * 1000;
}

export function times(start: unknown, end: unknown): Pick<RecordedCall, 'time' | 'milliseconds'> {
  const time = timeOf(start);
  const last = timeOf(end);
  return {
    ...(time === undefined ? {} : { time }),
    ...(time === undefined || last === undefined ? {} : { milliseconds: Math.max(0, last - time) }),
  };
}

export function providerOf(...hints: readonly unknown[]): RecordedCall['provider'] {
  const text = hints
    .filter((hint) => typeof hint === 'string')
    .join(' ')
    .toLowerCase();
  if (/anthropic|claude/.test(text)) return 'anthropic';
  if (/openai|gpt-|\bo[134]\b|azure/.test(text)) return 'openai';
  return /google|gemini|vertex/.test(text) ? 'google' : 'unknown';
}

/** A body from what a log keeps of it: the request itself, a list of messages, or a text. */
export function bodyOf(value: unknown, more: JsonObject = {}): JsonObject | undefined {
  const parsed = typeof value === 'string' ? (parseJson(value) ?? parseList(value) ?? value) : value;
  if (Array.isArray(parsed)) return { ...more, messages: parsed };
  if (isObject(parsed)) return { ...more, ...parsed };
  return typeof parsed === 'string' && parsed !== ''
    ? { ...more, messages: [{ role: 'user', content: parsed }] }
    : undefined;
}

/** JSON in a text, or what is JSON already. */
export function unpacked(value: unknown): unknown {
  return typeof value === 'string' ? (parseJson(value) ?? parseList(value) ?? value) : value;
}

function parseList(text: string): readonly unknown[] | undefined {
  if (!text.trimStart().startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The first of the fields that is there. */
export function firstOf(value: JsonObject, ...names: readonly string[]): unknown {
  for (const name of names) if (value[name] !== undefined && value[name] !== null) return value[name];
  return undefined;
}

/** Left out when it is undefined. */
export function maybe<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: Value };
}

export function textIn(value: unknown, ...path: readonly string[]): string | undefined {
  let at: unknown = value;
  for (const step of path) at = objectOf(at)[step];
  return typeof at === 'string' && at !== '' ? at : undefined;
}
