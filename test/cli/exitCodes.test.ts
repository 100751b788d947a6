// The promise of the exit codes: 0 clean, 1 findings, 2 wrong usage or a failure.
import { describe, expect, test } from 'vitest';
import { runCli } from './harness/runCli.ts';

const clean = { 'a.ts': 'model(calm)\n' };
const dirty = { 'a.ts': 'model(CLOCK)\n' };

describe('check', () => {
  test('0 without findings', async () => {
    expect(await runCli(clean, ['check'])).toMatchObject({ code: 0, err: '' });
  });
  test('1 with findings', async () => {
    expect(await runCli(dirty, ['check'])).toMatchObject({ code: 1, err: '' });
  });
  test('0 when every finding is milder than the level', async () => {
    expect((await runCli({ 'a.ts': 'model(NOTE)\n' }, ['check', '--level', 'warning'])).code).toBe(0);
  });
  test('2 when the engine fails on a file, even if others are clean, and the rest is still reported', async () => {
    const result = await runCli({ 'a.ts': 'model(POISON)\n', 'b.ts': 'model(CLOCK)\n' }, ['check']);
    expect(result.code).toBe(2);
    expect(result.err).toContain('a.ts could not be analysed: engine 1 died');
    expect(result.out).toContain('b.ts:1:7');
  });
  test('2 for a path that does not exist', async () => {
    const result = await runCli(clean, ['check', 'nowhere']);
    expect(result).toMatchObject({ code: 2, out: '', err: 'hitrate: nowhere does not exist.\n' });
  });
  test.each([
    ['{\n  "wrappers": [{ "call": "llm.complete", "as": "acme" }]\n}', 'hitrate.config.json:2:48: wrappers.0.as: '],
    [
      '{ "wrappers": [\n  { "call": "llm.complete()", "as": "openai.chat" }] }',
      ':2:13: wrappers.0.call: expected names',
    ],
    ['{ "wrappers": [{ "as": "openai.chat" }] }', ':1:16: wrappers.0.call: '],
    ['{ "breakpointHelpers": "withCache" }', ':1:24: breakpointHelpers: '],
    ['{ "volatility": { "names": {\n  "tenant": "yearly" } } }', ':2:13: volatility.names.tenant: '],
    ['{ "volatility": { "name": {} } }', ':1:19: Unknown setting "volatility.name".'],
  ])('2 for the config %s', async (config, message) => {
    const result = await runCli({ ...clean, 'hitrate.config.json': config }, ['check']);
    expect(result).toMatchObject({ code: 2, out: '' });
    expect(result.err).toContain(message);
  });
  test.each([
    [
      ['check', '--format', 'xml'],
      '--format takes text, json, sarif, github, gitlab, junit, markdown, agent, not "xml"',
    ],
    [['check', '--level', 'loud'], '--level takes hint, information, warning, error, not "loud"'],
    [['check', '--frobnicate'], "Unknown option '--frobnicate'"],
    [['check', '--rule', 'no-such-rule'], 'There is no rule "no-such-rule"'],
    [['check', '--config', 'nowhere.json'], 'nowhere.json cannot be read'],
    [['frobnicate'], 'There is no command "frobnicate"'],
    [['lsp'], 'lsp needs a channel'],
    [['profile'], 'profile takes a file or a folder'],
    [['profile', 'a.ts', '--ticks', 'many'], '--ticks "many"'],
    [['profile', 'a.ts', '--ticks', '0'], '--ticks "0"'],
  ])('2 for %j', async (args, message) => {
    const result = await runCli(clean, args);
    expect(result).toMatchObject({ code: 2, out: '' });
    expect(result.err).toContain(message);
  });
});

test('help and version go to standard output and succeed', async () => {
  const help = await runCli({}, ['check', '--help']);
  expect(help).toMatchObject({ code: 0, err: '' });
  for (const word of ['check', 'profile', 'lsp', '--format', '--level', 'Exit code']) expect(help.out).toContain(word);
  expect(await runCli({}, ['--version'])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});

test('without a command the help is an error', async () => {
  expect(await runCli({}, [])).toMatchObject({ code: 2, out: '' });
});
