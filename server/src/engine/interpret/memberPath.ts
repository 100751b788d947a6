// The members that an expression walks through, by its spelling alone.
import type { Expression } from '../model/index.ts';

export interface MemberPath {
  /** What the walk starts at: neither a member nor a call. */
  readonly root: Expression;
  /** `()` marks a call; an index is left out. */
  readonly path: readonly string[];
}

export function memberPath(expression: Expression): MemberPath {
  const path: string[] = [];
  let root = expression;
  while (root.kind === 'member' || root.kind === 'call' || root.kind === 'index') {
    if (root.kind === 'index') root = root.object;
    else if (root.kind === 'member') {
      path.unshift(root.property);
      root = root.object;
    } else {
      path.unshift('()');
      root = root.callee;
    }
  }
  return { root, path };
}

/** The same with the name that the walk starts at, when it is one. */
export function spelledPath(expression: Expression): readonly string[] {
  const { root, path } = memberPath(expression);
  return root.kind === 'name' ? [root.name, ...path] : path;
}
