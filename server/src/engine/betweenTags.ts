// Tells whether a place lies between JSX tags, where the text is content and only `{/* … */}` is a comment.
import type { Module } from './model/index.ts';
import type { Span } from './text/index.ts';

interface Node extends Span {
  readonly kind: string;
}

export function betweenTags(
  text: string,
  { body, comments }: Pick<Module, 'body' | 'comments'>,
  offset: number,
): boolean {
  // Walking is not worth it where no tag is closed.
  if (!/<\/|\/>/.test(text)) return false;
  const path: Node[] = [];
  innermost(body, offset, path);
  const element = path.at(-1);
  if (element === undefined || !isElement(element)) return false;
  const skipped = new Map([...childrenOf(element), ...comments].map(({ start, end }) => [start, end]));
  let inTag = true;
  let braces = 0;
  let quote = '';
  for (let at = element.start; at < offset; at++) {
    const end = skipped.get(at);
    if (end !== undefined && at > element.start && end <= offset) {
      at = end - 1;
      continue;
    }
    const sign = text[at];
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === '{') braces++;
    else if (sign === '}') braces--;
    else if (braces > 0) continue;
    else if (!inTag) inTag = sign === '<';
    else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '>') inTag = false;
  }
  return !inTag && braces === 0;
}

/** Appends the nodes that hold the offset, outermost first. */
function innermost(node: unknown, offset: number, path: Node[]): void {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node) && hasSpan(node)) {
    if (offset < node.start || offset >= node.end) return;
    if (isNode(node)) path.push(node);
  }
  for (const key in node) innermost(node[key as keyof typeof node], offset, path);
}

function hasSpan(node: object): node is Span {
  return 'start' in node && 'end' in node && typeof node.start === 'number' && typeof node.end === 'number';
}

function isNode(node: Span): node is Node {
  return 'kind' in node && typeof node.kind === 'string';
}

function isElement(node: Node): boolean {
  return node.kind === 'unknown' && 'why' in node && node.why === 'jsx';
}

function childrenOf(node: Node): readonly Span[] {
  return 'children' in node && Array.isArray(node.children) ? (node.children as readonly Span[]) : [];
}
