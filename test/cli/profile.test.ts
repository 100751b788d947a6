// The profile in the terminal.
import { expect, test } from 'vitest';
import { runCli } from './harness/runCli.ts';

const files = { 'agent.ts': 'model(one)\n\nmodel(two)\n', 'calm.ts': 'const x = 1;\n' };

test('prompt, ticks, run and bottleneck of one call', async () => {
  const { out, code } = await runCli(files, ['profile', 'agent.ts:3', '--ticks', '3']);
  expect(code).toBe(0);
  expect(out).toMatchInlineSnapshot(`
    "agent.ts:3  model
    fake-model · 3 ticks · 200 output tokens a tick · 5 s between ticks

    Run
      as it stands         $0.0030 for 3 ticks
      without a cache      $0.0090: caching saves 66.5%
      a day of them        $0.3009 for 100 runs
      prompt hit rate      91% latest tick, 61% whole run
      read-to-write ratio  2.0

    Bottleneck
      Long inputs, carried by the cache: the prompt is at least 99.9% of every
      tick's cost, and 91% of the latest one is read from the cache. A shorter
      prompt and fewer ticks are the levers left.

    Prompt
      #  part    tokens  changes  cached  from
      1  system   ≈1000  stable   no      “two”

    Ticks   █ read  ▓ write  ░ fresh  · output
      1  ▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓░░░······  1,300 tok  $0.0010   0% hit
      2  ███████████████████████████████░░░······  1,300 tok  $0.0010  91% hit
      3  ███████████████████████████████░░░······  1,300 tok  $0.0010  91% hit

    Not sent
      Only models of Anthropic and OpenAI can be sent to, fake-model cannot.
    "
  `);
});

test('a file shows all of its calls, a folder those of all its files', async () => {
  const { out } = await runCli(files, ['profile', '.']);
  expect(out).toContain('agent.ts:1  model');
  expect(out).toContain('agent.ts:3  model');
});

test('a long run is shortened in the middle, and its figures count every tick', async () => {
  const { out } = await runCli(files, ['profile', 'agent.ts:1', '--ticks', '100']);
  expect(out).toContain('… 80 more ticks');
  expect(out).toMatch(/\n\s+100 {2}█/);
  expect(out).toContain('for 100 ticks');
});

test('without a model call there is nothing to show', async () => {
  expect(await runCli(files, ['profile', 'calm.ts'])).toMatchObject({ code: 1, out: '' });
});

test('a line needs a file', async () => {
  expect((await runCli(files, ['profile', '.:3'])).code).toBe(2);
});

test('the report for programs has the same figures in dollars', async () => {
  const { out, code } = await runCli(files, ['profile', 'agent.ts:3', '--ticks', '3', '--format', 'json']);
  expect(code).toBe(0);
  const { calls } = JSON.parse(out);
  expect(calls).toHaveLength(1);
  expect(calls[0]).toMatchObject({ file: 'agent.ts', line: 3, callee: 'model', model: 'fake-model' });
  expect(calls[0].run).toMatchObject({ ticks: 3 });
  expect(calls[0].run.cost).toBeCloseTo(0.003, 3);
  expect(calls[0].day.cost).toBeCloseTo(calls[0].run.cost * 100, 9);
  expect(calls[0].run.latestHitRate).toBeCloseTo(0.91, 2);
});

test('an unknown form of the report is wrong usage', async () => {
  expect((await runCli(files, ['profile', '.', '--format', 'xml'])).code).toBe(2);
});
