// Turns the editor's URIs into the engine's paths and back.
import { URI } from 'vscode-uri';

/** Documents that are not on disk live under this folder, so that their paths are absolute and cannot meet a real one. */
const virtualFolder = '/@';
const cellScheme = 'vscode-notebook-cell';

export function pathOfUri(uri: string): string {
  const parsed = URI.parse(uri);
  // A cell is a part of its notebook.
  if (parsed.scheme === cellScheme) return URI.file(parsed.path).fsPath.replaceAll('\\', '/');
  if (parsed.scheme === 'file') return parsed.fsPath.replaceAll('\\', '/');
  const path = parsed.path.startsWith('/') ? parsed.path : `/${parsed.path}`;
  return `${virtualFolder}${parsed.scheme}/${parsed.authority}${path}`;
}

export function uriOfPath(path: string): string {
  if (!path.startsWith(virtualFolder)) return URI.file(path).toString();
  const match = /^\/@([^/]*)\/([^/]*)(\/.*)$/.exec(path);
  if (match === null) return URI.file(path).toString();
  return URI.from({ scheme: match[1] ?? '', authority: match[2] ?? '', path: match[3] ?? '' }).toString();
}

/** The URI of the file that a document lies in: of a cell, that of its notebook. */
export function fileUriOf(uri: string): string {
  return uri.startsWith(`${cellScheme}:`) ? URI.parse(uri).with({ scheme: 'file', fragment: '' }).toString() : uri;
}
