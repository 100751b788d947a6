// A profile that is really sent: an agent's call, analysed, filled with samples, and billed tick by tick by the local provider.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type AnalyzedCall,
  type Engine,
  LineIndex,
  type Scenario,
  sampleValuesOf,
} from '../../server/src/engine/index.ts';
import { startEngine } from '../../server/src/host/index.ts';
import { type ProfileRun, profileRunSchema } from '../../server/src/protocol/index.ts';
import {
  createProvider,
  type LocalProvider,
  type ProfileResume,
  type RunProfileInput,
  replyScriptSchema,
  runProfile,
} from '../../server/src/runs/index.ts';
import { startTestProvider } from './harness/provider.ts';

let engine: Engine;
let provider: LocalProvider;
const scenario: Scenario = {
  ticks: 6,
  outputTokens: 200,
  toolResultTokens: 300,
  gapSeconds: 5,
  tasksPerDay: 100,
  holeTokens: 50,
  reasoningTokens: 0,
};

beforeAll(async () => {
  engine = await startEngine();
  provider = await startTestProvider({ script: replyScriptSchema.parse({ toolRounds: 1000, outputTokens: 200 }) });
});
afterAll(async () => {
  await provider.close();
  engine.dispose();
});

const rules = 'Answer every case by the book, and never by heart. '.repeat(260);

/** An expression inside of a template of the analysed program. */
const filled = (expression: string): string => ['$', '{', expression, '}'].join('');
const clock = filled('new Date().toISOString()');

function agent(system: string, extra = ''): string {
  return `import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
const rules = ${JSON.stringify(rules)};
const tools = [{ name: 'lookup', description: 'Looks up.', input_schema: { type: 'object' as const, properties: { order: { type: 'string' } } } }];
export async function run(question: string) {
  const messages: Anthropic.MessageParam[] = [{ role: 'user', content: question }];
  for (let tick = 0; tick < 9; tick++) {
    const answer = await client.messages.create({
      model: 'claude-sonnet-4-6', max_tokens: 1024, tools, ${extra}
      system: [{ type: 'text', text: ${system}, cache_control: { type: 'ephemeral' } }],
      messages,
    });
    messages.push({ role: 'assistant', content: answer.content });
    messages.push({ role: 'user', content: [] });
  }
}
`;
}

function callOf(text: string, path = '/work/agent.ts'): AnalyzedCall {
  const analysis = engine.analyze(
    path,
    { read: (one) => (one === path ? text : undefined) },
    { rules: {}, scenario, roots: ['/work'] },
  );
  const [call] = analysis.calls;
  if (call === undefined) throw new Error('no call');
  return call;
}

async function send(text: string, change: Partial<RunProfileInput> = {}, path = '/work/agent.ts'): Promise<ProfileRun> {
  const lines = new LineIndex(text);
  const target = {
    name: 'local' as const,
    anthropicUrl: provider.anthropicUrl,
    openAiUrl: provider.openAiUrl,
    key: expect.getState().currentTestName ?? '',
  };
  const run = await runProfile({
    engine,
    call: callOf(text, path),
    scenario,
    provider: createProvider(target),
    lineOf: (_, offset) => lines.positionAt(offset).line + 1,
    ...change,
  });
  return profileRunSchema.parse(run);
}

const reads = (run: ProfileRun): readonly boolean[] => run.ticks.map(({ tokens }) => tokens.read > 1000);

describe('Claude', () => {
  test('a stable system prompt with a mark is read by every tick but the first, as predicted', async () => {
    const run = await send(agent('rules'));
    expect(reads(run)).toEqual([false, true, true, true, true, true]);
    for (const { hitRate, predicted, divergence, missReason } of run.ticks) {
      expect(Math.abs((hitRate ?? 0) - (predicted?.hitRate ?? 1))).toBeLessThan(0.03);
      expect([divergence, missReason]).toEqual([undefined, undefined]);
    }
    expect(run.total.cost).toBeCloseTo(
      run.ticks.reduce((sum, { cost }) => sum + (cost ?? 0), 0),
      9,
    );
  });

  test('a clock in front of the rules: nothing is read, and the line of the clock is named', async () => {
    const text = agent(`\`Now: ${clock}\\n${filled('rules')}\``);
    const run = await send(text);
    expect(reads(run)).toEqual(Array(6).fill(false));
    const { divergence, missReason } = run.ticks[1] ?? {};
    expect(missReason).toBe('system_changed');
    expect(divergence).toMatchObject({ level: 'system', source: { path: '/work/agent.ts' } });
    const line = text.split('\n').findIndex((one) => one.includes('new Date()')) + 1;
    expect(divergence?.source?.line).toBe(line);
  });

  test('the first divergent byte counts bytes, not characters', async () => {
    const run = await send(agent(`\`Größe: ${clock}\\n${filled('rules')}\``));
    const shorter = await send(agent(`\`Grosse: ${clock}\\n${filled('rules')}\``));
    // Größe has five letters and seven bytes, Grosse six of both.
    expect((run.ticks[1]?.divergence?.byte ?? 0) - (shorter.ticks[1]?.divergence?.byte ?? 0)).toBe(1);
  });

  test('automatic caching reads all of the tick before', async () => {
    const run = await send(agent('rules', "cache_control: { type: 'ephemeral' },"));
    const last = run.ticks.at(-1);
    expect(last?.hitRate).toBeGreaterThan(0.85);
    const before = run.ticks.at(-2)?.tokens;
    expect(last?.tokens.read).toBe((before?.read ?? 0) + (before?.write5m ?? 0));
  });

  test('pauses longer than the lifetime lose the entry each time', async () => {
    const run = await send(agent('rules'), { scenario: { ...scenario, gapSeconds: 400 } });
    expect(reads(run)).toEqual(Array(6).fill(false));
    expect(run.ticks[1]?.missReason).toBe('expired');
  });

  test('sample values of the user win, one for each tick and each variable of the environment', async () => {
    const text = agent(
      `\`${filled('process.env.TENANT')} ${filled("process.env['TEAM']")} ${filled('process.env.TENANT')} ${filled('rules')}\``,
    );
    const body = engine.sample(callOf(text), { scenario, tick: 0 });
    expect(Object.keys(body === undefined ? {} : sampleValuesOf(body))).toEqual([
      'process.env.TENANT',
      "process.env['TEAM']",
      'question',
    ]);
    const same = await send(text, { samples: { 'process.env.TENANT': 'acme' } });
    expect(reads(same)).toEqual([false, true, true, true, true, true]);
    const other = await send(text, { samples: { 'process.env.TENANT': ['acme', 'initech'] } });
    expect(other.ticks[1]?.divergence?.after).toContain('initech');
  });
});

describe('OpenAI', () => {
  test.each([
    ['chat.completions', 'gpt-4o', "messages: [{ role: 'system', content: rules }, ...history]"],
    ['responses', 'gpt-6-astra', 'instructions: rules, input: history'],
  ])('%s with %s', async (api, model, body) => {
    const text = `import OpenAI from 'openai';
const client = new OpenAI();
const rules = ${JSON.stringify(rules)};
export async function run(question: string) {
  const history: any[] = [{ role: 'user', content: question }];
  for (let tick = 0; tick < 9; tick++) {
    const answer: any = await client.${api}.create({ model: '${model}', ${body} });
    history.push({ role: 'assistant', content: answer.text });
    history.push({ role: 'user', content: 'go on' });
  }
}
`;
    const run = await send(text);
    expect(run.api).toBe(api === 'responses' ? 'responses' : 'chat');
    expect(reads(run)).toEqual([false, true, true, true, true, true]);
    for (const { hitRate, predicted } of run.ticks) {
      expect(Math.abs((hitRate ?? 0) - (predicted?.hitRate ?? 1))).toBeLessThan(0.03);
    }
  });

  test('newer models bill a write that no tick reads: it is predicted, and dearer than no cache', async () => {
    const text = `import OpenAI from 'openai';
const client = new OpenAI();
const rules = ${JSON.stringify(rules)};
export async function run(question: string) {
  for (let tick = 0; tick < 9; tick++) {
    await client.responses.create({ model: 'gpt-6-astra', instructions: \`${clock} ${filled('rules')}\`, input: question });
  }
}
`;
    const run = await send(text);
    expect(reads(run)).toEqual(Array(6).fill(false));
    expect(run.ticks[1]?.missReason).toBe('input_changed');
    const predicted = run.ticks.reduce((sum, tick) => sum + (tick.predicted?.cost ?? 0), 0);
    expect((run.total.cost ?? 0) / predicted).toBeCloseTo(1, 1);
    expect(run.ticks.every(({ tokens }) => (tokens.write30m ?? 0) > 1000)).toBe(true);
  });
});

test('a provider whose time is real is waited for, and asked for the reason of each miss', async () => {
  const began = Date.now();
  const run = await send(agent(`\`${clock} ${filled('rules')}\``), {
    scenario: { ...scenario, ticks: 3, gapSeconds: 0.2 },
    provider: createProvider({ name: 'anthropic', anthropicUrl: provider.anthropicUrl, key: 'live' }),
  });
  expect(Date.now() - began).toBeGreaterThanOrEqual(400);
  expect(run).toMatchObject({ provider: 'anthropic', wanted: 3 });
  expect(run.ticks.map(({ missReason }) => missReason)).toEqual([undefined, 'system_changed', 'system_changed']);
});

describe('a run that does not go through', () => {
  test('is cancelled, and resumed where it was', async () => {
    const text = agent('rules', "cache_control: { type: 'ephemeral' },");
    const whole = await send(text);
    const controller = new AbortController();
    let state: ProfileResume | undefined;
    const half = await send(text, {
      signal: controller.signal,
      onTick: (tick, resume) => {
        state = resume;
        if (tick.tick === 3) controller.abort();
      },
    });
    expect(half.ticks).toHaveLength(3);
    expect(half.ended).toBe('Cancelled after 3 of 6 ticks.');
    if (state === undefined) throw new Error('no state');
    const rest = await send(text, { from: state });
    expect(rest.ticks).toHaveLength(6);
    expect(rest.ended).toBeUndefined();
    // Its cache went away with the first attempt; what is sent is the same.
    const input = (run: ProfileRun) => run.ticks.map(({ tokens }) => tokens.read + tokens.write5m + tokens.fresh);
    expect(input(rest)).toEqual(input(whole));
  });

  test('ends at the limit of what it may cost', async () => {
    const run = await send(agent('rules'), { mostDollars: 0.02 });
    expect(run.ticks.length).toBeGreaterThan(0);
    expect(run.ticks.length).toBeLessThan(6);
    expect(run.ended).toMatch(/are spent, and the limit is \$0\.02/);
  });

  test('says what the provider answered, and that it cannot be reached', async () => {
    const refused = await send(agent('rules').replaceAll("{ type: 'ephemeral' }", "{ type: 'ephemeral', ttl: '1h' }"), {
      provider: createProvider({ name: 'local', anthropicUrl: `${provider.anthropicUrl}/nowhere`, key: 'k' }),
    });
    expect(refused.ended).toMatch(/^Tick 1 failed: the provider answered 404: Not found/);
    const dead = await send(agent('rules'), {
      provider: createProvider({ name: 'local', anthropicUrl: 'http://127.0.0.1:9', key: 'sk-ant-secret' }),
    });
    expect(dead.ended).toMatch(/^Tick 1 failed: the provider cannot be reached/);
    expect(dead.ended).not.toContain('sk-ant-secret');
  });
});
