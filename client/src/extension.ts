// Entry of the extension: starts the language server, registers the commands and the status item.
import { commands, type ExtensionContext } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { commandList } from './commands/index.ts';
import { createClient } from './createClient.ts';
import { createDebugRecorder } from './recording/debugRecorder.ts';
import { createReportDocuments } from './reportDocuments.ts';
import { createStatusItem } from './statusItem.ts';

let running: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const client = createClient(context);
  running = client;
  const reports = createReportDocuments(client);
  context.subscriptions.push(reports, createStatusItem(client), createDebugRecorder(context));
  for (const { id, run } of commandList) {
    context.subscriptions.push(
      commands.registerCommand(id, (argument: unknown) =>
        run({ client, reports, extensionPath: context.extensionPath }, argument),
      ),
    );
  }
  await client.start();
}

export async function deactivate(): Promise<void> {
  if (running?.needsStop() === true) await running.stop();
}
