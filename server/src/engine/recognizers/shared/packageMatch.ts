// Compares package names as imports spell them: exact roots, with their submodules.

/** True for `anthropic`, `anthropic.types` and `anthropic/helpers` when `anthropic` is listed, never for `anthropic-extras`. */
export function packageMatch(name: string | undefined, roots: readonly string[]): boolean {
  if (name === undefined) return false;
  return roots.some((root) => name === root || name.startsWith(`${root}.`) || name.startsWith(`${root}/`));
}
