// Tells the source of an SDK, in the repository that it is written in, from a folder that only has the SDK's common name.
import type { ReadFile } from './resolvedImport.ts';

/** What the package itself gives out; together nobody else's package of that name does. */
const exported: ReadonlyMap<string, readonly string[]> = new Map([
  ['agents', ['Agent', 'Runner', 'function_tool']],
  ['swarm', ['Swarm', 'Agent']],
]);

/** The name is an SDK's, and many others' too: what lies in the folder decides. */
export function isCommonName(name: string): boolean {
  return exported.has(name);
}

export function isSdkSource(read: ReadFile, folder: string, name: string): boolean {
  const names = exported.get(name);
  const text = names && read(`${folder}/${name}/__init__.py`);
  return text !== undefined && (names ?? []).every((one) => new RegExp(`\\b${one}\\b`).test(text));
}
