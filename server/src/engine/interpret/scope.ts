// Lexical scopes: names to cells. The values live in the store, so a scope never has to be copied.
import type { AbstractValue } from './abstractValue.ts';
import { type Cell, createCell } from './cell.ts';

export type ScopeForm = 'module' | 'function' | 'block' | 'class';

export class Scope {
  readonly form: ScopeForm;
  readonly owner: string;
  readonly parent: Scope | undefined;
  /** A closure made inside may still read the variables after the function has returned. */
  captured = false;
  readonly names = new Map<string, Cell<AbstractValue>>();
  /** Names that Python declared `global` or `nonlocal` here. */
  readonly outer = new Map<string, 'global' | 'nonlocal'>();

  constructor(form: ScopeForm, owner: string, parent?: Scope) {
    this.form = form;
    this.owner = owner;
    this.parent = parent;
  }

  /** Finds the cell of a name. Class bodies are not seen from the functions inside them. */
  find(name: string): Cell<AbstractValue> | undefined {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      if (scope.form === 'class' && scope !== this) continue;
      const cell = scope.names.get(name);
      if (cell) return cell;
    }
    return undefined;
  }

  declare(name: string): Cell<AbstractValue> {
    let cell = this.names.get(name);
    if (!cell) {
      cell = createCell<AbstractValue>('variable', this.owner, undefined, this);
      this.names.set(name, cell);
    }
    return cell;
  }

  /** Nearest function or module scope: where `var` and Python assignments bind. */
  get home(): Scope {
    let scope: Scope = this;
    while (scope.form === 'block' && scope.parent) scope = scope.parent;
    return scope;
  }

  capture(): void {
    for (let scope: Scope | undefined = this; scope && !scope.captured; scope = scope.parent) scope.captured = true;
  }

  get module(): Scope {
    let scope: Scope = this;
    while (scope.parent) scope = scope.parent;
    return scope;
  }
}
