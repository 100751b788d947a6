// Renames every document but the packages' own, and the import statements that name them.
import type { Lowering } from '../../../server/src/engine/languages/index.ts';
import type { Statement } from '../../../server/src/engine/model/index.ts';
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
      const statement = node as unknown as Statement;
      if ((statement.kind !== 'import' && statement.kind !== 'export') || statement.module === undefined) return;
      const last = /[\w-]+(?=(?:\.[jt]sx?)?$)/.exec(statement.module)?.[0];
      if (last === undefined || !names.has(last)) return;
      const at = text.lastIndexOf(statement.module, statement.end);
      const from = path.endsWith('.py') ? text.indexOf(statement.module, statement.start) : at;
      if (from < statement.start) return;
      const start = from + statement.module.lastIndexOf(last);
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

function renamedName(name: string): string {
  return `${name}Moved`;
}
