// Tells the editor of the MCP server that the extension brings along, where the user wants it and the editor can start one.
import * as vscode from 'vscode';
import { settingPrefix } from '../../../server/src/protocol/index.ts';

/** Editors have it since 1.101, the types of the oldest one that is supported have it not. */
interface McpApi {
  readonly McpStdioServerDefinition?: new (
    label: string,
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    version: string,
  ) => object;
  readonly lm?: {
    readonly registerMcpServerDefinitionProvider?: (
      id: string,
      provider: {
        readonly onDidChangeMcpServerDefinitions: vscode.Event<void>;
        readonly provideMcpServerDefinitions: () => readonly object[];
      },
    ) => vscode.Disposable;
  };
}

const setting = 'agentTools.mcpServer';

/** `program` is the shipped command line. */
export function registerMcpServer(program: string, version: string): vscode.Disposable {
  const { McpStdioServerDefinition: Definition, lm } = vscode as unknown as McpApi;
  if (Definition === undefined || lm?.registerMcpServerDefinitionProvider === undefined) {
    return new vscode.Disposable(() => undefined);
  }
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    vscode.workspace.onDidChangeWorkspaceFolders(() => changed.fire()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${settingPrefix}.${setting}`)) changed.fire();
    }),
    lm.registerMcpServerDefinitionProvider(settingPrefix, {
      onDidChangeMcpServerDefinitions: changed.event,
      provideMcpServerDefinitions: () => {
        const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
        const isWanted = vscode.workspace.getConfiguration(settingPrefix).get(setting) === true;
        if (!isWanted || folders.length === 0) return [];
        const roots = folders.flatMap(({ uri }) => ['--root', uri.fsPath]);
        // The editor's own program runs as Node then.
        const environment = { ELECTRON_RUN_AS_NODE: '1' };
        return [new Definition('Hitrate', process.execPath, [program, 'mcp', ...roots], environment, version)];
      },
    }),
  );
}
