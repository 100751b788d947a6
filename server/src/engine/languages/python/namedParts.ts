// The meaningful children of a node: neither tokens nor what may stand between any two of them.
import type { RawNode } from '../../syntax/index.ts';

export function namedParts(node: RawNode): readonly RawNode[] {
  return node.children.filter(isNamedPart);
}

export function isNamedPart(node: RawNode): boolean {
  return node.named && node.type !== 'comment' && node.type !== 'line_continuation';
}
