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

/** What a name stands for; a name with both kinds counts as a function. */
export type NameKind = 'variable' | 'function';

/** Renames what `isChosen`; without it, everything that can be renamed. */
export function renameVariables(
  documents: Documents,
  lowering: Lowering,
  isChosen: (name: string) => boolean = () => true,
): Renaming {
  const modules = modulesOf(lowering, documents);
  const shared = sharedNames(modules.values());
  const edits = new Map<string, readonly Edit[]>();
  let count = 0;
  for (const [path, module] of modules) {
    const text = documents.get(path) ?? '';
    const names = renameable(module, text).flatMap(({ name }) => (shared.has(name) || !isChosen(name) ? [] : name));
    const renamed = new Map(names.map((name, index) => [name, `renamed${index + 1}`] as const));
    count += renamed.size;
    edits.set(path, editsOf(module, text, renamed));
  }
  return { documents: edited(documents, edits), count };
}

/** Names that a document keeps to itself, when each place that holds them is understood. */
export function renameable(
  module: Module,
  text: string,
): readonly { readonly name: string; readonly kind: NameKind }[] {
  const shared = sharedNames([module]);
  return [...ownNames(module)].flatMap(([name, kind]) =>
    !shared.has(name) && isUnderstood(module, text, name) ? { name, kind } : [],
  );
}

/** Each place with the name is a use of the variable, the name of a property, or in a comment: none is in a text or a type. */
function isUnderstood(module: Module, text: string, name: string): boolean {
  const known = new Set(editsOf(module, text, new Map([[name, '']])).map(({ span }) => span.start));
  everyNode(module.body, (node) => {
    if (node.kind === 'field' && isSpan(node.keySpan) && node.shorthand !== true) known.add(node.keySpan.start);
  });
  const pattern = new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`, 'g');
  return [...text.matchAll(pattern)].every(
    ({ index }) =>
      known.has(index) ||
      /(?<!\.)\.\s*$/.test(text.slice(Math.max(0, index - 40), index)) ||
      module.comments.some(({ start, end }) => start <= index && index < end),
  );
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
function ownNames(module: Module): ReadonlyMap<string, NameKind> {
  const own = new Map<string, NameKind>();
  const barred = new Set<string>();
  everyNode(module.body, (node) => {
    const statement = node as unknown as Statement;
    if (statement.kind === 'assign' && statement.target.kind === 'name') {
      const { name } = statement.target;
      if (statement.exported === true) barred.add(name);
      else if (!own.has(name)) own.set(name, 'variable');
    }
    if (statement.kind === 'function' && 'fn' in node) {
      const { name, decorators } = statement.fn;
      // A decorator can read the name.
      if (name !== undefined && (statement.exported === true || decorators.length > 0)) barred.add(name);
      else if (name !== undefined) own.set(name, 'function');
    }
    // A caller may fill in a parameter by its name, and a class is also a type.
    if (node.kind === 'function' && Array.isArray(node.params))
      everyNode(node.params, (param) => {
        if (param.kind === 'name') barred.add(String(param.name));
      });
    if (node.kind === 'class' && typeof node.name === 'string') barred.add(node.name);
    if (Array.isArray(node.members))
      for (const { name } of node.members as readonly { name: string }[]) barred.add(name);
    if (node.kind === 'field' && typeof node.key === 'string' && (node.value as IrNode).kind === 'function')
      barred.add(node.key);
  });
  return new Map([...own].filter(([name]) => !barred.has(name) && !name.startsWith('__')));
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
