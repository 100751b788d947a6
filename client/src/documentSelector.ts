// The documents that Hitrate reads: source files of its languages that a user edits, and its config files.
import { configFileName } from '../../server/src/protocol/index.ts';

/** Kept equal to the activation events of the manifest by a test. */
export const sourceLanguages = ['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'python'] as const;

/** Files, new documents and those of virtual workspaces: the old side of a comparison would list its findings a second time. */
export const sourceSchemes = ['file', 'untitled', 'vscode-vfs'] as const;

export const sourceSelector = sourceLanguages.flatMap((language) =>
  sourceSchemes.map((scheme) => ({ language, scheme })),
);

/** Cells of notebooks, which the server joins to a program. */
export const notebookSelector = [{ notebook: 'jupyter-notebook', language: 'python' }];

export const configSelector = { pattern: `**/${configFileName}` };
