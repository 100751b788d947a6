// Notices files that change outside the editor: imported prompts and config files.
import { basename } from 'node:path/posix';
import { DidChangeWatchedFilesNotification } from 'vscode-languageserver/node';
import { configFileName } from '../../protocol/index.ts';
import type { Feature } from '../feature.ts';
import { logged } from '../logged.ts';
import { pathOfUri } from '../uriPath.ts';

const globs = ['**/*.{ts,mts,cts,tsx,js,mjs,cjs,jsx,py}', `**/${configFileName}`];

export const watchedFiles: Feature = {
  capabilities: () => ({}),
  register: ({ connection, client, documents, invalidate }) => {
    connection.onDidChangeWatchedFiles(({ changes }) => {
      // An open document is read from the editor: what happens to it on disk changes nothing.
      const matters = changes.some(({ uri }) => {
        const path = pathOfUri(uri);
        return basename(path) === configFileName || documents.atPath(path) === undefined;
      });
      if (matters) invalidate('files');
    });
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return;
    const watchers = globs.map((globPattern) => ({ globPattern }));
    const watching = connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    logged(connection, 'Watching files', watching);
  },
};
