// The open profiler pages: one for each call that was asked for, brought back after a reload.
import { type Disposable, type ExtensionContext, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { createKeptPages } from './keptPages.ts';
import { type CallPlace, createProfilerPanel, type ProfilerPanel } from './profilerPanel.ts';

/** Named in the activation events of the manifest. */
export const profilerViewType = 'hitrate.profile';

export interface ProfilerPanels extends Disposable {
  readonly open: (place: CallPlace) => void;
}

export function createProfilerPanels(client: LanguageClient, context: ExtensionContext): ProfilerPanels {
  const kept = createKeptPages(context.workspaceState);
  const open = new Map<WebviewPanel, ProfilerPanel>();

  function adopt(panel: WebviewPanel, place: CallPlace): void {
    panel.iconPath = Uri.joinPath(context.extensionUri, 'media', 'profile.svg');
    const own = createProfilerPanel({ panel, place, client, context, kept });
    open.set(panel, own);
    panel.onDidDispose(() => {
      open.delete(panel);
      own.dispose();
    });
  }

  const serializer = window.registerWebviewPanelSerializer(profilerViewType, {
    // The page keeps the place of its call in its state.
    deserializeWebviewPanel: async (panel, state: unknown) => {
      const place = placeIn(state);
      if (place === undefined) panel.dispose();
      else adopt(panel, place);
    },
  });
  return {
    open: (place) => {
      const [known] = open;
      if (known !== undefined) {
        known[0].reveal(undefined, true);
        known[1].show(place);
        return;
      }
      const column = { viewColumn: ViewColumn.Beside, preserveFocus: true };
      adopt(window.createWebviewPanel(profilerViewType, 'Profile', column, { enableFindWidget: true }), place);
    },
    dispose: () => {
      serializer.dispose();
      for (const panel of open.keys()) panel.dispose();
    },
  };
}

function placeIn(state: unknown): CallPlace | undefined {
  if (typeof state !== 'object' || state === null || !('place' in state)) return undefined;
  const { place } = state;
  if (typeof place !== 'object' || place === null) return undefined;
  const { uri, offset } = place as { readonly uri?: unknown; readonly offset?: unknown };
  return typeof uri === 'string' && typeof offset === 'number' ? { uri, offset } : undefined;
}
