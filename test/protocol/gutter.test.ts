// The lines of prompts that the client draws, on a model call that is sent again.
import { expect, test } from 'vitest';
import { type GutterParams, gutterNotification } from '../../server/src/protocol/index.ts';
import { connect } from './harness/connect.ts';
import { documentUri } from './harness/documentUri.ts';
import { eventually } from './harness/eventually.ts';

/** Waits until the last lines that were told are these. */
const toldLines = (told: readonly GutterParams[], lines: Partial<GutterParams['lines']>): Promise<GutterParams> =>
  eventually(() => {
    const last = told.at(-1);
    const wanted = { cached: [], break: [], rebilled: [], ...lines };
    return JSON.stringify(last?.lines) === JSON.stringify(wanted) ? last : undefined;
  });

const uri = documentUri('agent.ts');

async function start(initializationOptions: unknown) {
  const client = await connect({ initializationOptions });
  const told: GutterParams[] = [];
  client.connection.onNotification(gutterNotification.method, (params: GutterParams) => {
    told.push(params);
  });
  return { client, told };
}

test('a client that draws is told the lines of each version', async () => {
  const { client, told } = await start({ gutter: true });
  await client.open(uri, 'const a = 1;\nagain(one)\n');
  expect(await toldLines(told, { rebilled: [[1, 1]] })).toMatchObject({ uri, version: client.versionOf(uri) });
  await client.edit(uri, 'again', '\nagain');
  await client.pull(uri);
  await toldLines(told, { rebilled: [[2, 2]] });
  await client.stop();
});

test('what is sent once has no line, and a client that draws nothing hears nothing', async () => {
  const once = await start({ gutter: true });
  await once.client.open(uri, 'model(one)\n');
  await once.client.pull(uri);
  await toldLines(once.told, {});
  await once.client.stop();
  const other = await start({});
  await other.client.open(uri, 'again(one)\n');
  await other.client.pull(uri);
  expect(other.told).toEqual([]);
  await other.client.stop();
});

test('the setting takes the lines away', async () => {
  const { client, told } = await start({ gutter: true });
  await client.open(uri, 'again(one)\n');
  await client.pull(uri);
  await toldLines(told, { rebilled: [[0, 0]] });
  await client.configure({ gutter: { enabled: false } });
  await client.pull(uri);
  await toldLines(told, { rebilled: [] });
  await client.stop();
});
