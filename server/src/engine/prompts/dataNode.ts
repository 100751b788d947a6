// Looks things up in YAML and JSON as they are written.
import type { DataEntry, DataNode } from './promptFile.ts';

export type Scalar = DataNode & { readonly kind: 'scalar' };

export function entryOf(node: DataNode | undefined, ...keys: readonly string[]): DataEntry | undefined {
  if (node?.kind !== 'record') return undefined;
  return node.entries.find(({ key }) => keys.includes(key));
}

/** Value of the first of the keys that is there. */
export function nodeAt(node: DataNode | undefined, ...keys: readonly string[]): DataNode | undefined {
  return entryOf(node, ...keys)?.value;
}

export function itemsOf(node: DataNode | undefined): readonly DataNode[] {
  return node?.kind === 'list' ? node.items : [];
}

/** A text, as a scalar. */
export function textNode(node: DataNode | undefined): (Scalar & { readonly value: string }) | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? { ...node, value: node.value } : undefined;
}

export function stringOf(node: DataNode | undefined): string | undefined {
  return textNode(node)?.value;
}
