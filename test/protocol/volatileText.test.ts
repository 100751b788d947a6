// Text that changes between requests, for a client that draws it in code itself.
import { expect, test } from 'vitest';
import type { SemanticTokens } from 'vscode-languageserver/node';
import { startEngine } from '../../server/src/host/index.ts';
import { type VolatileParams, volatileNotification } from '../../server/src/protocol/index.ts';
import { connect, pulling } from './harness/connect.ts';
import { documentUri } from './harness/documentUri.ts';
import { eventually } from './harness/eventually.ts';

const uri = documentUri('agent.py');
const AGENT = `import datetime
import anthropic

client = anthropic.Anthropic()

def answer(question: str):
    messages = [{"role": "user", "content": question}]
    while True:
        system = f"You are kind. It is {datetime.datetime.now()}. Never guess."
        reply = client.messages.create(model="claude-sonnet-4-5", max_tokens=9, system=system, messages=messages)
        messages.append({"role": "assistant", "content": reply.content})
`;

test('spans are told with each analysis, apart where they break the cache, and taken away by the setting', async () => {
  const client = await connect({
    createEngine: () => startEngine(),
    initializationOptions: { volatileText: true },
    capabilities: {
      ...pulling,
      textDocument: {
        ...pulling.textDocument,
        semanticTokens: { dynamicRegistration: true, requests: {}, tokenTypes: [], tokenModifiers: [], formats: [] },
      },
    },
  });
  const told: VolatileParams[] = [];
  client.connection.onNotification(volatileNotification.method, (params: VolatileParams) => {
    told.push(params);
  });
  const wait = (isReached: (params: VolatileParams) => boolean) =>
    eventually(() => {
      const last = told.at(-1);
      return last !== undefined && isReached(last) ? last : undefined;
    });
  await client.open(uri, AGENT);
  await client.pull(uri);
  const first = await wait(({ changing, breaking }) => changing.length + breaking.length > 0);
  const lines = AGENT.split('\n');
  const texts = [...first.changing, ...first.breaking].map(([line, from, last, to]) =>
    line === last ? lines[line]?.slice(from, to) : '',
  );
  expect(texts.join()).toContain('datetime.datetime.now()');
  expect(first).toMatchObject({ uri, version: 1 });
  // The editor takes tokens of one extension for a file, and in code they are the language's.
  expect(await client.request<SemanticTokens>('textDocument/semanticTokens/full', { textDocument: { uri } })).toEqual({
    data: [],
  });
  expect(client.initialized.capabilities.semanticTokensProvider).toBeUndefined();
  expect(client.requests).toContain('client/registerCapability');
  await client.edit(uri, '{datetime.datetime.now()}', 'noon');
  await client.pull(uri);
  await wait(
    ({ version, changing, breaking }) => version === 2 && !JSON.stringify([changing, breaking]).includes('[8,'),
  );
  await client.edit(uri, 'noon', '{datetime.datetime.now()}');
  await client.pull(uri);
  await wait(({ version, changing, breaking }) => version === 3 && changing.length + breaking.length > 0);
  await client.configure({ volatileText: { enabled: false } });
  await client.pull(uri);
  await wait(({ changing, breaking }) => changing.length + breaking.length === 0);
  await client.stop();
});
