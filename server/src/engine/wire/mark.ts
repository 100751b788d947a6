// Reads `cache_control`.
import type { WireMark } from '../simulator/index.ts';
import { isObject, type JsonObject } from './json.ts';

export function markOf(mark: JsonObject): WireMark {
  return mark.ttl === '1h' || mark.ttl === '5m' ? { ttl: mark.ttl } : {};
}

export function isMark(mark: unknown): boolean {
  return isObject(mark) && mark.type === 'ephemeral' && [undefined, null, '5m', '1h'].includes(mark.ttl as string);
}
