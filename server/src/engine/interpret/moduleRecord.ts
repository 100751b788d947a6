// An initialised module of the workspace: its scope, what it exports, and what it read to get there.
import type { Module } from '../model/index.ts';
import type { AbstractValue } from './abstractValue.ts';
import type { Cell } from './cell.ts';
import type { Scope } from './scope.ts';

export interface ModuleRecord {
  readonly path: string;
  readonly module: Module;
  readonly text: string;
  readonly scope: Scope;
  /** Exported name to the cell that holds it. */
  readonly exports: Map<string, Cell<AbstractValue>>;
  /** Modules whose exports are re-exported whole. */
  readonly stars: string[];
  /** Imported packages, by root name. */
  readonly packages: string[];
  /** Its top level has been run; before that its exports are still filling. */
  ready: boolean;
}
