// Cells hold what can change; stores are layers over them, so that branches can run apart and be joined.

/**
 * A mutable place: a variable or a heap object. `base` is what every store sees that has not changed it: the first value of an object,
 * and the value of a module's variable once the module has been initialised.
 */
export interface Cell<T> {
  readonly kind: 'variable' | 'object';
  /** Module that is being initialised while it is made, or the path of its scope. */
  readonly owner: string;
  /** Scope of a variable: it dies with its function unless a closure holds it. */
  readonly scope: { readonly captured: boolean; readonly home: unknown } | undefined;
  base: T | undefined;
  /** Cells and layers are numbered as they are made. */
  readonly born: number;
}

let made = 0;

export function createCell<T>(kind: Cell<T>['kind'], owner: string, base?: T, scope?: Cell<T>['scope']): Cell<T> {
  return { kind, owner, scope, base, born: ++made };
}

/** Tells cells made from now on from those made before. */
export function now(): number {
  return ++made;
}

/** One layer of cell values. Reads fall through to the parents, then to the cell's base. */
export class Store {
  readonly parent: Store | undefined;
  /** Cells with a higher number were made after it. */
  readonly since = ++made;
  readonly changes = new Map<Cell<unknown>, unknown>();

  constructor(parent?: Store) {
    this.parent = parent;
  }

  get<T>(cell: Cell<T>): T | undefined {
    for (let layer: Store | undefined = this; layer; layer = layer.parent) {
      if (layer.changes.has(cell)) return layer.changes.get(cell) as T | undefined;
    }
    return cell.base;
  }

  set<T>(cell: Cell<T>, value: T | undefined): void {
    this.changes.set(cell, value);
  }

  /** What this layer and its parents up to and including `until` changed, innermost winning. Locals of the function scope `leaving` stay behind. */
  flatten(until: Store, leaving?: unknown): Map<Cell<unknown>, unknown> {
    const layers: Store[] = [];
    for (let layer: Store | undefined = this; layer; layer = layer.parent) {
      layers.push(layer);
      if (layer === until) break;
    }
    const all = new Map<Cell<unknown>, unknown>();
    for (const layer of layers.reverse()) {
      for (const [cell, value] of layer.changes) {
        if (leaving !== undefined && cell.scope?.home === leaving && !cell.scope.captured) continue;
        all.set(cell, value);
      }
    }
    return all;
  }
}
