// Entry of the language server: speaks over the channel that the command line names (`--stdio`, `--node-ipc`, `--pipe`).
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { programVersion, startEngine } from '../host/index.ts';
import { startServer } from './startServer.ts';

const connection = createConnection(ProposedFeatures.all);

// A failure outside of any request must not take the diagnostics of every open file with it.
process.on('uncaughtException', (error) => connection.console.error(`Uncaught: ${error.stack ?? error.message}`));
process.on('unhandledRejection', (reason) => connection.console.error(`Unhandled: ${String(reason)}`));

startServer(connection, { createEngine: () => startEngine({ encoders: 'behind' }), version: programVersion() });
