// What the prompts of a file ask to be given, each with the places where it is used and the line that declares it.
import type { Span } from '../text/index.ts';
import type { DataEntry, Prompt, Variable } from './promptFile.ts';
import type { TemplatePiece, VariableUse } from './templates/template.ts';

export function collectVariables(
  prompts: readonly Prompt[],
  inputs: readonly DataEntry[],
): ReadonlyMap<string, Variable> {
  const uses = new Map<string, VariableUse[]>();
  const add = (all: readonly VariableUse[]) => {
    for (const use of all) {
      if (use.isLocal) continue;
      const known = uses.get(use.name);
      if (known) known.push(use);
      else uses.set(use.name, [use]);
    }
  };
  const visit = (pieces: readonly TemplatePiece[]): void => {
    for (const piece of pieces) {
      if (piece.kind === 'block') {
        for (const branch of piece.branches) {
          add(branch.uses);
          visit(branch.pieces);
        }
      } else if (piece.kind === 'variable' || piece.kind === 'tag' || piece.kind === 'include') add(piece.uses);
    }
  };
  for (const { parts } of prompts) for (const { pieces } of parts) visit(pieces);
  const declared = new Map<string, Span>(inputs.map(({ key, keySpan }) => [key, keySpan]));
  const names = [...new Set([...uses.keys(), ...declared.keys()])];
  return new Map(
    names.map((name): [string, Variable] => {
      const declaration = declared.get(name);
      return [name, { name, uses: uses.get(name) ?? [], ...(declaration ? { declaration } : {}) }];
    }),
  );
}
