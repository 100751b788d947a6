// Keeps a client told of something about each open document: once after each analysis, and only what is new.
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { NotificationMessage } from '../protocol/index.ts';
import { logged } from './logged.ts';
import type { Session } from './session.ts';

/** `describe` gives undefined for a document that changed meanwhile: it is told about when its analysis ends. */
export function tellDocuments<Params>(
  session: Session,
  { method }: NotificationMessage<Params>,
  describe: (document: TextDocument) => Promise<Params | undefined>,
): void {
  const sent = new Map<string, string>();
  let isRunning = false;
  let isStale = false;
  const tell = async (document: TextDocument): Promise<void> => {
    const params = await describe(document);
    if (params === undefined) return;
    const key = JSON.stringify(params);
    if (sent.get(document.uri) === key) return;
    sent.set(document.uri, key);
    await session.connection.sendNotification(method, params);
  };
  // An analysis may concern several documents, and several of them end at once: they are told together.
  const update = async (): Promise<void> => {
    isStale = true;
    if (isRunning) return;
    isRunning = true;
    try {
      while (isStale) {
        isStale = false;
        for (const document of session.documents.all()) await tell(document);
      }
    } finally {
      isRunning = false;
    }
  };
  session.onOutcome(({ kind }) => {
    if (kind === 'done') logged(session.connection, method, update());
  });
  session.documents.onDidClose(({ uri }) => sent.delete(uri));
}
