// Finds results of failed tool calls that do not say that they are errors.
import { type AnyNode, type RecordEntry, type TryStatement, type UnmarkedError, walk } from '../model/index.ts';
import { type Code, placeOfNode } from './code.ts';

/** Results for Claude that are made where an error is caught: other APIs have no mark for it. */
export function unmarkedErrors(code: Code): readonly UnmarkedError[] {
  const found: UnmarkedError[] = [];
  const visit = (part: unknown): void =>
    walk(part, (node) => {
      if (node.kind !== 'record' || !isUnmarked(node)) return true;
      const place = placeOfNode(code, node);
      if (!found.some((one) => one.place.start === place.start)) found.push({ place });
      return true;
    });
  walk(code.module.body, (node) => {
    if (node.kind !== 'try') return true;
    // The mark may be set on the record afterwards.
    for (const { span, body } of node.handlers as TryStatement['handlers'])
      if (!code.text.slice(span.start, span.end).includes('is_error')) visit(body);
    return true;
  });
  return found;
}

/** `{ type: 'tool_result', tool_use_id: …, content: … }`, as it is written and whole. */
function isUnmarked(node: AnyNode): boolean {
  const entries = node.entries as readonly RecordEntry[];
  const keys = new Set(entries.flatMap((entry) => (entry.kind === 'field' ? [entry.key] : [])));
  if (entries.some(({ kind }) => kind !== 'field') || keys.has('is_error')) return false;
  const isResult = entries.some(
    (entry) =>
      entry.kind === 'field' &&
      entry.key === 'type' &&
      entry.value.kind === 'literal' &&
      entry.value.value === 'tool_result',
  );
  return isResult && keys.has('tool_use_id');
}
