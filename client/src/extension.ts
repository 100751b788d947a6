// Entry of the extension: starts the language server, registers the commands and the status item.

import { join } from 'node:path';
import { commands, type ExtensionContext } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { registerMcpServer } from './agentTools/mcpServers.ts';
import { registerAgentTools } from './agentTools/registerAgentTools.ts';
import { commandList } from './commands/index.ts';
import { createCostReports } from './costReports.ts';
import { createClient } from './createClient.ts';
import { createGutter } from './gutter.ts';
import { createProfilerPanels } from './profiler/profilerPanels.ts';
import { createDebugRecorder } from './recording/debugRecorder.ts';
import { createReportDocuments } from './reportDocuments.ts';
import { createStatusItem } from './statusItem.ts';
import { createVolatileText } from './volatileText.ts';

let running: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const client = createClient(context);
  running = client;
  const profiler = createProfilerPanels(client, context);
  const reports = createReportDocuments(client);
  const costReports = createCostReports();
  const { extensionPath, secrets } = context;
  context.subscriptions.push(
    profiler,
    reports,
    costReports,
    createStatusItem(client),
    createGutter(client),
    createVolatileText(client),
    createDebugRecorder(context),
    registerAgentTools(client),
    registerMcpServer(join(extensionPath, 'dist', 'cli.js'), String(context.extension.packageJSON.version)),
  );
  for (const { id, run } of commandList) {
    context.subscriptions.push(
      commands.registerCommand(id, (argument: unknown) =>
        run({ client, profiler, reports, costReports, extensionPath, secrets }, argument),
      ),
    );
  }
  await client.start();
}

export async function deactivate(): Promise<void> {
  if (running?.needsStop() === true) await running.stop();
}
