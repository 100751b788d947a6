// Finds the workspace module that an import names; anything not found there belongs to a package.
import type { LanguageId } from '../model/index.ts';
import type { Lookup, ResolvedImport } from './resolvedImport.ts';
import { resolvePython } from './resolvePython.ts';
import { resolveScript } from './resolveScript.ts';

/** `from` is the path of the file that holds the import. */
export function resolveImport(lookup: Lookup, from: string, specifier: string, language: LanguageId): ResolvedImport {
  return language === 'python' ? resolvePython(lookup, from, specifier) : resolveScript(lookup, from, specifier);
}
