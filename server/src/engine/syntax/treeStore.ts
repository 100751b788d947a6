// Keeps the trees of the documents parsed last, and frees those it lets go.
import type { LanguageId } from '../model/index.ts';
import type { ParseOutcome, Syntax } from './createSyntax.ts';
import type { SyntaxTree } from './syntaxTree.ts';

/** The store owns its trees: what `parse` returns is valid until the next call to the store. */
export interface TreeStore {
  /** Parses on top of the tree kept for the path, if there is one, and keeps the new tree. */
  parse(path: string, text: string, language: LanguageId): ParseOutcome;
  forget(path: string): void;
  readonly size: number;
  dispose(): void;
}

export function createTreeStore(syntax: Syntax, capacity: number): TreeStore {
  const trees = new Map<string, SyntaxTree>();
  return {
    parse(path, text, language) {
      const previous = trees.get(path);
      trees.delete(path);
      const outcome = syntax.parse(text, language, previous);
      if (outcome.kind === 'tree') trees.set(path, outcome.tree);
      for (const [oldest, tree] of trees) {
        if (trees.size <= Math.max(1, capacity)) break;
        trees.delete(oldest);
        tree.dispose();
      }
      return outcome;
    },
    forget(path) {
      trees.get(path)?.dispose();
      trees.delete(path);
    },
    get size() {
      return trees.size;
    },
    dispose() {
      for (const tree of trees.values()) tree.dispose();
      trees.clear();
    },
  };
}
