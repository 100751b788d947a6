// Tells by its name whether a file can be analysed: source code, or a file that can be a prompt by itself.
import { languageOf } from './languages/index.ts';
import { promptFormatOf } from './prompts/index.ts';

/** Markdown and text are read where code loads them; by themselves they are prose. */
export function isAnalysable(path: string): boolean {
  if (languageOf(path) !== undefined) return true;
  const named = promptFormatOf(path);
  return named !== undefined && (named.isSure || named.format !== 'text');
}
