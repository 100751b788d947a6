// Knows the workspace folders and the settings that hold in each of them.
import {
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  MessageType,
  ShowMessageNotification,
  type ShowMessageParams,
} from 'vscode-languageserver/node';
import { repositoryRoot } from '../host/index.ts';
import { defaultSettings, readSettings, type Settings, settingPrefix } from '../protocol/index.ts';
import { logged } from './logged.ts';
import { pathOfUri } from './uriPath.ts';

export interface WorkspaceSettings {
  /** Paths of the repositories that the workspace folders lie in. */
  readonly roots: () => readonly string[];
  /** Paths of the workspace folders. */
  readonly folders: () => readonly string[];
  readonly of: (uri: string) => Promise<Settings>;
  /** Path of the workspace folder that holds the document. */
  readonly folderOf: (uri: string) => string | undefined;
  /** Registers for changes; call it once the client is initialized. */
  readonly start: () => void;
  readonly onDidChange: (listener: () => void) => void;
}

export function createWorkspaceSettings(connection: Connection, params: InitializeParams): WorkspaceSettings {
  const { workspace } = params.capabilities;
  const canPull = workspace?.configuration === true;
  const listeners: (() => void)[] = [];
  const reported = new Set<string>();
  const byRoot = new Map<string, Promise<Settings>>();
  let folders: readonly string[] = initialFolders(params);
  let roots = rootsOf(folders);
  let pushed: Settings = defaultSettings;

  function checked(section: unknown): Settings {
    const { settings, problems } = readSettings(section);
    for (const problem of problems) {
      // Every folder repeats the same mistake; the user reads it once.
      if (reported.has(problem)) continue;
      reported.add(problem);
      const params: ShowMessageParams = { type: MessageType.Warning, message: `Hitrate: ${problem}` };
      logged(connection, 'window/showMessage', connection.sendNotification(ShowMessageNotification.type, params));
    }
    return settings;
  }

  function scopeOf(uri: string): string | undefined {
    return folders
      .filter((folder) => uri === folder || uri.startsWith(`${folder}/`))
      .sort((a, b) => b.length - a.length)[0];
  }

  function of(uri: string): Promise<Settings> {
    if (!canPull) return Promise.resolve(pushed);
    const scope = scopeOf(uri);
    const key = scope ?? '';
    let settings = byRoot.get(key);
    if (settings === undefined) {
      settings = pull(scope).catch((error: unknown) => {
        connection.console.error(`The settings could not be read: ${String(error)}`);
        byRoot.delete(key);
        return defaultSettings;
      });
      byRoot.set(key, settings);
    }
    return settings;
  }

  async function pull(scopeUri: string | undefined): Promise<Settings> {
    const item = scopeUri === undefined ? { section: settingPrefix } : { section: settingPrefix, scopeUri };
    const section: unknown = await connection.workspace.getConfiguration(item);
    return checked(section);
  }

  function changed(): void {
    byRoot.clear();
    roots = rootsOf(folders);
    for (const listener of listeners) listener();
  }

  connection.onDidChangeConfiguration((change) => {
    const all: unknown = change.settings;
    reported.clear();
    if (!canPull) {
      const holdsSection = typeof all === 'object' && all !== null && settingPrefix in all;
      pushed = checked(holdsSection ? all[settingPrefix as keyof typeof all] : undefined);
    }
    changed();
  });

  return {
    roots: () => roots,
    folders: () => folders.map(pathOfUri),
    of,
    folderOf: (uri) => {
      const scope = scopeOf(uri);
      return scope === undefined ? undefined : pathOfUri(scope);
    },
    start: () => {
      if (workspace?.didChangeConfiguration?.dynamicRegistration === true) {
        const watching = connection.client.register(DidChangeConfigurationNotification.type, {
          section: settingPrefix,
        });
        logged(connection, 'Watching the settings', watching);
      }
      if (workspace?.workspaceFolders === true) {
        connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
          const gone = new Set(removed.map(({ uri }) => trimmed(uri)));
          folders = [...folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => trimmed(uri))];
          changed();
        });
      }
    },
    onDidChange: (listener) => listeners.push(listener),
  };
}

function rootsOf(folders: readonly string[]): readonly string[] {
  return [...new Set(folders.map((uri) => repositoryRoot(pathOfUri(uri))))];
}

function initialFolders(params: InitializeParams): readonly string[] {
  const folders = params.workspaceFolders?.map(({ uri }) => uri);
  // Older clients send one root and no list.
  return (folders ?? (params.rootUri ? [params.rootUri] : [])).map(trimmed);
}

function trimmed(uri: string): string {
  return uri.endsWith('/') ? uri.slice(0, -1) : uri;
}
