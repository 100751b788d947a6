// The runner of the rules: merging, severities, messages, and rules that fail.
import { describe, expect, it } from 'vitest';
import type { Facts, ModelCall, Severity } from '../../../../server/src/engine/model/index.ts';
import {
  type CheckedCall,
  checkRules,
  type Rule,
  type RulesOutput,
} from '../../../../server/src/engine/rules/index.ts';
import { type Draft, defineRule } from '../../../../server/src/engine/rules/rule.ts';

const facts: Facts = {
  modelCalls: [],
  loops: [],
  fanOuts: [],
  toolDispatches: [],
  cacheAccesses: [],
  callFlows: [],
  unmarkedErrors: [],
  itemCalls: [],
  offlineCalls: [],
  dependentCalls: [],
  answerUses: [],
  resultCaches: [],
  promptClocks: [],
  shortenedMessages: [],
  renders: [],
  notes: [],
};

const place = { path: 'prompts.ts', start: 10, end: 20 };

/** Only what the runner reads of a call. */
function checkedCall(id: number): CheckedCall {
  const start = 100 * (id + 1);
  const site = {
    place: { path: 'main.ts', start, end: start + 50 },
    calleePlace: { path: 'main.ts', start, end: start + 10 },
    callee: { path: [], label: `send${id}` },
  };
  const analyzed = { call: { id, site } as unknown as ModelCall } as CheckedCall['analyzed'];
  return {
    analyzed,
    limits: { needsMark: false, lifetimes: {}, changes: {} },
    scenario: {} as CheckedCall['scenario'],
  };
}

function ruleOf(check: (call: number) => readonly Draft<'found'>[]): Rule {
  return defineRule({
    id: 'some-rule',
    since: '0.1.0',
    severity: 'warning',
    recommended: true,
    fix: 'none',
    takes: 'call',
    summary: 'something',
    docs: { what: 'a', why: 'b', fix: 'c', whenNotToUse: 'd' },
    messages: { found: '`{label}` costs {tokens}.' },
    *check({ analyzed }) {
      yield* check(analyzed.call.id);
    },
  });
}

function run(rule: Rule, calls: number, severities?: ReadonlyMap<string, Severity>): RulesOutput {
  return checkRules({
    facts,
    calls: Array.from({ length: calls }, (_, id) => checkedCall(id)),
    text: () => undefined,
    languageOf: () => undefined,
    moduleOf: () => undefined,
    rules: [rule],
    ...(severities === undefined ? {} : { severities }),
  });
}

describe('checkRules', () => {
  const data = { label: 'now()', tokens: 12 };

  it('renders the message of the draft', () => {
    const [finding] = run(
      ruleOf(() => [{ messageId: 'found', place, data }]),
      1,
    ).findings;
    expect(finding).toMatchObject({ message: '`now()` costs 12.', severity: 'warning', rule: 'some-rule', call: 0 });
  });

  it('reports a place once and points at the calls that reach it, five at most', () => {
    const { findings } = run(
      ruleOf(() => [{ messageId: 'found', place, data }]),
      8,
    );
    expect(findings).toHaveLength(1);
    expect(findings[0]?.related.map(({ message }) => message)).toEqual(
      [0, 1, 2, 3, 4].map((id) => `sent by \`send${id}\``),
    );
  });

  it('lets the gravest draft speak, whichever call comes first', () => {
    const rule = ruleOf((call) => [
      { messageId: 'found', place, data: { label: `${call}`, tokens: 0 }, severity: call === 1 ? 'warning' : 'hint' },
    ]);
    expect(run(rule, 3).findings).toMatchObject([{ severity: 'warning', call: 1 }]);
  });

  it('builds fixes for the draft that speaks only, once, and only when they are asked for', () => {
    const built: number[] = [];
    const rule = ruleOf((call) => [
      {
        messageId: 'found',
        place,
        data,
        fixes: () => {
          built.push(call);
          return [];
        },
      },
    ]);
    const [finding] = run(rule, 3).findings;
    expect(built).toEqual([]);
    expect(structuredClone(finding)?.fixes).toEqual([]);
    expect(finding?.fixes).toEqual([]);
    expect(built).toEqual([0]);
  });

  it('moves lowered findings along with a changed severity', () => {
    const rule = ruleOf(() => [{ messageId: 'found', place, data, severity: 'information' }]);
    expect(run(rule, 1, new Map([['some-rule', 'error']])).findings[0]?.severity).toBe('warning');
    expect(run(rule, 1, new Map([['some-rule', 'hint']])).findings[0]?.severity).toBe('hint');
    expect(run(rule, 1, new Map([['some-rule', 'off']])).findings).toEqual([]);
  });

  it('tells once that a rule failed', () => {
    const rule = ruleOf(() => {
      throw new Error('broken');
    });
    const { findings, notes } = run(rule, 3);
    expect(findings).toEqual([]);
    expect(notes.map(({ text }) => text)).toEqual(['The rule some-rule failed: broken']);
  });
});
