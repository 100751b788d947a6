// Renames one variable or one function that a file keeps to itself.
import type { Lowering } from '../../../server/src/engine/languages/index.ts';
import { type NameKind, renameable, renameVariables } from './renameVariables.ts';
import type { Transformation } from './source.ts';

/** `isSeenElsewhere` tells which names other files of the project hold: in Python nothing says what is for them. */
export function renameOne(
  lowering: Lowering,
  kind: NameKind,
  isSeenElsewhere: (name: string, path: string) => boolean,
): Transformation {
  return ({ path, text, module, isPython, chance }) => {
    const names = renameable(module, text)
      .filter((one) => one.kind === kind && !(isPython && isSeenElsewhere(one.name, path)))
      .map(({ name }) => name);
    const chosen = names[chance.below(names.length)];
    if (chosen === undefined || text.includes('renamed1')) return undefined;
    return renameVariables(new Map([[path, text]]), lowering, (name) => name === chosen).documents;
  };
}
