// The handshake: what the server says it can do, and that it stops.
import { expect, test } from 'vitest';
import { connect, pulling, pushing } from './harness/connect.ts';

test('a client that pulls is offered pulling, and one that does not is not', async () => {
  const modern = await connect({ capabilities: pulling });
  const old = await connect({ capabilities: pushing });
  expect(modern.initialized.capabilities.diagnosticProvider).toMatchObject({ interFileDependencies: true });
  expect(old.initialized.capabilities.diagnosticProvider).toBeUndefined();
  await Promise.all([modern.stop(), old.stop()]);
});

test('changes are taken in increments, and positions are in UTF-16', async () => {
  const client = await connect();
  expect(client.initialized).toMatchObject({
    serverInfo: { name: 'hitrate' },
    capabilities: {
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: 2 },
      hoverProvider: true,
      codeLensProvider: { resolveProvider: false },
      codeActionProvider: { codeActionKinds: ['quickfix', 'source.fixAll.hitrate', 'hitrate.profile'] },
    },
  });
  await client.stop();
});

test('a client that understands only commands is offered no code actions', async () => {
  const client = await connect({ capabilities: {} });
  expect(client.initialized.capabilities.codeActionProvider).toBeUndefined();
  await client.stop();
});
