// `hitrate levers`: advice on calls and recordings, the stages, and what is refused.

import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type RecordedExchange, recordingLines } from '../runs/harness/recordingFile.ts';
import { runCli, temporaryFolder } from './harness/runCli.ts';
import { runReal } from './harness/runReal.ts';

/** In a folder of its own, with the real engine. */
async function hitrate(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const folder = temporaryFolder(files);
  try {
    return await runReal(folder, args);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const agent = `import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
const tools = [
  { name: 'lookup_order', description: ${JSON.stringify('Finds an order. '.repeat(60))}, input_schema: { type: 'object' as const } },
  { name: 'lookup_user', description: ${JSON.stringify('Finds a user. '.repeat(60))}, input_schema: { type: 'object' as const } },
];
export async function answer(question: string) {
  const messages: Anthropic.MessageParam[] = [{ role: 'user', content: question }];
  for (let tick = 0; tick < 8; tick++) {
    const reply = await client.messages.create({
      model: 'claude-sonnet-4-5', max_tokens: 500, tools,
      system: ${JSON.stringify('You answer questions about bicycles and their parts. '.repeat(400))},
      messages,
    });
    messages.push({ role: 'assistant', content: reply.content });
    if (reply.stop_reason !== 'tool_use') return reply;
    messages.push({ role: 'user', content: [{ type: 'tool_result', tool_use_id: 'x', content: await lookup(reply) }] });
  }
}
declare function lookup(reply: unknown): Promise<string>;
`;

/** Conversations that find and read at once, send, and answer: half a second of model, two of tools. */
function recording(conversations: number): string {
  const exchanges = Array.from({ length: conversations }, (_, one): readonly RecordedExchange[] => {
    const tools = [['find', 'read'], ['send'], []];
    return tools.map((called, tick) => ({
      at: one * 100 + tick * 2.5,
      body: {
        model: 'claude-sonnet-4-5',
        system: 'Answer every case by the book. '.repeat(200),
        messages: tools
          .slice(0, tick + 1)
          .flatMap((_names, at) => [
            { role: 'user', content: `case ${one}, step ${at}` },
            ...(at < tick ? [{ role: 'assistant', content: `step ${at} of ${one} is done` }] : []),
          ]),
      },
      usage: { read: 0, write: 0, fresh: 1500 + tick * 100, output: 60 },
      tools: called,
      takes: 500,
    }));
  });
  return `${recordingLines(exchanges.flat()).join('\n')}\n`;
}

describe('advice', () => {
  test('without a path: the preset, its bottleneck, and levers in their order', async () => {
    const { code, out } = await runCli({}, ['levers']);
    expect(code).toBe(0);
    expect(out).toContain('preset course  claude-sonnet-4-5, 20 ticks');
    expect(out).toMatch(/Bottleneck\n {2}Long inputs: the prompt is at least 82%/);
    expect(out).toMatch(/1\s+prompt cache\s+-\$0\.3162\s+-\$31\.62/);
    expect(out).toContain('Not here\n');
    expect((await runCli({}, ['levers', '--preset', 'course'])).out).toBe(out);
  });

  test('of a call: its own figures, tools and all', async () => {
    const { code, out } = await hitrate(
      { 'agent.ts': agent },
      'levers',
      'agent.ts',
      '--format',
      'json',
      '--slo',
      '10000',
    );
    expect(code).toBe(0);
    const [found] = JSON.parse(out).agents;
    expect(found.title).toContain('agent.ts:10');
    expect(found.verdict.kind).toBe('long-inputs');
    expect(found.advice[0].required).toBe(true);
    expect(found.advice.find(({ fits }: { fits: boolean }) => fits).lever).toBe('prompt-cache');
    expect(found.slo).toMatchObject({ wanted: 10_000, met: false });
    expect(found.advice.map(({ lever }: { lever: string }) => lever)).toContain('ask-together');
    const cheaper = await hitrate(
      { 'agent.ts': agent },
      'levers',
      'agent.ts:10',
      '--format',
      'json',
      '--model',
      'claude-haiku-4-5',
    );
    expect(JSON.parse(cheaper.out).agents[0].cost).toBeCloseTo(found.cost / 3, 6);
  });

  test('what is assumed can be set, and is said', async () => {
    const { out } = await runCli({}, [
      'levers',
      '--assume',
      'questionsRepeat=1,semanticHitRate=0.69',
      '--assume',
      'semanticAccuracy=0.9',
    ]);
    expect(out).toContain('69% hits, 90% of them right');
    expect(out).toContain('6.9 a day');
  });

  test('of a recording: its plans, its calls per answer, its pauses', async () => {
    const { code, out } = await runCli({ 'run.jsonl': recording(6) }, ['levers', 'run.jsonl', '--format', 'json']);
    expect(code).toBe(0);
    const [found] = JSON.parse(out).agents;
    expect(found.title).toBe('run.jsonl, conversation 4 of 6');
    const pattern = found.advice.find(({ lever }: { lever: string }) => lever === 'pattern-cache');
    expect(pattern.assumes.join()).not.toContain('repeat a plan');
    expect(pattern.figures.callsSavedPerRepeat).toBe(2);
    // Two of three answers call tools; one of these makes two calls.
    const parallel = found.advice.find(({ lever }: { lever: string }) => lever === 'parallel-tools');
    expect(parallel.figures.severalShare).toBe(0.5);
    expect(parallel.saves.milliseconds).toBeCloseTo(1000, 0);
  });

  test('nothing to advise on, or nothing with a price, is a finding', async () => {
    expect(await runCli({ 'a.ts': 'export {};\n' }, ['levers', 'a.ts'])).toMatchObject({ code: 1, out: '' });
  });
});

describe('stages', () => {
  test.each([
    [1, /127,200 tokens of input, \$0\.4416, 24\.0 s/],
    [2, /behind the latest turn, moving ◆/],
    [3, /lookup_order\s+3\s+2\s+1\s+0\s+0\s+67%/],
    [4, /parallel: 700 ms, 800 ms saved/],
    [5, /From \d+ agents \(\d+ calls a second\) on/],
  ])('stage %i', async (stage, words) => {
    const { code, out } = await runCli({}, ['levers', '--stage', String(stage)]);
    expect(code).toBe(0);
    expect(out).toMatch(words);
  });

  test('with figures of the user on top', async () => {
    const input = {
      calls: [
        { name: 'a', milliseconds: 300 },
        { name: 'b', milliseconds: 200, needs: ['a'] },
      ],
      pool: 1,
    };
    const { out } = await runCli({ 'in.json': JSON.stringify(input) }, [
      'levers',
      '--stage',
      '4',
      '--input',
      'in.json',
      '--format',
      'json',
    ]);
    expect(JSON.parse(out).agents[0].dispatch.map(({ wall }: { wall: number }) => wall)).toEqual([500, 500, 500]);
    const shorter = await runCli({ 'in.json': '{ "system": 500 }' }, ['levers', '--stage', '1', '--input', 'in.json']);
    expect(shorter.out).toContain('40,000 tokens of tools and system prompt are sent, 38,000 of them again');
    const stream = { ttl: 3600, tools: { current_time: { milliseconds: 5, cost: 0.5, freshSeconds: 0 } } };
    const cache = await runCli({ 'in.json': JSON.stringify(stream) }, ['levers', '--stage', '3', '--input', 'in.json']);
    expect(cache.out).toMatch(/current_time\s+2\s+1\s+1\s+1\s+0\s+50%\s+\$0\.5000/);
    const batch = await runCli({ 'in.json': '{ "agents": [2], "windowMilliseconds": 50, "requestCost": 1 }' }, [
      'levers',
      '--stage',
      '5',
      '--input',
      'in.json',
    ]);
    expect(batch.out).toContain('Batching makes the mean call later');
  });

  test('with the figures of a call', async () => {
    const { out } = await hitrate({ 'agent.ts': agent }, 'levers', 'agent.ts', '--stage', '1', '--format', 'json');
    const advice = await hitrate({ 'agent.ts': agent }, 'levers', 'agent.ts', '--format', 'json');
    expect(JSON.parse(out).agents[0].run.total).toBeCloseTo(JSON.parse(advice.out).agents[0].cost, 9);
    const dispatch = await hitrate({ 'agent.ts': agent }, 'levers', 'agent.ts', '--stage', '4');
    expect(dispatch.out).toContain('lookup_order');
    expect(dispatch.out).toContain('parallel: 500 ms, 500 ms saved');
  });
});

test.each([
  [['levers', '--stage', '6'], '--stage'],
  [['levers', '--input', 'x.json'], '--stage too'],
  [['levers', '--stage', '1', '--input', 'none.json'], 'none.json cannot be read'],
  [['levers', '--stage', '1', '--input', 'bad.json'], 'bad.json'],
  [['levers', '--stage', '4', '--input', 'cycle.json'], 'wait for each other'],
  [['levers', '--assume', 'nonsense=1'], 'toolMilliseconds'],
  [['levers', '--assume', 'easyShare=2'], 'share from 0 to 1'],
  [['levers', '--assume', 'toolCost=x'], 'a number'],
  [['levers', '--slo', '-1'], '--slo'],
  [['levers', '--preset', 'other'], '--preset'],
  [['levers', 'a.ts', '--preset', 'course'], 'not both'],
  [['levers', '--model', 'no-such-model'], 'no-such-model'],
  [['levers', '--format', 'sarif'], '--format'],
  [['levers', 'none.jsonl'], 'no file'],
  [['levers', 'a', 'b'], 'one path'],
] as const)('%j is refused', async (args, words) => {
  const files = {
    'bad.json': '{ "ticks": "many" }',
    'cycle.json':
      '{ "calls": [{ "name": "a", "milliseconds": 1, "needs": ["b"] }, { "name": "b", "milliseconds": 1, "needs": ["a"] }] }',
    'a.ts': '',
  };
  const { code, err } = await runCli(files, args);
  expect(code).toBe(2);
  expect(err).toContain(words);
});
