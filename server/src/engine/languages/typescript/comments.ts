// Collects comments without their marks, and finds the one that documents a declaration.
import type { Comment } from '../../model/index.ts';
import type { RawNode } from '../../syntax/index.ts';
import { type LowerSource, textOf } from '../lowering.ts';

/** Every comment below the node, in source order. */
export function collectComments(node: RawNode, source: LowerSource): readonly Comment[] {
  const found: Comment[] = [];
  const visit = (at: RawNode): void => {
    if (at.type === 'comment') found.push({ start: at.start, end: at.end, text: stripMarks(textOf(at, source)) });
    else for (const child of at.children) visit(child);
  };
  visit(node);
  return found;
}

/** Text of a JSDoc comment; undefined for any other node. */
export function docOf(node: RawNode, source: LowerSource): string | undefined {
  if (node.type !== 'comment') return undefined;
  const written = textOf(node, source);
  return written.startsWith('/**') ? stripMarks(written) : undefined;
}

function stripMarks(written: string): string {
  if (written.startsWith('//')) return written.replace(/^\/\/+/, '').trim();
  return written
    .replace(/^\/\*+/, '')
    .replace(/\*+\/$/, '')
    .split(/\r?\n/)
    .map((line, index) => (index === 0 ? line : line.replace(/^\s*\*+ ?/, '')).trimEnd())
    .join('\n')
    .trim();
}
