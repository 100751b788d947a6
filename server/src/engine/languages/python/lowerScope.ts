// Where in a Python file the lowering stands: what its statements bind and which function its yields belong to.
import type { LowerSource } from '../lowering.ts';

/** Passed down the tree; a new one for each function and class body. */
export interface LowerScope {
  readonly source: LowerSource;
  /** Whose names a plain assignment binds. Blocks of `if`, `for`, `try` do not change it, as in Python. */
  readonly place: 'module' | 'class' | 'function';
  /** Inside `if TYPE_CHECKING:`, where imports bind types only. */
  readonly typesOnly: boolean;
  /** Shared by all blocks of one function; set when a `yield` is met, which makes that function a generator. */
  readonly owner: { yields: boolean };
}

export function innerScope(scope: LowerScope, place: LowerScope['place']): LowerScope {
  return { source: scope.source, place, typesOnly: false, owner: { yields: false } };
}

/** Every name that a module binds can be imported from it. */
export function exportMark(scope: LowerScope): { readonly exported?: true } {
  return scope.place === 'module' ? { exported: true } : {};
}
