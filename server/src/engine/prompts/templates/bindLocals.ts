// Marks the names that a template binds itself, so that only what it asks for from outside is left.
import type { Branch, TemplatePiece, VariableUse } from './template.ts';

/** Blocks whose names end with them; what other tags bind holds for the rest of the template. */
const scoped = new Set(['for', 'tablerow', 'macro', 'call', 'with', 'each', 'let']);

export function bindLocals(pieces: readonly TemplatePiece[]): readonly TemplatePiece[] {
  return bind(pieces, new Set());
}

function bind(pieces: readonly TemplatePiece[], bound: Set<string>): readonly TemplatePiece[] {
  return pieces.map((piece): TemplatePiece => {
    switch (piece.kind) {
      case 'variable':
      case 'include':
        return { ...piece, uses: local(piece.uses, bound) };
      case 'tag': {
        const uses = local(piece.uses, bound);
        for (const { name } of piece.binds) bound.add(name);
        return { ...piece, uses };
      }
      case 'block':
        return { ...piece, branches: piece.branches.map((branch) => bindBranch(piece.tag, branch, bound)) };
      default:
        return piece;
    }
  });
}

function bindBranch(tag: string, branch: Branch, bound: Set<string>): Branch {
  const inner = scoped.has(tag) ? new Set(bound) : bound;
  for (const { name } of branch.binds) inner.add(name);
  // The name of a macro outlives it, its parameters do not.
  if (tag === 'macro' && branch.binds[0]) bound.add(branch.binds[0].name);
  return { ...branch, uses: local(branch.uses, bound), pieces: bind(branch.pieces, inner) };
}

function local(uses: readonly VariableUse[], bound: ReadonlySet<string>): readonly VariableUse[] {
  return uses.map((use) => (use.isLocal || !bound.has(use.name) ? use : { ...use, isLocal: true }));
}
