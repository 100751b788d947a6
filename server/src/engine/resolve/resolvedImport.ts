// What an import can turn out to be, and what resolving one reads through.
import type { ParseMemo } from './parseMemo.ts';

/**
 * Reads a file of the workspace, or undefined when there is none. A path that ends in a slash names a folder: its text is the names in
 * it, one a line, those of folders with a slash at the end.
 */
export type ReadFile = (path: string) => string | undefined;

export type ResolvedImport =
  | { readonly kind: 'module'; readonly path: string }
  | { readonly kind: 'data'; readonly path: string }
  | { readonly kind: 'package'; readonly name: string; readonly path: readonly string[] }
  | { readonly kind: 'missing' };

/** How manifests and configs are read. */
export interface Reading {
  readonly read: ReadFile;
  /** Folders that nothing above is looked at. */
  readonly roots: readonly string[];
  readonly memo: ParseMemo;
}

/** Where imports are looked up. */
export interface Lookup extends Reading {
  /** Modules of a model's SDK: they stay packages even in the repository that they are written in. */
  readonly isSdk: (specifier: string) => boolean;
}
