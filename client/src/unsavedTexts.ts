// The texts that stand in editors and not on disk yet, for programs that read files.
import { workspace } from 'vscode';

/** By path. */
export function unsavedTexts(): Readonly<Record<string, string>> {
  const dirty = workspace.textDocuments.filter(({ isDirty, uri }) => isDirty && uri.scheme === 'file');
  return Object.fromEntries(dirty.map((document) => [document.uri.fsPath, document.getText()]));
}
