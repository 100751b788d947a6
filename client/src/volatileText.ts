// Colours the parts of prompts in code that change between requests. The editor takes semantic tokens from one extension, which is the language's own.
import { type DecorationRenderOptions, type Disposable, Range, type TextEditor, ThemeColor, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type SpanRange, type VolatileParams, volatileNotification } from '../../server/src/protocol/index.ts';

export function createVolatileText(client: LanguageClient): Disposable {
  const changing = window.createTextEditorDecorationType(styleOf('hitrate.volatileForeground'));
  const breaking = window.createTextEditorDecorationType(styleOf('hitrate.breakingForeground'));
  const byUri = new Map<string, VolatileParams>();

  function draw(editor: TextEditor): void {
    const params = byUri.get(client.code2ProtocolConverter.asUri(editor.document.uri));
    // The editor moves what is drawn along with an edit until the spans of the new text come.
    if (params === undefined || params.version !== editor.document.version) return;
    editor.setDecorations(changing, params.changing.map(rangeOf));
    editor.setDecorations(breaking, params.breaking.map(rangeOf));
  }

  const registrations = [
    changing,
    breaking,
    client.onNotification(volatileNotification.method, (params: VolatileParams) => {
      byUri.set(params.uri, params);
      for (const editor of window.visibleTextEditors) draw(editor);
    }),
    window.onDidChangeVisibleTextEditors((editors) => editors.forEach(draw)),
  ];
  return {
    dispose: () => {
      for (const registration of registrations) registration.dispose();
    },
  };
}

function styleOf(color: string): DecorationRenderOptions {
  return { color: new ThemeColor(color) };
}

function rangeOf([startLine, startCharacter, endLine, endCharacter]: SpanRange): Range {
  return new Range(startLine, startCharacter, endLine, endCharacter);
}
