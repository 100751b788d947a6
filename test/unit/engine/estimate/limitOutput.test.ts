// The output that a request allows caps what a tick is expected to answer.
import { describe, expect, test } from 'vitest';
import { limitOutput, outputLimitsOf } from '../../../../server/src/engine/estimate/index.ts';
import type { Presence, Request, Scenario, Value } from '../../../../server/src/engine/model/index.ts';

const place = { path: 'a.ts', start: 0, end: 1 };
const scenario: Scenario = {
  ticks: 10,
  outputTokens: 200,
  toolResultTokens: 300,
  gapSeconds: 5,
  tasksPerDay: 100,
  reasoningTokens: 1_000,
  holeTokens: 50,
};

function params(entries: Readonly<Record<string, number>>, presence: Presence = 'always'): Pick<Request, 'params'> {
  return {
    params: new Map(
      Object.entries(entries).map(([key, value]) => [
        key,
        { value: { kind: 'scalar', value, place }, place, presence },
      ]),
    ),
  };
}

describe('limitOutput', () => {
  test.each([
    ['a smaller limit', { max_tokens: 16 }, 16],
    ['a larger limit', { max_tokens: 4_096 }, 200],
    ['the limit of newer chat models', { max_completion_tokens: 50 }, 50],
    ['the limit of responses', { max_output_tokens: 64 }, 64],
    ['a warm-up request', { max_tokens: 0 }, 200],
    ['no limit', { temperature: 0 }, 200],
  ])('%s', (_name, given, expected) => {
    expect(limitOutput(outputLimitsOf(params(given)), scenario).outputTokens).toBe(expected);
  });

  test('a limit that is set only sometimes promises nothing', () => {
    expect(limitOutput(outputLimitsOf(params({ max_tokens: 16 }, 'sometimes')), scenario).outputTokens).toBe(200);
  });
});

describe('reasoning is output', () => {
  const text = (written: string): Value => ({
    kind: 'text',
    pieces: [{ kind: 'literal', text: written, place }],
    place,
  });
  const record = (fields: Readonly<Record<string, Value>>): Value => ({
    kind: 'record',
    fields: Object.entries(fields).map(([key, value]) => ({ key, value, presence: 'always', place })),
    place,
  });
  const number = (value: number): Value => ({ kind: 'scalar', value, place });
  const withParams = (entries: Readonly<Record<string, Value>>): Pick<Request, 'params'> => ({
    params: new Map(Object.entries(entries).map(([key, value]) => [key, { value, place, presence: 'always' }])),
  });

  test.each([
    [
      'thinking with a budget',
      { thinking: record({ type: text('enabled'), budget_tokens: number(600) }) },
      {},
      800,
      600,
    ],
    ['adaptive thinking', { thinking: record({ type: text('adaptive') }) }, {}, 1200, 1000],
    [
      'thinking below the limit of the answer',
      { thinking: record({ type: text('adaptive') }), max_tokens: number(700) },
      {},
      700,
      500,
    ],
    ['thinking that is switched off', { thinking: record({ type: text('disabled') }) }, { reasons: true }, 200, 0],
    ['an effort of a chat', { reasoning_effort: text('low') }, {}, 1200, 1000],
    ['an effort of a response', { reasoning: record({ effort: text('high') }) }, {}, 1200, 1000],
    ['no effort', { reasoning_effort: text('none') }, { reasons: true }, 200, 0],
    ['a model that always thinks', {}, { reasons: true }, 1200, 1000],
    ['nothing', {}, {}, 200, 0],
  ])('%s', (_name, given, model, output, reasoning) => {
    const { outputTokens, reasoningTokens } = limitOutput(outputLimitsOf(withParams(given)), scenario, model);
    expect([outputTokens, reasoningTokens]).toEqual([output, reasoning]);
  });
});
