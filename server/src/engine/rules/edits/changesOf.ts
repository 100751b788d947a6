// Collects edits of several documents into one fix.
import type { Applicability, DocumentEdits, Fix, RequestAspect } from '../../model/index.ts';
import type { Edit } from '../../text/index.ts';

export interface PathEdits {
  readonly path: string;
  readonly edits: readonly Edit[];
}

/** One fix from edits; documents that appear twice are merged, in offset order. */
export function fixOf(
  title: string,
  applicability: Applicability,
  alters: readonly RequestAspect[],
  parts: readonly PathEdits[],
): Fix {
  const byPath = new Map<string, Edit[]>();
  for (const { path, edits } of parts) byPath.set(path, [...(byPath.get(path) ?? []), ...edits]);
  const changes: DocumentEdits[] = [...byPath].map(([path, edits]) => ({
    path,
    edits: edits.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end),
  }));
  return { title, applicability, alters, changes };
}
