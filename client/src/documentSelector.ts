// The documents that Hitrate reads: source files of its languages that a user edits, prompt files, and its config files.
import { configFileName } from '../../server/src/protocol/index.ts';

/** Kept equal to the activation events of the manifest by a test. */
export const sourceLanguages = ['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'python'] as const;

/** Files, new documents and those of virtual workspaces: the old side of a comparison would list its findings a second time. */
export const sourceSchemes = ['file', 'untitled', 'vscode-vfs'] as const;

export const sourceSelector = sourceLanguages.flatMap((language) =>
  sourceSchemes.map((scheme) => ({ language, scheme })),
);

/** Languages of prompt files whose extensions wake Hitrate up: its own, and those that others give to the same files. */
export const promptLanguages = [
  'prompty',
  'dotprompt',
  'jinja',
  'jinja-md',
  'jinja-html',
  'liquid',
  'mustache',
  'handlebars',
  'prompt',
  'chatagent',
  'instructions',
] as const;

/** By name, because the language of a template depends on which other extensions are installed. */
export const promptPatterns = [
  '**/*.{prompty,prompt,j2,jinja,jinja2,hbs,handlebars,mustache,liquid}',
  '**/*.{md,mdx,txt,yaml,yml,json,jsonc,jsonl}',
] as const;

export const promptSelector = promptPatterns.flatMap((pattern) => sourceSchemes.map((scheme) => ({ pattern, scheme })));

/** Cells of notebooks, which the server joins to a program. */
export const notebookSelector = [{ notebook: 'jupyter-notebook', language: 'python' }];

export const configSelector = { pattern: `**/${configFileName}` };
