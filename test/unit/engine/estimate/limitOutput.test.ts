// The output that a request allows caps what a tick is expected to answer.
import { describe, expect, test } from 'vitest';
import { limitOutput } from '../../../../server/src/engine/estimate/index.ts';
import type { Presence, Request, Scenario } from '../../../../server/src/engine/model/index.ts';

const place = { path: 'a.ts', start: 0, end: 1 };
const scenario: Scenario = {
  ticks: 10,
  outputTokens: 200,
  toolResultTokens: 300,
  gapSeconds: 5,
  tasksPerDay: 100,
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
    expect(limitOutput(params(given), scenario).outputTokens).toBe(expected);
  });

  test('a limit that is set only sometimes promises nothing', () => {
    expect(limitOutput(params({ max_tokens: 16 }, 'sometimes'), scenario)).toBe(scenario);
  });
});
