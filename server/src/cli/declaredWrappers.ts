// Which wrappers of model calls the config of each file tells of: they decide what is worth analysing.
import type { DeclaredWrapper } from '../engine/index.ts';
import { declarationsOf, type ProjectConfig } from '../host/index.ts';
import type { Settings } from '../protocol/index.ts';

export interface DeclaredWrappers {
  readonly of: (path: string) => readonly DeclaredWrapper[];
  /** Equal for the same paths exactly when the wrappers of each are. */
  readonly fingerprint: (paths: readonly string[]) => string;
}

/** A config wins over `settings`. */
export function createDeclaredWrappers(
  configOf: (path: string) => ProjectConfig | undefined,
  settings: Settings,
): DeclaredWrappers {
  const own = declarationsOf(settings, undefined)?.wrappers ?? [];
  const known = new Map<ProjectConfig, readonly DeclaredWrapper[]>();

  function of(path: string): readonly DeclaredWrapper[] {
    const project = configOf(path);
    if (project === undefined) return own;
    const wrappers = known.get(project) ?? declarationsOf(settings, project)?.wrappers ?? own;
    known.set(project, wrappers);
    return wrappers;
  }

  return {
    of,
    fingerprint(paths) {
      const runs: { readonly wrappers: readonly DeclaredWrapper[]; length: number }[] = [];
      for (const path of paths) {
        const wrappers = of(path);
        const last = runs.at(-1);
        if (last?.wrappers === wrappers) last.length++;
        else runs.push({ wrappers, length: 1 });
      }
      return JSON.stringify(runs);
    },
  };
}
