// Reads and writes JSON files that people name on the command line; whatever is wrong with one is an error of usage.
import { readFileSync, writeFileSync } from 'node:fs';
import { UsageError } from './usageError.ts';

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Of zod, as far as it is needed here. */
export interface JsonSchema<Content> {
  readonly safeParse: (
    value: unknown,
  ) =>
    | { readonly success: true; readonly data: Content }
    | { readonly success: false; readonly error: { readonly issues: readonly Issue[] } };
}

export interface JsonFileWords {
  /** Where there is no such file. */
  readonly absent?: string;
  /** `script of replies`: where its content is another. */
  readonly kind?: string;
}

/** `shown` is the path as the user knows it. */
export function readJsonFile<Content>(
  path: string,
  shown: string,
  schema: JsonSchema<Content>,
  { absent, kind }: JsonFileWords = {},
): Content {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new UsageError(isAbsent && absent !== undefined ? absent : `${shown} cannot be read: ${messageOf(error)}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UsageError(`${shown} cannot be read: it is no JSON: ${messageOf(error)}`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.map(String).join('.') || 'the whole of it';
  const what = kind === undefined ? shown : `${shown} is no ${kind}`;
  throw new UsageError(`${what}: ${where}: ${issue?.message ?? 'not what is expected'}.`);
}

export function writeTextFile(path: string, shown: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(`${shown} cannot be written: ${messageOf(error)}`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
