// Settings and the config file: that they reach every open document, and that a mistake is told and harms nothing.
import { expect, test } from 'vitest';
import { connect, pushing } from './harness/connect.ts';
import { documentUri } from './harness/documentUri.ts';
import { eventually } from './harness/eventually.ts';

const one = documentUri('one.ts');
const two = documentUri('two.ts');
const config = documentUri('hitrate.config.json');

test('a change of settings is seen in every open document that is pulled', async () => {
  const client = await connect();
  await client.open(one, 'model(CLOCK)\n');
  await client.open(two, 'model(CLOCK)\n');
  expect([(await client.pull(one)).length, (await client.pull(two)).length]).toEqual([1, 1]);
  await client.configure({ rules: { 'volatile-prefix': 'off' } });
  await eventually(() => (client.requests.includes('workspace/diagnostic/refresh') ? true : undefined));
  expect([(await client.pull(one)).length, (await client.pull(two)).length]).toEqual([0, 0]);
  await client.stop();
});

test('a change of settings is published for every open document', async () => {
  const client = await connect({ capabilities: pushing });
  await client.open(one, 'model(CLOCK)\n');
  await client.open(two, 'model(CLOCK)\n');
  const severities = () =>
    [one, two].map((uri) => client.published.findLast((each) => each.uri === uri)?.diagnostics[0]?.severity);
  await eventually(() => (severities().every((severity) => severity === 2) ? true : undefined));
  await client.configure({ rules: { 'volatile-prefix': 'error' } });
  await eventually(() => (severities().every((severity) => severity === 1) ? true : undefined));
  await client.stop();
});

test('a malformed setting is named once, and its default is kept', async () => {
  const client = await connect({ settings: { rules: { 'volatile-prefix': 'loud' }, scenario: { ticks: 'many' } } });
  await client.open(one, 'model(CLOCK)\n');
  await client.open(two, 'model(CLOCK)\n');
  expect((await client.pull(one))[0]?.severity).toBe(2);
  await client.pull(two);
  const told = client.messages.filter((message) => message.includes('scenario.ticks'));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('The default, 10, is used.');
  expect(client.messages.filter((message) => message.includes('rules at volatile-prefix'))).toHaveLength(1);
  await client.stop();
});

test('lists of files count from the workspace folder, and a config file has the last word', async () => {
  const root = documentUri('').replace(/\/$/, '');
  const settings = {
    ignore: ['two.ts'],
    overrides: [{ files: ['one.ts'], rules: { 'volatile-prefix': 'error' } }],
  };
  const client = await connect({ roots: [root], settings });
  await client.open(one, 'model(CLOCK)\n');
  await client.open(two, 'model(CLOCK)\n');
  const severities = async () =>
    [...(await client.pull(one)), ...(await client.pull(two))].map((each) => each.severity);
  expect(await severities()).toEqual([1]);
  await client.open(config, '{ "rules": { "volatile-prefix": "hint" }, "ignore": ["three.ts"] }');
  expect(await severities()).toEqual([4, 4]);
  await client.edit(config, '"three.ts"', '"one.ts"');
  expect(await severities()).toEqual([4]);
  await client.stop();
});

test('switching the extension off takes the problems away', async () => {
  const client = await connect({ settings: { enable: false } });
  await client.open(one, 'model(CLOCK)\n');
  expect(await client.pull(one)).toEqual([]);
  await client.stop();
});

test('an open config file governs the documents beside it, unsaved', async () => {
  const client = await connect();
  await client.open(one, 'model(CLOCK)\n');
  expect(await client.pull(one)).toHaveLength(1);
  await client.open(config, '{ "rules": { "volatile-prefix": "error" } }');
  expect((await client.pull(one))[0]?.severity).toBe(1);
  await client.edit(config, '"error"', '"off"');
  expect(await client.pull(one)).toEqual([]);
  await client.stop();
});

test('a mistake in the config file is a problem of that file, and the rest of it holds', async () => {
  const client = await connect();
  const text = '{\n  "rules": { "volatile-prefix": "off", "no-such-rule": "off" },\n  "ticks": 3\n}\n';
  await client.open(config, text);
  await client.open(one, 'model(CLOCK)\n');
  const problems = await client.pull(config);
  expect(problems.map(({ message, range, severity }) => [message, range.start.line, severity])).toEqual([
    ['Unknown setting "ticks".', 2, 1],
    ['There is no rule "no-such-rule".', 1, 1],
  ]);
  expect(await client.pull(one)).toEqual([]);
  await client.stop();
});

test('ignored files have no problems', async () => {
  const client = await connect();
  await client.open(config, '{ "ignore": ["two.ts"] }');
  await client.open(one, 'model(CLOCK)\n');
  await client.open(two, 'model(CLOCK)\n');
  expect([(await client.pull(one)).length, (await client.pull(two)).length]).toEqual([1, 0]);
  await client.stop();
});
