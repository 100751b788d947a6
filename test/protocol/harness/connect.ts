// A client of the language server that speaks real JSON-RPC: to a server in this process, or to one that was spawned.
import { type ChildProcess, spawn } from 'node:child_process';
import { PassThrough } from 'node:stream';
import {
  type ClientCapabilities,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  ProposedFeatures,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { Engine } from '../../../server/src/engine/index.ts';
import { startServer } from '../../../server/src/lsp/startServer.ts';
import { createFakeEngines, type FakeEngines } from './fakeEngine.ts';

export interface ConnectOptions {
  readonly capabilities?: ClientCapabilities;
  readonly roots?: readonly string[];
  /** What the client answers to `workspace/configuration` for the section `hitrate`. */
  readonly settings?: unknown;
  readonly initializationOptions?: unknown;
  /** Instead of the fake one, for a server in this process. */
  readonly createEngine?: () => Promise<Engine>;
}

export interface TestClient {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  /** Everything the server logged or showed, in order. */
  readonly messages: readonly string[];
  /** Requests of the server that the client only acknowledges, by method. */
  readonly requests: readonly string[];
  /** Problems that were pushed, by URI; `version` as sent. */
  readonly published: readonly Published[];
  readonly open: (uri: string, text: string) => Promise<void>;
  /** Replaces the first occurrence of `from`, as one incremental change. */
  readonly edit: (uri: string, from: string, to: string) => Promise<void>;
  readonly close: (uri: string) => Promise<void>;
  readonly configure: (settings: unknown) => Promise<void>;
  readonly pull: (uri: string) => Promise<readonly Diagnostic[]>;
  readonly request: <Result>(method: string, params: unknown) => Promise<Result>;
  readonly versionOf: (uri: string) => number;
  readonly textOf: (uri: string) => string;
  readonly stop: () => Promise<void>;
}

export interface Published {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly Diagnostic[];
}

export const pulling: ClientCapabilities = {
  textDocument: {
    diagnostic: { dynamicRegistration: false, relatedInformation: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source'] } } },
  },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    diagnostics: { refreshSupport: true },
    codeLens: { refreshSupport: true },
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
  },
};

/** As editors without pull: no configuration requests either. */
export const pushing: ClientCapabilities = {
  textDocument: {
    publishDiagnostics: { relatedInformation: true, versionSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } },
  },
  workspace: {},
};

/** The server runs in this process, on the fake engine if no other is given. */
export async function connect(options: ConnectOptions = {}): Promise<TestClient & { readonly engines: FakeEngines }> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const engines = createFakeEngines();
  const server = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(toServer),
    new StreamMessageWriter(toClient),
  );
  startServer(server, { createEngine: options.createEngine ?? engines.create, version: 'test' });
  const connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const client = await start(connection, options, async () => {
    server.dispose();
    toServer.end();
    toClient.end();
  });
  return { ...client, engines };
}

/** The server runs in a process of its own, over its standard input and output. */
export async function spawnServer(
  command: readonly [string, ...string[]],
  options: ConnectOptions = {},
): Promise<TestClient & { readonly process: ChildProcess }> {
  const child = spawn(command[0], command.slice(1), { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const client = await start(connection, options, async () => {
    await connection.sendNotification('exit');
    await exited;
  });
  return { ...client, process: child };
}

async function start(
  connection: ProtocolConnection,
  options: ConnectOptions,
  end: () => Promise<void>,
): Promise<TestClient> {
  const { capabilities = pulling, roots = [], initializationOptions } = options;
  const documents = new Map<string, { version: number; text: string }>();
  const messages: string[] = [];
  const requests: string[] = [];
  const published: Published[] = [];
  let settings = options.settings;

  const document = (uri: string) => {
    const found = documents.get(uri);
    if (found === undefined) throw new Error(`${uri} is not open.`);
    return found;
  };
  connection.onRequest('workspace/configuration', ({ items }: { readonly items: readonly unknown[] }) =>
    items.map(() => settings ?? null),
  );
  for (const method of [
    'client/registerCapability',
    'workspace/diagnostic/refresh',
    'workspace/codeLens/refresh',
    'workspace/inlayHint/refresh',
    'workspace/semanticTokens/refresh',
  ]) {
    connection.onRequest(method, () => {
      requests.push(method);
      return null;
    });
  }
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    messages.push(message);
  });
  connection.onNotification('window/showMessage', ({ message }: { message: string }) => {
    messages.push(message);
  });
  connection.onNotification('textDocument/publishDiagnostics', (sent: Published) => {
    published.push(sent);
  });
  connection.onNotification('hitrate/status', () => undefined);
  connection.listen();

  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: null,
    rootUri: null,
    capabilities,
    workspaceFolders: roots.map((uri) => ({ uri, name: uri })),
    initializationOptions,
  });
  await connection.sendNotification('initialized', {});

  return {
    connection,
    initialized,
    messages,
    requests,
    published,
    open: async (uri, text) => {
      documents.set(uri, { version: 1, text });
      const languageId = uri.endsWith('.py') ? 'python' : uri.endsWith('.json') ? 'json' : 'typescript';
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId, version: 1, text },
      });
    },
    edit: async (uri, from, to) => {
      const current = document(uri);
      const start = current.text.indexOf(from);
      if (start < 0) throw new Error(`${uri} does not hold ${JSON.stringify(from)}.`);
      const range = { start: positionAt(current.text, start), end: positionAt(current.text, start + from.length) };
      current.text = current.text.slice(0, start) + to + current.text.slice(start + from.length);
      current.version++;
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: current.version },
        contentChanges: [{ range, text: to }],
      });
    },
    close: async (uri) => {
      documents.delete(uri);
      await connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    },
    configure: async (changed) => {
      settings = changed;
      await connection.sendNotification('workspace/didChangeConfiguration', { settings: { hitrate: changed } });
    },
    pull: async (uri) => {
      const report = await connection.sendRequest<{ readonly items?: readonly Diagnostic[] }>(
        'textDocument/diagnostic',
        { textDocument: { uri } },
      );
      return report.items ?? [];
    },
    request: (method, params) => connection.sendRequest(method, params),
    versionOf: (uri) => document(uri).version,
    textOf: (uri) => document(uri).text,
    stop: async () => {
      await connection.sendRequest('shutdown');
      await end();
      connection.dispose();
    },
  };
}

export function positionAt(text: string, offset: number): { readonly line: number; readonly character: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}
