// The texts that stand in editors and not on disk yet, for programs that read files.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspace } from 'vscode';

/** By path. */
export function unsavedTexts(): Readonly<Record<string, string>> {
  const dirty = workspace.textDocuments.filter(({ isDirty, uri }) => isDirty && uri.scheme === 'file');
  return Object.fromEntries(dirty.map((document) => [document.uri.fsPath, document.getText()]));
}

/** Options that name a file with them, which is gone once `use` is done; none where everything is saved. */
export async function withUnsavedTexts<Result>(use: (options: readonly string[]) => Promise<Result>): Promise<Result> {
  const texts = unsavedTexts();
  if (Object.keys(texts).length === 0) return use([]);
  const folder = await mkdtemp(join(tmpdir(), 'hitrate-unsaved-'));
  try {
    const file = join(folder, 'unsaved.json');
    await writeFile(file, JSON.stringify(texts), { mode: 0o600 });
    return await use(['--unsaved', file]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
