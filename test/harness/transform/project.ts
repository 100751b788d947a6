// A project that tests transform: its documents, how they are lowered, and a walk over what lowering gives.
import { createLowering, type Lowering, languageOf } from '../../../server/src/engine/languages/index.ts';
import type { Module } from '../../../server/src/engine/model/index.ts';
import { applyEdits, type Edit } from '../../../server/src/engine/text/index.ts';
import { sharedSyntax } from '../parser.ts';

/** Texts by absolute path. */
export type Documents = ReadonlyMap<string, string>;

/** A node of the intermediate representation, or a part of one. */
export type IrNode = Readonly<Record<string, unknown>>;

let shared: Promise<Lowering> | undefined;

export function sharedLowering(): Promise<Lowering> {
  shared ??= sharedSyntax().then((syntax) => createLowering(syntax));
  return shared;
}

export function modulesOf(lowering: Lowering, documents: Documents): ReadonlyMap<string, Module> {
  const modules = new Map<string, Module>();
  for (const [path, text] of documents) {
    const language = languageOf(path);
    if (language !== undefined) modules.set(path, lowering.lower({ path, text, language }));
  }
  return modules;
}

/** Every object below `root`, parents first. */
export function everyNode(root: unknown, visit: (node: IrNode) => void): void {
  if (Array.isArray(root)) {
    for (const one of root) everyNode(one, visit);
    return;
  }
  if (typeof root !== 'object' || root === null) return;
  visit(root as IrNode);
  for (const child of Object.values(root)) everyNode(child, visit);
}

/** Throws when edits overlap: a transformation that does so is wrong. */
export function edited(documents: Documents, edits: ReadonlyMap<string, readonly Edit[]>): Documents {
  const result = new Map(documents);
  for (const [path, list] of edits) {
    const text = applyEdits(documents.get(path) ?? '', list);
    if (text === undefined) throw new Error(`the edits of ${path} overlap`);
    result.set(path, text);
  }
  return result;
}
