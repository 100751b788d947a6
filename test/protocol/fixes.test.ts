// Fixes on their way to the editor: worked out when they are chosen, for one version, in all files of the workspace.
import { chmodSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type ApplyWorkspaceEditParams,
  type ApplyWorkspaceEditResult,
  type ClientCapabilities,
  type CodeAction,
  LSPErrorCodes,
  type ShowMessageRequestParams,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { connect, pulling } from './harness/connect.ts';

const resolving: ClientCapabilities = {
  ...pulling,
  textDocument: {
    ...pulling.textDocument,
    codeAction: { ...pulling.textDocument?.codeAction, dataSupport: true, resolveSupport: { properties: ['edit'] } },
  },
  workspace: { ...pulling.workspace, applyEdit: true },
};

let folder: string;
let client: Awaited<ReturnType<typeof connect>>;
const asked: ShowMessageRequestParams[] = [];
const applied: WorkspaceEdit[] = [];
/** What the user clicks on, and what the editor says to an edit. */
let click: string | undefined;
let accepts = true;

const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'hitrate-fixes-')));
  asked.length = 0;
  applied.length = 0;
  click = undefined;
  accepts = true;
  client = await connect({ capabilities: resolving, roots: [pathToFileURL(folder).href] });
  client.connection.onRequest('window/showMessageRequest', (params: ShowMessageRequestParams) => {
    asked.push(params);
    return params.actions?.find(({ title }) => title === click) ?? null;
  });
  client.connection.onRequest('workspace/applyEdit', ({ edit }: ApplyWorkspaceEditParams): ApplyWorkspaceEditResult => {
    applied.push(edit);
    return accepts ? { applied: true } : { applied: false, failureReason: 'a document is closed' };
  });
});
afterEach(async () => {
  await client.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function actionsOf(name: string): Promise<readonly CodeAction[]> {
  const diagnostics = await client.pull(uriOf(name));
  return client.request('textDocument/codeAction', {
    textDocument: { uri: uriOf(name) },
    range: diagnostics[0]?.range,
    context: { diagnostics },
  });
}
const resolve = (action: CodeAction | undefined) => client.request<CodeAction>('codeAction/resolve', action);
const editsIn = (edit: WorkspaceEdit | undefined) =>
  Object.fromEntries(
    (edit?.documentChanges ?? []).map((change) => {
      const { textDocument, edits } = change as TextDocumentEdit;
      return [basename(textDocument.uri), { version: textDocument.version, edits: edits.length }];
    }),
  );

describe('a quick fix', () => {
  test('has its edits when it is chosen, for the version that it was offered for', async () => {
    await client.open(uriOf('a.ts'), 'model(CLOCK)\n');
    const [offered] = await actionsOf('a.ts');
    expect(offered).toMatchObject({ title: 'Replace it', isPreferred: true });
    expect(offered?.edit).toBeUndefined();
    expect(editsIn((await resolve(offered)).edit)).toEqual({ 'a.ts': { version: 1, edits: 1 } });
  });

  test('that changes behaviour asks for confirmation, edit by edit', async () => {
    await client.open(uriOf('a.ts'), 'model(RANDOM)\n');
    const { edit } = await resolve((await actionsOf('a.ts'))[0]);
    const [id, annotation] = Object.entries(edit?.changeAnnotations ?? {})[0] ?? [];
    expect(annotation).toMatchObject({ label: 'Replace it', needsConfirmation: true });
    expect(edit?.documentChanges).toMatchObject([{ edits: [{ annotationId: id }] }]);
  });

  test('is refused with a message when the document was edited meanwhile', async () => {
    await client.open(uriOf('a.ts'), 'model(CLOCK)\n');
    const [offered] = await actionsOf('a.ts');
    await client.edit(uriOf('a.ts'), 'model', '/* moved */ model');
    await expect(resolve(offered)).rejects.toMatchObject({
      code: LSPErrorCodes.ContentModified,
      message: expect.stringContaining('edited since this fix was offered'),
    });
    expect(client.messages.join()).toContain('Nothing was changed: choose the fix again.');
  });

  test('of several files is made for each as it is on disk at that moment', async () => {
    write('b.ts', 'prompt\n');
    await client.open(uriOf('a.ts'), 'use "./b.ts"; model(PAIR)\n');
    await client.open(uriOf('c.ts'), 'model(calm)\n');
    const [offered] = await actionsOf('a.ts');
    expect(editsIn((await resolve(offered)).edit)).toEqual({
      'a.ts': { version: 1, edits: 1 },
      'b.ts': { version: null, edits: 1 },
    });
    rmSync(join(folder, 'b.ts'));
    await client.open(uriOf('b.ts'), 'another prompt\n');
    expect(editsIn((await resolve(offered)).edit)['b.ts']).toEqual({ version: 1, edits: 1 });
  });
});

describe('fixing a rule in the workspace', () => {
  const fixRule = (rule = 'volatile-prefix') =>
    client.request('workspace/executeCommand', { command: 'hitrate.fixRule', arguments: [{ rule }] });

  test('is offered where the finding has a safe fix', async () => {
    await client.open(uriOf('a.ts'), 'model(CLOCK)\n');
    const offered = (await actionsOf('a.ts')).find(({ title }) => title.endsWith('in the workspace'));
    expect(offered).toMatchObject({
      title: 'Fix all findings of volatile-prefix in the workspace',
      command: { command: 'hitrate.fixRule', arguments: [{ rule: 'volatile-prefix' }] },
    });
    expect(client.initialized.capabilities.executeCommandProvider?.commands).toEqual(['hitrate.fixRule']);
    await client.open(uriOf('b.ts'), 'model(RANDOM)\n');
    expect((await actionsOf('b.ts')).map(({ title }) => title).filter((title) => title.includes('all'))).toEqual([]);
  });

  test('changes open documents and files, safe fixes only, after asking', async () => {
    write('a.ts', 'old');
    write('b.ts', 'model(CLOCK, RANDOM, CLOCK)\n');
    write('test_c.py', 'model(CLOCK)\n');
    await client.open(uriOf('a.ts'), 'model(CLOCK)\n');
    click = 'Fix All';
    await fixRule();
    expect(asked[0]?.message).toBe('Fix 3 findings of volatile-prefix in 2 files?');
    expect(applied.map(editsIn)).toEqual([{ 'a.ts': { version: 1, edits: 1 }, 'b.ts': { version: null, edits: 2 } }]);
    expect(applied[0]?.changeAnnotations).toBeUndefined();
    expect(client.messages).toContain('Hitrate: Fixed 3 findings of volatile-prefix in 2 files.');
  });

  test('can be reviewed first, or left', async () => {
    write('a.ts', 'model(CLOCK)\n');
    write('b.ts', 'model(CLOCK)\n');
    await fixRule();
    expect(applied).toEqual([]);
    click = 'Review Each';
    await fixRule();
    expect(Object.values(applied[0]?.changeAnnotations ?? {})).toMatchObject([{ needsConfirmation: true }]);
  });

  test('asks nothing for one file, and tells what the editor refused', async () => {
    write('a.ts', 'model(CLOCK)\n');
    accepts = false;
    await fixRule();
    expect(asked).toEqual([]);
    expect(client.messages).toContain('Hitrate: Nothing was fixed: a document is closed.');
  });

  test('leaves out fixes that reach into a file that cannot be written', async () => {
    write('a.ts', 'use "./b.ts"; model(PAIR)\n');
    write('b.ts', 'prompt\n');
    write('c.ts', 'model(CLOCK)\n');
    chmodSync(join(folder, 'b.ts'), 0o444);
    await fixRule();
    expect(applied.map(editsIn)).toEqual([{ 'c.ts': { version: null, edits: 1 } }]);
    expect(client.messages).toContain(
      'Hitrate: Fixed 1 finding of volatile-prefix in 1 file. 1 fix left out: a file cannot be written.',
    );
  });

  test('changes nothing when a file was edited while the user was asked', async () => {
    write('a.ts', 'model(CLOCK)\n');
    write('b.ts', 'model(CLOCK)\n');
    click = 'Fix All';
    client.connection.onRequest('window/showMessageRequest', ({ actions }: ShowMessageRequestParams) => {
      write('b.ts', '// new\nmodel(CLOCK)\n');
      return actions?.[0] ?? null;
    });
    await fixRule();
    expect(applied).toEqual([]);
    expect(client.messages.join()).toContain('The files were edited meanwhile: nothing was changed.');
  });

  test('has nothing to say of a rule without findings', async () => {
    write('a.ts', 'model(CLOCK)\n');
    await fixRule('unsorted-tools');
    expect(client.messages).toContain('Hitrate: Nothing in the workspace has a safe fix of unsorted-tools.');
  });
});

test('no fix-all, under whatever name it is asked for, silences anything or changes behaviour', async () => {
  const text = 'model(CLOCK, RANDOM)\nmodel(RANDOM)\n';
  await client.open(uriOf('a.ts'), text);
  for (const kind of ['source', 'source.fixAll', 'source.fixAll.hitrate']) {
    const actions = await client.request<readonly CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: uriOf('a.ts') },
      range: { start: { line: 0, character: 0 }, end: { line: 2, character: 0 } },
      context: { diagnostics: await client.pull(uriOf('a.ts')), only: [kind] },
    });
    expect(actions.map((action) => [action.kind, editsIn(action.edit)])).toEqual([
      ['source.fixAll.hitrate', { 'a.ts': { version: 1, edits: 1 } }],
    ]);
    expect(JSON.stringify(actions)).not.toContain('hitrate-ignore');
  }
});
