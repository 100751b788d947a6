// Renames every document but the packages' own, and the import statements that name them.
import type { Lowering } from '../../../server/src/engine/languages/index.ts';
import type { Expression, Statement } from '../../../server/src/engine/model/index.ts';
import type { Edit } from '../../../server/src/engine/text/index.ts';
import { type Documents, edited, everyNode, modulesOf } from './project.ts';

const nameOf = (path: string): string => (/([^/]+)\.[a-z]+$/.exec(path)?.[1] ?? '').replace(/\.d$/, '');
const isFixed = (name: string): boolean => name === 'index' || name.startsWith('__');

export function renameFiles(documents: Documents, lowering: Lowering): Documents {
  const names = new Set([...documents.keys()].map(nameOf).filter((name) => !isFixed(name)));
  const edits = new Map<string, Edit[]>();
  for (const [path, module] of modulesOf(lowering, documents)) {
    const text = documents.get(path) ?? '';
    const list: Edit[] = [];
    everyNode(module.body, (node) => {
      const { start: begins, end, module: imported } = importIn(node) ?? {};
      if (begins === undefined || imported === undefined) return;
      const last = /[\w-]+(?=(?:\.[jt]sx?)?$)/.exec(imported)?.[0];
      if (last === undefined || !names.has(last)) return;
      const at = text.lastIndexOf(imported, end);
      const from = path.endsWith('.py') ? text.indexOf(imported, begins) : at;
      if (from < begins) return;
      const start = from + imported.lastIndexOf(last);
      if (list.some(({ span }) => span.start === start)) return;
      list.push({ span: { start, end: start + last.length }, newText: renamedName(last) });
    });
    edits.set(path, list);
  }
  const moved = new Map<string, string>();
  for (const [path, text] of edited(documents, edits)) {
    const name = nameOf(path);
    moved.set(names.has(name) ? path.replace(/[^/]+$/, (file) => file.replace(name, renamedName(name))) : path, text);
  }
  return moved;
}

/** A statement that names a module, or `import('…')`. */
function importIn(node: object): { start: number; end: number; module?: string | undefined } | undefined {
  const one = node as Statement | Expression;
  if (one.kind === 'import' || one.kind === 'export') return one;
  if (one.kind !== 'call' || one.callee.kind !== 'name' || one.callee.name !== 'import') return undefined;
  const given = one.args[0]?.value;
  const module = given?.kind === 'literal' && typeof given.value === 'string' ? given.value : undefined;
  return { start: one.start, end: one.end, module };
}

function renamedName(name: string): string {
  return `${name}Moved`;
}
