// Notices files that change outside the editor: imported prompts, manifests and config files.
import { basename } from 'node:path/posix';
import { DidChangeWatchedFilesNotification, FileChangeType } from 'vscode-languageserver/node';
import { configFileName } from '../../protocol/index.ts';
import type { Feature } from '../feature.ts';
import { logged } from '../logged.ts';
import { pathOfUri } from '../uriPath.ts';

/** Sources, what they import besides, and the manifests that say what an import means. */
const globs = [
  '**/*.{ts,mts,cts,tsx,js,mjs,cjs,jsx,py}',
  '**/*.{json,md,mdx,txt}',
  '**/{pyproject.toml,setup.cfg,pnpm-workspace.yaml}',
];

export const watchedFiles: Feature = {
  capabilities: () => ({}),
  register: ({ connection, client, documents, invalidate }) => {
    connection.onDidChangeWatchedFiles(({ changes }) => {
      const paths = changes.flatMap(({ uri, type }) => {
        const path = pathOfUri(uri);
        // An open document is read from the editor: what happens to it on disk changes nothing.
        if (documents.textAt(path) !== undefined) return [];
        return type === FileChangeType.Changed ? path : [path, ...foldersAbove(path)];
      });
      if (changes.some(({ uri }) => basename(pathOfUri(uri)) === configFileName)) invalidate('settings');
      else if (paths.length > 0) invalidate('files', paths);
    });
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return;
    const watchers = globs.map((globPattern) => ({ globPattern }));
    const watching = connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    logged(connection, 'Watching files', watching);
  },
};

/** A file that came or went may have brought its folders along, and whoever listed one of them sees another list now. */
function foldersAbove(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.slice(1, -1).map((_, at) => `${parts.slice(0, at + 2).join('/')}/`);
}
