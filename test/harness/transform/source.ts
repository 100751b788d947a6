// One file of a project as the transformations of single files see it, and what such a transformation is.
import type { AnalyzedCall, Module } from '../../../server/src/engine/index.ts';
import type { Chance } from '../../fuzz/chance.ts';
import type { Documents } from './project.ts';

export interface Source {
  readonly path: string;
  readonly text: string;
  readonly module: Module;
  /** Model calls that are written in this file. */
  readonly calls: readonly AnalyzedCall[];
  readonly isPython: boolean;
  /** It lies in a folder with an `__init__.py`. */
  readonly isInPackage: boolean;
  readonly chance: Chance;
}

/** Gives the documents that changed or were added; undefined where nothing in the file can be written another way. */
export type Transformation = (source: Source) => Documents | undefined;
