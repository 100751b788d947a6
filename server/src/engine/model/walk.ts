// Visits the nodes of the intermediate representation, whatever they are.
/** A statement or expression of any kind, or a part of one. */
export interface AnyNode {
  readonly kind: string;
  readonly [key: string]: unknown;
}

/** Visits every node below; a visitor that returns false keeps out of its children. */
export function walk(value: unknown, visit: (node: AnyNode) => boolean): void {
  if (Array.isArray(value)) {
    for (const one of value) walk(one, visit);
    return;
  }
  if (!value || typeof value !== 'object') return;
  const node = value as AnyNode;
  if (typeof node.kind === 'string' && !visit(node)) return;
  for (const key in node) {
    const child = node[key];
    if (child && typeof child === 'object') walk(child, visit);
  }
}
