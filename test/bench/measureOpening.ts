// Starts a language server over stdio, opens a document, types into it, and measures when diagnostics and lenses are there.
import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

export interface OpeningInput {
  /** Script and arguments, run with this Node. */
  readonly command: readonly string[];
  readonly project: string;
  readonly path: string;
  readonly text: string;
  /** Where to type. */
  readonly offset: number;
  readonly keystrokes: number;
}

/** Milliseconds. The first two count from the start of the process. */
export interface Opening {
  readonly firstDiagnostics: number;
  readonly firstLens: number;
  /** From each keystroke until both are there again; the editor asks for both at once. */
  readonly diagnostics: readonly number[];
  readonly lenses: readonly number[];
}

export async function measureOpening({
  command,
  project,
  path,
  text,
  offset,
  keystrokes,
}: OpeningInput): Promise<Opening> {
  const began = performance.now();
  const child = spawn(process.execPath, [...command], { cwd: project, stdio: ['pipe', 'pipe', 'ignore'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest('workspace/configuration', ({ items }: { items: readonly unknown[] }) => items.map(() => ({})));
  for (const method of ['client/registerCapability', 'workspace/diagnostic/refresh', 'workspace/codeLens/refresh']) {
    connection.onRequest(method, () => null);
  }
  connection.listen();
  const uri = pathToFileURL(path).href;
  const rootUri = pathToFileURL(project).href;
  const textDocument = { uri };
  /** The time that each of the two answers took, asked for in one go. */
  const askBoth = async (since: number): Promise<readonly [diagnostics: number, lens: number]> => {
    const took = (method: string): Promise<number> =>
      connection.sendRequest(method, { textDocument }).then(() => performance.now() - since);
    return Promise.all([took('textDocument/diagnostic'), took('textDocument/codeLens')]);
  };
  try {
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri,
      workspaceFolders: [{ uri: rootUri, name: 'bench' }],
      capabilities: {
        textDocument: { diagnostic: {} },
        workspace: {
          configuration: true,
          workspaceFolders: true,
          codeLens: { refreshSupport: true },
          diagnostics: { refreshSupport: true },
        },
      },
    });
    await connection.sendNotification('initialized', {});
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'typescript', version: 1, text },
    });
    const [firstDiagnostics, firstLens] = await askBoth(began);
    // What is loaded in the background is there by then.
    await new Promise((done) => setTimeout(done, 1_500));
    const diagnostics: number[] = [];
    const lenses: number[] = [];
    let document = TextDocument.create(uri, 'typescript', 1, text);
    for (let index = 0; index < keystrokes; index++) {
      const position = document.positionAt(offset + index);
      const contentChanges = [{ range: { start: position, end: position }, text: 'x' }];
      const version = index + 2;
      const since = performance.now();
      await connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
      const [one, other] = await askBoth(since);
      diagnostics.push(one);
      lenses.push(other);
      document = TextDocument.update(document, contentChanges, version);
      await new Promise((done) => setTimeout(done, 20));
    }
    return { firstDiagnostics, firstLens, diagnostics, lenses };
  } finally {
    connection.dispose();
    child.kill();
  }
}
