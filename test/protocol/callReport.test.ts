// The reports on a model call over the protocol.
import { expect, test } from 'vitest';
import { type CallReport, reportRequest } from '../../server/src/protocol/index.ts';
import { connect } from './harness/connect.ts';
import { documentUri } from './harness/documentUri.ts';

const uri = documentUri('agent.ts');

test('the report is about the call at or after the offset', async () => {
  const client = await connect();
  const text = 'model(one)\nmodel(two)\n';
  await client.open(uri, text);
  const ask = (offset: number) => client.request<CallReport | null>(reportRequest.method, { uri, offset });
  expect(await ask(3)).toMatchObject({ title: 'agent.ts:1  model', offset: 0 });
  const second = await ask(text.indexOf('\n'));
  expect(second).toMatchObject({ title: 'agent.ts:2  model', offset: text.indexOf('model(two)') });
  expect(second?.text).toContain('“two”');
  await client.stop();
});

test('without a model call there is no report', async () => {
  const client = await connect();
  await client.open(uri, 'const x = 1;\n');
  expect(await client.request(reportRequest.method, { uri, offset: 0 })).toBeNull();
  expect(await client.request(reportRequest.method, { uri: documentUri('closed.ts'), offset: 0 })).toBeNull();
  await client.stop();
});

test('what was understood of the call', async () => {
  const client = await connect();
  await client.open(uri, 'model(one)\n');
  const report = await client.request<CallReport | null>(reportRequest.method, { uri, offset: 0 });
  expect(report?.title).toBe('agent.ts:1  model');
  expect(report?.text).toMatch(
    /Understood\n[\s\S]*agent\.ts:1[\s\S]*Prompt, in wire order\n[\s\S]*“one”[\s\S]*Not known\n/,
  );
  await client.stop();
});
