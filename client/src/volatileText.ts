// Colours the parts of prompts in code that change between requests. The editor takes semantic tokens from one extension, which is the language's own.
import { type DecorationRenderOptions, type Disposable, Range, ThemeColor, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type SpanRange, type VolatileParams, volatileNotification } from '../../server/src/protocol/index.ts';
import { drawVersioned } from './drawVersioned.ts';

export function createVolatileText(client: LanguageClient): Disposable {
  const changing = window.createTextEditorDecorationType(styleOf('hitrate.volatileForeground'));
  const breaking = window.createTextEditorDecorationType(styleOf('hitrate.breakingForeground'));
  return drawVersioned(client, volatileNotification.method, [changing, breaking], (editor, params: VolatileParams) => {
    editor.setDecorations(changing, params.changing.map(rangeOf));
    editor.setDecorations(breaking, params.breaking.map(rangeOf));
  });
}

function styleOf(color: string): DecorationRenderOptions {
  return { color: new ThemeColor(color) };
}

function rangeOf([startLine, startCharacter, endLine, endCharacter]: SpanRange): Range {
  return new Range(startLine, startCharacter, endLine, endCharacter);
}
