// Which grammar reads which language.
import type { LanguageId } from '../model/index.ts';

/** The grammars that the host provides. */
export type GrammarId = 'typescript' | 'tsx' | 'javascript' | 'python';

/**
 * JavaScript has its own grammar: under the TypeScript ones `a < b > (c)` would read as a generic call. It reads JSX too.
 */
export function grammarOf(language: LanguageId): GrammarId {
  switch (language) {
    case 'typescript':
      return 'typescript';
    case 'typescriptreact':
      return 'tsx';
    case 'javascript':
    case 'javascriptreact':
      return 'javascript';
    case 'python':
      return 'python';
  }
}
