// Imports a module of Python's standard library where a document does not do so yet.
import type { Documents } from '../rule.ts';
import type { PathEdits } from './changesOf.ts';
import { lineEnding } from './documentStyle.ts';

/** `asyncio` and the like, under its own name. No edits where it is imported, undefined where the name means something else. */
export function addImport(documents: Documents, path: string, name: string): PathEdits | undefined {
  const text = documents.text(path);
  const module = documents.moduleOf(path);
  if (text === undefined || module === undefined) return undefined;
  const imports = module.body.flatMap((statement) => (statement.kind === 'import' ? [statement] : []));
  const binding = imports.flatMap(({ module: from, bindings }) =>
    bindings.flatMap(({ imported, local }) => (local === name ? [{ from, imported }] : [])),
  )[0];
  if (binding !== undefined) return binding.from === name && binding.imported === '*' ? { path, edits: [] } : undefined;
  // Behind the imports of the future, which must be the first.
  const first = imports.find(({ module: from }) => from !== '__future__');
  const future = imports.findLast(({ module: from }) => from === '__future__');
  const eol = lineEnding(text);
  if (first !== undefined) {
    const at = first.start;
    return { path, edits: [{ span: { start: at, end: at }, newText: `import ${name}${eol}` }] };
  }
  const at = lineBehind(text, future?.end ?? docstringEnd(text));
  return {
    path,
    edits: [{ span: { start: at, end: at }, newText: `${at === 0 ? '' : eol}import ${name}${eol}${eol}` }],
  };
}

function docstringEnd(text: string): number {
  return /^(?:#[^\n]*\n|\s)*(?:[rR]?("""|''')[\s\S]*?\1)?/.exec(text)?.[0].trimEnd().length ?? 0;
}

function lineBehind(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return at === 0 ? 0 : end < 0 ? text.length : end + 1;
}
