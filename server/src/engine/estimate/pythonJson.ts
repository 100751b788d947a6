// JSON as Python's `json.dumps` writes it, the form in which Claude's tool definitions are counted.
import type { JsonValue } from './countableRequest.ts';

/** `, ` and `: ` as separators, keys in their own order, non-ASCII kept. */
export function pythonJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}: ${pythonJson(item)}`).join(', ')}}`;
}
