// Draws in every visible editor what the server last told of its document, as long as that is of the version that is shown.
import { type Disposable, type TextEditor, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

interface OfDocument {
  readonly uri: string;
  /** Of the document that it was made from. */
  readonly version: number;
}

/** `types` are disposed of together with it. */
export function drawVersioned<Params extends OfDocument>(
  client: LanguageClient,
  method: string,
  types: readonly Disposable[],
  draw: (editor: TextEditor, params: Params) => void,
): Disposable {
  const byUri = new Map<string, Params>();

  function drawKnown(editor: TextEditor): void {
    const params = byUri.get(client.code2ProtocolConverter.asUri(editor.document.uri));
    // The editor moves what is drawn along with an edit until what belongs to the new text comes.
    if (params === undefined || params.version !== editor.document.version) return;
    draw(editor, params);
  }

  const registrations = [
    ...types,
    client.onNotification(method, (params: Params) => {
      byUri.set(params.uri, params);
      for (const editor of window.visibleTextEditors) drawKnown(editor);
    }),
    window.onDidChangeVisibleTextEditors((editors) => editors.forEach(drawKnown)),
  ];
  return {
    dispose: () => {
      for (const registration of registrations) registration.dispose();
    },
  };
}
