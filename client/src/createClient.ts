// Builds the connection to the language server, which runs in a process of its own.
import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { commandIds, type InitializationOptions, settingPrefix } from '../../server/src/protocol/index.ts';
import { configSelector, notebookSelector, promptSelector, sourceSelector } from './documentSelector.ts';

/** Its id is the prefix of the settings: the trace setting is looked up by it. */
export function createClient(context: ExtensionContext): LanguageClient {
  const server = { module: context.asAbsolutePath('dist/server.js'), transport: TransportKind.ipc };
  const initializationOptions: InitializationOptions = {
    commands: [commandIds.profilePrompt],
    gutter: true,
    volatileText: true,
  };
  return new LanguageClient(settingPrefix, 'Hitrate', server, {
    documentSelector: [...sourceSelector, ...notebookSelector, ...promptSelector, configSelector],
    initializationOptions,
    // What a hover shows is made of the workspace's own text.
    markdown: { isTrusted: false, supportHtml: false },
  });
}
