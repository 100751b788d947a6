// Draws a line beside the text of prompts: what a warm tick reads from the cache, what breaks it, and what is billed again.
import {
  type DecorationRenderOptions,
  type Disposable,
  OverviewRulerLane,
  Range,
  ThemeColor,
  Uri,
  window,
} from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type GutterKind, type GutterParams, gutterNotification } from '../../server/src/protocol/index.ts';
import { drawVersioned } from './drawVersioned.ts';

/** A bar for each kind; the break is drawn broken, so that colours are not needed to tell them apart. */
const bars: Readonly<
  Record<GutterKind, { readonly dark: string; readonly light: string; readonly shape: string; readonly color: string }>
> = {
  cached: { dark: '#89d185', light: '#388a34', shape: 'M7 0h3v16h-3z', color: 'charts.green' },
  break: { dark: '#f48771', light: '#c72e0f', shape: 'M7 0h3v3h-3zM3 5h11v6h-11zM7 13h3v3h-3z', color: 'charts.red' },
  rebilled: {
    dark: '#cca700',
    light: '#8a6100',
    shape: 'M7 1h3v4h-3zM7 6h3v4h-3zM7 11h3v4h-3z',
    color: 'charts.yellow',
  },
};
const kinds = Object.keys(bars) as readonly GutterKind[];

export function createGutter(client: LanguageClient): Disposable {
  const types = new Map(kinds.map((kind) => [kind, window.createTextEditorDecorationType(styleOf(kind))]));
  return drawVersioned(client, gutterNotification.method, [...types.values()], (editor, { lines }: GutterParams) => {
    for (const [kind, type] of types) {
      const ranges = lines[kind].map(([first, last]) => new Range(first, 0, last, 0));
      editor.setDecorations(type, ranges);
    }
  });
}

function styleOf(kind: GutterKind): DecorationRenderOptions {
  const { dark, light, color } = bars[kind];
  return {
    isWholeLine: true,
    gutterIconSize: 'contain',
    dark: { gutterIconPath: icon(kind, dark) },
    light: { gutterIconPath: icon(kind, light) },
    ...(kind === 'break'
      ? { overviewRulerColor: new ThemeColor(color), overviewRulerLane: OverviewRulerLane.Left }
      : {}),
  };
}

function icon(kind: GutterKind, color: string): Uri {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><path fill="${color}" d="${bars[kind].shape}"/></svg>`;
  return Uri.parse(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`);
}
