// Finds the workspace modules that a text imports without parsing it.
import type { Lookup } from './resolvedImport.ts';
import { resolveImport } from './resolveImport.ts';

const scriptImport = /(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*['"]([^'"\n]+)['"]/g;
/** Names of an import run over several lines only inside parentheses. */
const pythonImport =
  /^[ \t]*(?:from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]+(?:\(([^)]*)\)|([^\r\n#;(]*))|import[ \t]+([\w.]+(?:[ \t]*,[ \t]*[\w.]+)*))/gm;

export function workspaceImports(lookup: Lookup, path: string, text: string): readonly string[] {
  const found = new Set<string>();
  const isPython = path.endsWith('.py');
  const add = (specifier: string): void => {
    const resolved = resolveImport(lookup, path, specifier, isPython ? 'python' : 'typescript');
    if (resolved.kind === 'module') found.add(resolved.path);
  };
  if (!isPython) {
    for (const match of text.matchAll(scriptImport)) if (match[1] !== undefined) add(match[1]);
    return [...found];
  }
  for (const [, module, inside, names = inside, plain] of text.matchAll(pythonImport)) {
    for (const one of plain?.split(',') ?? []) add(one.trim());
    if (module === undefined) continue;
    add(module);
    // An imported name may be a module itself.
    for (const name of (names ?? '').split(/[\s,]+/))
      if (name) add(module.endsWith('.') ? `${module}${name}` : `${module}.${name}`);
  }
  return [...found];
}
