// Tells a file's language by its name.
import type { LanguageId } from '../model/index.ts';

const extensions: Readonly<Record<string, LanguageId>> = {
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'typescriptreact',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascriptreact',
  py: 'python',
  // A notebook is read as the program of its cells.
  ipynb: 'python',
};

/** Undefined for files that the engine does not lower; declaration files and stubs hold no code that runs. */
export function languageOf(path: string): LanguageId | undefined {
  if (/\.d\.[cm]?ts$/i.test(path)) return undefined;
  const extension = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase();
  return extension !== undefined && Object.hasOwn(extensions, extension) ? extensions[extension] : undefined;
}
