// Reads JSON of unknown shape without trusting it.

export type JsonObject = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The object as the provider renders it: in the order in which it was written, without what is no part of the prompt. */
export function renderedWithout(value: JsonObject, ...names: readonly string[]): string {
  return JSON.stringify(Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name))));
}
