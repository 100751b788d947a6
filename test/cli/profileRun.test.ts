// `hitrate profile` with the engine itself: it sends what it predicts, keeps it, resumes it, and is careful with money.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../server/src/engine/index.ts';
import { startEngine } from '../../server/src/host/index.ts';
import { profileRunSchema, runEventSchema } from '../../server/src/protocol/index.ts';
import { temporaryFolder } from './harness/runCli.ts';
import { runReal } from './harness/runReal.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.dispose());

const agent = `import anthropic

client = anthropic.Anthropic()
RULES = "Answer by the book. " * 10

def run(question: str):
    messages = [{"role": "user", "content": question}]
    while True:
        answer = client.messages.create(
            model="claude-haiku-5-5", max_tokens=1024, cache_control={"type": "ephemeral"},
            system=RULES, messages=messages)
        messages.append({"role": "assistant", "content": answer.content})
        if answer.stop_reason != "tool_use":
            return messages
        messages.append({"role": "user", "content": []})
`;

const hitrate = (folder: string, ...args: readonly string[]) => runReal(folder, ['profile', ...args], engine);

test('text: a table of what was billed beside what was predicted', async () => {
  const { code, out } = await hitrate(temporaryFolder({ 'agent.py': agent }), 'agent.py', '--ticks', '4');
  expect(code).toBe(0);
  expect(out).toContain('Measured   sent to the local provider, which simulates the cache');
  expect(out).toMatch(/tick +read +5m write +1h write +fresh +output +hit +predicted +cost +first token/);
  expect(out).toContain('Every prompt begins with the one before it.');
});

test('for programs: a document that fits its schema', async () => {
  const { out } = await hitrate(temporaryFolder({ 'agent.py': agent }), 'agent.py', '--ticks', '4', '--format', 'json');
  const { measured } = JSON.parse(out).calls[0];
  expect(profileRunSchema.parse(measured).ticks).toHaveLength(4);
  expect(measured).toMatchObject({ provider: 'local', api: 'messages', model: 'claude-haiku-5-5', wanted: 4 });
});

test('for editors: an event a line, from texts that are not saved, with the scenario that was asked for', async () => {
  const edited = agent
    .replace('            model=', '            # hitrate ticks=9\n            model=')
    .replace('haiku-5-5', 'sonnet-4-5');
  const folder = temporaryFolder({ 'agent.py': agent });
  writeFileSync(join(folder, 'unsaved.json'), JSON.stringify({ [join(folder, 'agent.py')]: edited }));
  const args = ['agent.py:9', '--format', 'jsonl', '--unsaved', 'unsaved.json', '--ticks', '2'];
  const { code, out } = await hitrate(folder, ...args, '--tool-result-tokens', '77');
  expect(code).toBe(0);
  const events = out
    .trimEnd()
    .split('\n')
    .map((line) => runEventSchema.parse(JSON.parse(line)));
  expect(events.map(({ event }) => event)).toEqual(['tick', 'tick', 'run']);
  expect(events.at(-1)).toMatchObject({ run: { model: 'claude-sonnet-4-5', wanted: 2 } });
  const bad = await hitrate(folder, 'agent.py', '--unsaved', 'none.json');
  expect([bad.code, bad.err]).toEqual([2, expect.stringContaining('none.json cannot be read')]);
});

test('--no-run predicts only', async () => {
  const { out } = await hitrate(temporaryFolder({ 'agent.py': agent }), 'agent.py', '--no-run');
  expect(out).not.toContain('Measured');
});

test('sample values are written once, edited, and taken', async () => {
  const folder = temporaryFolder({ 'agent.py': agent });
  const first = await hitrate(folder, 'agent.py', '--write-samples', 'samples.json');
  expect(first.code).toBe(0);
  const samples = JSON.parse(readFileSync(join(folder, 'samples.json'), 'utf8'));
  expect(Object.keys(samples)).toEqual(['question']);
  expect((await hitrate(folder, 'agent.py', '--write-samples', 'samples.json')).err).toMatch(/cannot be written/);
  expect((await hitrate(folder, 'agent.py', '--samples', 'samples.json', '--ticks', '2')).code).toBe(0);
  const bad = await hitrate(temporaryFolder({ 'agent.py': agent, 's.json': '[1]' }), 'agent.py', '--samples', 's.json');
  expect([bad.code, bad.err]).toEqual([2, expect.stringContaining('s.json is no file of sample values')]);
});

test('a run is kept tick by tick and resumed; a line that a crash cut off is left out', async () => {
  const folder = temporaryFolder({ 'agent.py': agent });
  await hitrate(folder, 'agent.py', '--ticks', '3', '--run-file', 'run.jsonl');
  const path = join(folder, 'run.jsonl');
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(3);
  const cut = temporaryFolder({
    'agent.py': agent,
    'run.jsonl': `${lines[0]}\n${lines[1]}\n${lines[2]?.slice(0, 50)}`,
  });
  const { out } = await hitrate(cut, 'agent.py', '--ticks', '5', '--resume', 'run.jsonl', '--format', 'json');
  const { ticks } = JSON.parse(out).calls[0].measured;
  expect(ticks.map(({ tick }: { tick: number }) => tick)).toEqual([1, 2, 3, 4, 5]);
  expect(ticks[1]).toEqual(JSON.parse(lines[1] ?? '').tick);
});

test('a live run needs a key, the right service and a limit that is high enough, and says so before it sends anything', async () => {
  const folder = temporaryFolder({ 'agent.py': agent });
  const key = process.env.ANTHROPIC_API_KEY;
  try {
    delete process.env.ANTHROPIC_API_KEY;
    expect(await hitrate(folder, 'agent.py', '--live', 'anthropic')).toMatchObject({
      code: 2,
      err: expect.stringContaining('ANTHROPIC_API_KEY'),
    });
    process.env.ANTHROPIC_API_KEY = 'sk-ant-secret';
    const dear = await hitrate(folder, 'agent.py', '--live', 'anthropic', '--max-cost', '0.000001');
    expect(dear.code).toBe(2);
    expect(dear.err).toMatch(/at most about \$[\d.]+ by the estimate[\s\S]*more than the limit of \$0\.000001/);
    expect(dear.err).not.toContain('secret');
  } finally {
    if (key === undefined) delete process.env.ANTHROPIC_API_KEY;
    else process.env.ANTHROPIC_API_KEY = key;
  }
  expect((await hitrate(folder, 'agent.py', '--live', 'nobody')).err).toMatch(/--live takes anthropic or openai/);
});
