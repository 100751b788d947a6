// Renames the variables and functions that a document keeps to itself, by the spans of their names.
import type { Lowering } from '../../../server/src/engine/languages/index.ts';
import type { Expression, Module, Statement } from '../../../server/src/engine/model/index.ts';
import type { Edit, Span } from '../../../server/src/engine/text/index.ts';
import { type Documents, edited, everyNode, type IrNode, modulesOf } from './project.ts';

export interface Renaming {
  readonly documents: Documents;
  /** Names that were changed, over all documents. */
  readonly count: number;
}

export function renameVariables(documents: Documents, lowering: Lowering): Renaming {
  const modules = modulesOf(lowering, documents);
  const shared = sharedNames(modules.values());
  const edits = new Map<string, readonly Edit[]>();
  let count = 0;
  for (const [path, module] of modules) {
    const text = documents.get(path) ?? '';
    const names = [...ownNames(module)].filter((name) => !shared.has(name));
    const renamed = new Map(names.map((name, index) => [name, `renamed${index + 1}`] as const));
    count += renamed.size;
    edits.set(path, editsOf(module, text, renamed));
  }
  return { documents: edited(documents, edits), count };
}

/** Names that are seen from outside: imported anywhere, exported, or declared global. */
function sharedNames(modules: Iterable<Module>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const module of modules) {
    everyNode(module.body, (node) => {
      const statement = node as unknown as Statement;
      if (statement.kind === 'import')
        for (const { imported, local } of statement.bindings) names.add(imported).add(local);
      if (statement.kind === 'export')
        for (const { local, exported } of statement.bindings) names.add(local).add(exported);
      if (statement.kind === 'scope') for (const name of statement.names) names.add(name);
    });
  }
  return names;
}

/** Names bound by assignments and function declarations and never by anything that has another way in. */
function ownNames(module: Module): ReadonlySet<string> {
  const own = new Set<string>();
  const barred = new Set<string>();
  everyNode(module.body, (node) => {
    const statement = node as unknown as Statement;
    if (statement.kind === 'assign' && statement.target.kind === 'name')
      (statement.exported === true ? barred : own).add(statement.target.name);
    if (statement.kind === 'function' && 'fn' in node) {
      const { name } = statement.fn;
      if (name !== undefined) (statement.exported === true ? barred : own).add(name);
    }
    // A caller may fill in a parameter by its name, and a class is also a type.
    if (node.kind === 'function' && Array.isArray(node.params))
      everyNode(node.params, (param) => {
        if (param.kind === 'name') barred.add(String(param.name));
      });
    if (node.kind === 'class' && typeof node.name === 'string') barred.add(node.name);
    if (node.kind === 'field' && typeof node.name === 'string') barred.add(node.name);
  });
  return new Set([...own].filter((name) => !barred.has(name) && !name.startsWith('__')));
}

function editsOf(module: Module, text: string, renamed: ReadonlyMap<string, string>): readonly Edit[] {
  const edits = new Map<number, Edit>();
  const put = (span: Span, name: string, key?: string): void => {
    const to = renamed.get(name);
    // Lowering makes names up as well; only those that stand in the text are renamed.
    if (to === undefined || text.slice(span.start, span.end) !== name) return;
    const known = edits.get(span.start);
    if (known === undefined || key !== undefined)
      edits.set(span.start, { span, newText: key === undefined ? to : `${key}: ${to}` });
  };
  everyNode(module.body, (node) => {
    if (node.kind === 'name') put(spanOf(node), String(node.name));
    if (node.kind === 'field' && node.shorthand === true) {
      const value = node.value as Expression;
      if (value.kind === 'name') put(value, value.name, value.name);
    }
    if (node.kind === 'recordPattern') {
      for (const { key, target } of node.fields as readonly { key: string; target: Expression }[]) {
        const isShorthand = target.kind === 'name' && target.name === key && !/:\s*$/.test(text.slice(0, target.start));
        if (isShorthand) put(target, key, key);
      }
    }
    if (typeof node.name === 'string' && isSpan(node.nameSpan)) put(node.nameSpan, node.name);
  });
  return [...edits.values()];
}

function spanOf(node: IrNode): Span {
  return { start: Number(node.start), end: Number(node.end) };
}

function isSpan(value: unknown): value is Span {
  return typeof value === 'object' && value !== null && 'start' in value && 'end' in value;
}
