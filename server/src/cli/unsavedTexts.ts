// The value of `--unsaved`: texts of files as an editor has them, which go before those on disk.
import { resolve } from 'node:path';
import { slashPath } from '../host/index.ts';
import { unsavedTextsSchema } from '../protocol/index.ts';
import { readJsonFile } from './jsonFile.ts';

/** By absolute path. */
export function unsavedTexts(path: string | undefined, cwd: string): ReadonlyMap<string, string> {
  if (path === undefined) return new Map();
  const texts = readJsonFile(resolve(cwd, path), path, unsavedTextsSchema);
  return new Map(Object.entries(texts).map(([file, text]) => [slashPath(resolve(cwd, file)), text]));
}
