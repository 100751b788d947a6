// The value of `--unsaved`: texts of files as an editor has them, which go before those on disk.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { slashPath } from '../host/index.ts';
import { unsavedTextsSchema } from '../protocol/index.ts';
import { UsageError } from './usageError.ts';

/** By absolute path. */
export function unsavedTexts(path: string | undefined, cwd: string): ReadonlyMap<string, string> {
  if (path === undefined) return new Map();
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(resolve(cwd, path), 'utf8'));
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = unsavedTextsSchema.safeParse(value);
  if (!parsed.success) throw new UsageError(`${path} holds no texts: an object of texts by path is expected.`);
  return new Map(Object.entries(parsed.data).map(([file, text]) => [slashPath(resolve(cwd, file)), text]));
}
