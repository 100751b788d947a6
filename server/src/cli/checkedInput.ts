// What `hitrate check` looks at: named files and folders, or the standard input in the place of a file.
import { resolve } from 'node:path';
import { type EngineBasics, languageOf } from '../engine/index.ts';
import { slashPath } from '../host/index.ts';
import { type CheckedProject, checkedProject } from './checkedProject.ts';
import type { CheckOptions } from './checkOptions.ts';
import { UsageError } from './usageError.ts';

export interface InputText {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

export function inputText(given: string, cwd: string, read: () => string = () => ''): InputText {
  const path = slashPath(resolve(cwd, given));
  if (languageOf(path) === undefined) {
    throw new UsageError(`--stdin-path ${given} names no file that Hitrate reads: its ending says the language.`);
  }
  return { path, text: read().replace(/^\uFEFF/, '') };
}

/** The file of the standard input need not exist: its name says the language, and where its imports and its config are. */
export function checkedInput(
  { paths, config, tests }: Pick<CheckOptions, 'paths' | 'config' | 'tests'>,
  cwd: string,
  basics: EngineBasics,
  input: InputText | undefined,
): CheckedProject {
  if (input === undefined) return checkedProject(cwd, paths, basics, config, tests);
  const project = checkedProject(cwd, [], basics, config, tests);
  return { ...project, found: { files: [{ path: input.path, named: true }], notes: [] } };
}
