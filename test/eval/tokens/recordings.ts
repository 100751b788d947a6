// Reads recorded requests with what the services billed for them, and leaves out those whose texts were replaced.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Json = { readonly [key: string]: unknown };

/** One recorded request with what it was billed for. */
export interface Recording {
  readonly id: string;
  readonly repo: string;
  /** File of the recording. */
  readonly path: string;
  readonly endpoint: string;
  readonly model: string;
  readonly usage: Json;
  readonly request: Json;
}

export function readRecordings<Row = Recording>(folder: string, name: string): readonly Row[] {
  const path = join(folder, name);
  if (!existsSync(path)) return [];
  return (
    readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      // Placeholders instead of texts, or billed for more than one pass.
      .filter((line) => !/<[A-Z_]{12,}>|"context_management"/.test(line))
      .map((line) => JSON.parse(line) as Row)
  );
}

/** Most tokens that a provider adds to any request of the recordings besides its texts. */
const mostStructure = 900;
const mostPerMessage = 60;

/** Text cannot have more tokens than bytes: such a recording was edited after it was billed. */
export function isEdited(request: Json, billed: number): boolean {
  const messages = Array.isArray(request.messages) ? request.messages.length : 1;
  return billed > Buffer.byteLength(JSON.stringify(request)) + mostStructure + mostPerMessage * messages;
}

/** Input tokens that were billed, however they were cached. */
export function billedInput(usage: Json): number {
  const of = (name: string): number => (typeof usage[name] === 'number' ? usage[name] : 0);
  return of('prompt_tokens') + of('input_tokens') + of('cache_creation_input_tokens') + of('cache_read_input_tokens');
}
