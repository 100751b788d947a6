// Types into a document of a language server over stdio, and measures each keystroke until its diagnostics are there.
import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

export interface KeystrokesInput {
  /** Script and arguments, run with this Node. */
  readonly command: readonly string[];
  readonly project: string;
  readonly path: string;
  readonly text: string;
  /** Where to type. */
  readonly offset: number;
  readonly keystrokes: number;
  /** Asks for diagnostics after each keystroke; otherwise waits for them to be pushed. */
  readonly pulls: boolean;
}

const patience = 20_000;
const warmUp = 5;
const typedText = "  const note = 'Write down the number of the frame first, please.'; void note;\n";

/** Milliseconds of each keystroke. */
export async function measureKeystrokes(input: KeystrokesInput): Promise<readonly number[]> {
  const child = spawn(process.execPath, [...input.command], { cwd: input.project, stdio: ['pipe', 'pipe', 'ignore'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const pushed = pushedDiagnostics(connection);
  connection.onRequest('workspace/configuration', ({ items }: { items: readonly unknown[] }) => items.map(() => ({})));
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/diagnostic/refresh', () => null);
  connection.listen();
  try {
    const uri = pathToFileURL(input.path).href;
    await open(connection, input, uri);
    let document = TextDocument.create(uri, 'typescript', 1, input.text);
    const times: number[] = [];
    for (let index = 0; index < warmUp + input.keystrokes; index++) {
      const position = document.positionAt(input.offset + index);
      const contentChanges = [
        { range: { start: position, end: position }, text: typedText[index % typedText.length] ?? ' ' },
      ];
      const version = index + 2;
      const began = performance.now();
      const answer = input.pulls ? undefined : pushed.next(uri);
      await connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
      if (answer === undefined) await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
      else await answer;
      if (index >= warmUp) times.push(performance.now() - began);
      document = TextDocument.update(document, contentChanges, version);
      // A person types more slowly than this; what the server puts off until it is idle must not pile up.
      await new Promise((done) => setTimeout(done, 20));
    }
    return times;
  } finally {
    connection.dispose();
    child.kill();
  }
}

async function open(
  connection: ProtocolConnection,
  { project, text, pulls }: KeystrokesInput,
  uri: string,
): Promise<void> {
  const rootUri = pathToFileURL(project).href;
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: 'bench' }],
    capabilities: {
      textDocument: { publishDiagnostics: {}, ...(pulls ? { diagnostic: {} } : {}) },
      workspace: { configuration: true, workspaceFolders: true },
    },
    initializationOptions: [{ workspaceUri: rootUri, options: { run: 'onType' } }],
  });
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'typescript', version: 1, text },
  });
  if (pulls) await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
  else await new Promise((done) => setTimeout(done, 1_000));
}

function pushedDiagnostics(connection: ProtocolConnection): { readonly next: (uri: string) => Promise<void> } {
  const waiting = new Map<string, () => void>();
  connection.onNotification('textDocument/publishDiagnostics', ({ uri }: { uri: string }) => {
    waiting.get(uri)?.();
    waiting.delete(uri);
  });
  return {
    next: (uri) =>
      new Promise((done, fail) => {
        const timer = setTimeout(() => fail(new Error('no diagnostics were pushed')), patience);
        waiting.set(uri, () => {
          clearTimeout(timer);
          done();
        });
      }),
  };
}
