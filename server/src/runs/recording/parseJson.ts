// Parses a JSON object, or what is none, without a throw.
import { isObject, type JsonObject } from '../../engine/index.ts';

export function parseJson(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
