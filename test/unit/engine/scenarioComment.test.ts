// Comments at a model call that state how it is used.
import { describe, expect, test } from 'vitest';
import { analyzeOne, plainSettings } from '../../harness/analyzeOne.ts';
import { sharedEngine } from '../../harness/analyzeProject.ts';

const typescript = (comment: string, before = 'return ', behind = '') => `import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
export async function answer(question: string) {
  ${comment}
  ${before}await client.messages.create({${behind}
    model: 'claude-opus-5', max_tokens: 4096,
    system: 'You answer questions about the weather.',
    messages: [{ role: 'user', content: question }],
  });
}
`;
const python = (comment: string) => `import anthropic
client = anthropic.Anthropic()
def answer(question: str):
    ${comment}
    return client.messages.create(
        model="claude-opus-5", max_tokens=4096, system="You answer questions about the weather.",
        messages=[{"role": "user", "content": question}])
`;

async function scenarioOf(text: string, path?: string) {
  const [call] = await analyzeOne(text, {}, path);
  if (call === undefined) throw new Error('There is no call.');
  const engine = await sharedEngine();
  const scenario = engine.scenarioOf(call, plainSettings.scenario);
  return { call, scenario, run: engine.timeline(call, scenario), ...call.estimate };
}

describe('a comment states', () => {
  test.each([
    ['on the line before', typescript('// hitrate ticks=20 output=400 gap=8m')],
    ['in a block', typescript('/* hitrate ticks=20 output=400 gap=8m */')],
    ['on several lines', typescript('// hitrate ticks=20\n  // hitrate output=400 gap=8m')],
    ['before a statement that begins earlier', typescript('// hitrate ticks=20 output=400 gap=480', 'const a =\n    ')],
    ['behind the beginning of the call', typescript('', 'return ', ' // hitrate ticks=20 output=400 gap=480s')],
  ])('%s', async (_, text) => {
    const { scenario, run, output } = await scenarioOf(text);
    expect(scenario).toEqual({ ...plainSettings.scenario, ticks: 20, outputTokens: 400, gapSeconds: 480 });
    expect([run?.ticks.length, run?.outputTokens, output]).toEqual([20, 400, 400]);
  });

  test('in Python', async () => {
    const { scenario } = await scenarioOf(python('# hitrate ticks=3 result=900 tasks=2.5 hole=7'), '/p/agent.py');
    expect(scenario).toMatchObject({ ticks: 3, toolResultTokens: 900, tasksPerDay: 2.5, holeTokens: 7 });
  });
});

describe('a comment states nothing', () => {
  test.each([
    ['for the call after the next', typescript('// hitrate ticks=20\n  const other = 1;')],
    ['inside a text', typescript("const text = '// hitrate ticks=20';")],
    ['in a sentence', typescript('// see hitrate ticks=20 for more')],
  ])('%s', async (_, text) => {
    expect((await scenarioOf(text)).scenario).toEqual(plainSettings.scenario);
  });
});

test.each([
  ['// hitrate tick=20', '`tick=20`, which is none of ticks, output, reasoning, result, hole, tasks, gap'],
  ['// hitrate ticks=many', '`ticks=many`, but ticks takes a number from 1 to 10000'],
  ['// hitrate ticks=0', '`ticks=0`, but ticks takes a number from 1 to 10000'],
  ['// hitrate ticks=5m', '`ticks=5m`, but ticks takes'],
  ['// hitrate gap=soon', '`gap=soon`, but gap takes a time such as 30s, 8m or 1h'],
])('%s is told where the numbers are', async (comment, message) => {
  const { assumptions, scenario } = await scenarioOf(typescript(`${comment} output=300`));
  expect(assumptions.join()).toContain(message);
  expect(scenario).toEqual({ ...plainSettings.scenario, outputTokens: 300 });
});
