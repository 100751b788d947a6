// Hides from the grammar what it cannot read yet, without moving anything.
import type { GrammarId } from './grammar.ts';

/**
 * The TypeScript grammars fail on import types (`typeof import('m')`, `import('m').T`) and on `export type *`. They say nothing
 * about what runs, so they are overwritten, unit for unit: the first kind by a name, the second by blanks. Inside strings and
 * comments that is harmless, as lowering takes text from the document and not from here. A dynamic import yields a
 * promise, so a property that promises lack tells `import('m').T` from it.
 */
export function maskText(text: string, grammar: GrammarId): string {
  if (grammar !== 'typescript' && grammar !== 'tsx') return text;
  let masked = text;
  if (text.includes('import(')) {
    masked = masked
      .replace(/\btypeof\s+import\(\s*(['"])[^'"\n]*\1\s*\)/g, (found) => `typeof ${'_'.repeat(found.length - 7)}`)
      .replace(/\bimport\(\s*(['"])[^'"\n]*\1\s*\)(?=\s*\.\s*(?!then\b|catch\b|finally\b)[\w$])/g, (found) =>
        '_'.repeat(found.length),
      );
  }
  if (text.includes('export type *')) {
    masked = masked.replace(/\bexport type \*[^;\n'"]*(['"])[^'"\n]*\1/g, (found) => ' '.repeat(found.length));
  }
  return masked;
}
