// Tests of the counters of loops: what they leave in a prompt, and which bounds end a loop.
import { beforeAll, describe, expect, it } from 'vitest';
import type { AnalyzedCall, Engine } from '../../../../server/src/engine/index.ts';
import { sharedEngine } from '../../../harness/analyzeProject.ts';
import { callsOf, type SourceLanguage } from '../../../harness/understand.ts';
import { pyRun, pySend, startPy, startTs, tsRun, tsSend } from './loopPrograms.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await sharedEngine();
});

function onlyCall(language: SourceLanguage, source: string): AnalyzedCall {
  const calls = callsOf(engine, language, source);
  const [first] = calls;
  if (first === undefined || calls.length > 1) throw new Error(`${calls.length} calls`);
  return first;
}

describe('what a counter of a loop leaves in a prompt', () => {
  const tail = "[{ role: 'user', content: question }]";
  it.each([
    ['ts', 'for (let i = 0; i < 5; i++) {', '`Step ${i + 1} of 5.`'],
    ['ts', 'let n = 0; while (n < 5) { n++;', '`Step ${n} of 5.`'],
    ['ts', 'for (const [i] of items.entries()) {', '`Step ${i}.`'],
  ] as const)('%s: %s', (_language, head, system) => {
    const source = tsRun(
      `${head}\nawait client.messages.create({ model: 'claude-sonnet-5', max_tokens: 9, system: ${system}, messages: ${tail} }); }`,
    );
    const { layout } = onlyCall('ts', source);
    expect(layout.segments.find(({ level, kind }) => level === 'system' && kind === 'hole')?.volatility.changes).toBe(
      'call',
    );
  });
  it.each([
    ['for i in range(5):', 'f"Step {i + 1} of 5."'],
    ['n = 0\nwhile n < 5:\n    n += 1', 'f"Step {n}."'],
  ])('py: %s', (head, system) => {
    const source = pyRun(
      `${head}\n    client.messages.create(model="claude-sonnet-5", max_tokens=9, system=${system}, messages=[{"role": "user", "content": question}])`,
    );
    const { layout } = onlyCall('py', source);
    expect(layout.segments.find(({ level, kind }) => level === 'system' && kind === 'hole')?.volatility.changes).toBe(
      'call',
    );
  });
});

describe('what can end a loop', () => {
  const call = tsSend('messages');
  const pyCall = pySend('messages');
  function loopOf(language: SourceLanguage, source: string) {
    const { call: found } = onlyCall(language, source);
    const [id] = found.loops;
    const loop = found.site.frames.flatMap((frame) => frame.loops).find((one) => one.id === id);
    return {
      endless: loop?.endless,
      bounds: loop?.bounds.map(({ kind, limit }) => (limit === undefined ? kind : `${kind} ${limit}`)),
    };
  }

  it.each([
    ['ts', `${startTs}\nfor (let i = 0; i < 7; i++) { ${call}; }`, { endless: false, bounds: ['count 7'] }],
    ['ts', `${startTs}\nwhile (true) { ${call}; }`, { endless: true, bounds: [] }],
    ['ts', `${startTs}\nfor (;;) { ${call}; }`, { endless: true, bounds: [] }],
    [
      'ts',
      `${startTs}\nlet n = 0; while (true) { ${call}; if (++n >= 4) break; }`,
      { endless: true, bounds: ['count 4'] },
    ],
    [
      'ts',
      `${startTs}\nlet n = 0; while (true) { ${call}; n += 1; if (n > 4) throw new Error('too many'); }`,
      { endless: true, bounds: ['exception 4'] },
    ],
    ['ts', `${startTs}\nfor (const item of items) { ${call}; }`, { endless: false, bounds: ['collection'] }],
    ['py', `${startPy}\nfor _ in range(7):\n    ${pyCall}`, { endless: false, bounds: ['count 7'] }],
    ['py', `${startPy}\nwhile True:\n    ${pyCall}`, { endless: true, bounds: [] }],
    [
      'py',
      `${startPy}\nn = 0\nwhile True:\n    ${pyCall}\n    n += 1\n    if n >= 4:\n        break`,
      { endless: true, bounds: ['count 4'] },
    ],
    ['py', `${startPy}\nfor item in items:\n    ${pyCall}`, { endless: false, bounds: ['collection'] }],
  ] as const)('%s: %s', (language, body, expected) => {
    expect(loopOf(language, language === 'ts' ? tsRun(body) : pyRun(body))).toEqual(expected);
  });
});
