// What a recording says of its conversations: told apart, compared byte by byte, with the reason of each miss.
import { describe, expect, test } from 'vitest';
import { createProviderSimulator, roughTokenCounter } from '../../server/src/engine/index.ts';
import { type RecordingProfile, recordingProfileSchema } from '../../server/src/protocol/index.ts';
import { analyzeRecording, readCalls, UnknownLog } from '../../server/src/runs/index.ts';
import { type RecordedExchange, recordingLines, temporaryFile } from './harness/recordingFile.ts';

const { price } = createProviderSimulator(roughTokenCounter);
const model = 'claude-sonnet-4-6';
const rules = 'Answer every case by the book. '.repeat(50);

function profileOf(path: string, sourceOf?: Parameters<typeof analyzeRecording>[0]['sourceOf']): RecordingProfile {
  const profile = analyzeRecording({
    log: readCalls(path),
    price: (name, usage) => {
      const money = price(name, usage);
      return money === undefined ? undefined : Number(money) / 1e12;
    },
    ...(sourceOf === undefined ? {} : { sourceOf }),
  });
  return recordingProfileSchema.parse(profile);
}

const profiled = (exchanges: readonly RecordedExchange[]): RecordingProfile =>
  profileOf(temporaryFile('run.jsonl', `${recordingLines(exchanges).join('\n')}\n`));

const turn = (role: string, text: string) => ({ role, content: [{ type: 'text', text }] });

function body(messages: readonly object[], system = rules, more: object = {}): object {
  return { model, system: [{ type: 'text', text: system, cache_control: { type: 'ephemeral' } }], messages, ...more };
}

/** A conversation of so many user turns. */
function talk(name: string, turns: number): readonly object[] {
  return Array.from({ length: turns }, (_, at) => [
    turn('user', `${name} asks ${at}`),
    turn('assistant', `${name} hears ${at}`),
  ])
    .flat()
    .slice(0, turns * 2 - 1);
}

const cold = { read: 0, write: 1000, fresh: 20 };
const warm = { read: 1000, write: 100, fresh: 20 };

describe('conversations', () => {
  test('interleaved ones are told apart, each with its ticks in order', () => {
    const profile = profiled([
      { at: 0, body: body(talk('ann', 1)), usage: cold },
      { at: 1, body: body(talk('bob', 1)), usage: warm },
      { at: 2, body: body(talk('ann', 2)), usage: warm },
      { at: 3, body: body(talk('cyd', 1)), usage: warm },
      { at: 4, body: body(talk('bob', 2)), usage: warm },
      { at: 5, body: body(talk('ann', 3)), usage: warm },
    ]);
    expect(profile.conversationCount).toBe(3);
    expect(profile.conversations.map(({ ticks }) => ticks).sort()).toEqual([1, 2, 3]);
  });

  test('two that begin alike and run at once are two', () => {
    const ann = (turns: number, tail: string) => [...talk('ann', turns), turn('assistant', tail), turn('user', tail)];
    const profile = profiled([
      { at: 0, body: body(talk('ann', 1)), usage: cold },
      { at: 0, body: body(talk('ann', 1)), usage: cold },
      { at: 1, body: body(ann(1, 'left')), usage: warm },
      { at: 1, body: body(ann(1, 'right')), usage: warm },
      { at: 2, body: body([...ann(1, 'left'), turn('assistant', 'a'), turn('user', 'b')]), usage: warm },
      { at: 2, body: body([...ann(1, 'right'), turn('assistant', 'a'), turn('user', 'b')]), usage: warm },
    ]);
    expect(profile.conversations.map(({ ticks }) => ticks)).toEqual([3, 3]);
  });

  test('one whose front was cut off is still itself', () => {
    const profile = profiled([
      { at: 0, body: body(talk('ann', 5)), usage: cold },
      { at: 1, body: body(talk('ann', 6).slice(2)), usage: { ...warm, read: 400 } },
    ]);
    expect(profile.conversationCount).toBe(1);
    expect(profile.conversations[0]?.details[1]).toMatchObject({ miss: 'messages_changed', missedTokens: 600 });
  });
});

describe('misses', () => {
  test('a clock in the system prompt: the byte, both texts, the tokens that were not read', () => {
    const at = (time: string, turns: number) => body(talk('ann', turns), `Größe. Now: ${time}. ${rules}`);
    const profile = profiled([
      { at: 0, body: at('10:00:00', 1), usage: cold },
      { at: 5, body: at('10:00:05', 2), usage: cold },
    ]);
    const tick = profile.conversations[0]?.details[1];
    expect(tick).toMatchObject({
      miss: 'system_changed',
      missedTokens: 1000,
      divergence: { level: 'system', block: 0 },
    });
    expect(tick?.divergence?.before).toContain('0. Answer');
    expect(tick?.divergence?.after).toContain('5. Answer');
    const rendered = JSON.stringify({ type: 'text', text: `Größe. Now: 10:00:0` }).slice(0, -2);
    expect(tick?.divergence?.byte).toBe(Buffer.byteLength(rendered));
    expect(profile.misses).toEqual({ system_changed: { ticks: 1, tokens: 1000 } });
    expect(profile.writesNeverRead).toBe(1000);
  });

  test('moving marks change nothing', () => {
    const marked = (turns: number) => {
      const messages = talk('ann', turns) as { content: object[] }[];
      const last = messages.at(-1);
      if (last !== undefined)
        last.content = last.content.map((block) => ({ ...block, cache_control: { type: 'ephemeral' } }));
      return body(messages);
    };
    const profile = profiled(
      [1, 2, 3].map((turns) => ({
        at: turns,
        body: marked(turns),
        usage: { read: (turns - 1) * 1000, write: 1000, fresh: 3 },
      })),
    );
    expect(profile.misses).toEqual({});
    expect(profile.conversations[0]?.details.every(({ divergence }) => divergence === undefined)).toBe(true);
  });

  test('a pause that is longer than the lifetime, five minutes or an hour', () => {
    const profile = profiled([
      { at: 0, body: body(talk('ann', 1)), usage: cold },
      { at: 403, body: body(talk('ann', 2)), usage: cold },
    ]);
    expect(profile.conversations[0]?.details[1]).toMatchObject({ miss: 'expired', missedTokens: 1000 });
    expect(profile.lapsedPauses).toBe(1);
    const hour = (turns: number) => ({
      ...body(talk('ann', turns)),
      system: [{ type: 'text', text: rules, cache_control: { type: 'ephemeral', ttl: '1h' } }],
    });
    const longer = profiled([
      { at: 0, body: hour(1), usage: cold },
      { at: 403, body: hour(2), usage: warm },
    ]);
    expect(longer.lapsedPauses).toBe(0);
  });

  test('sent before the answer began, and one that nothing explains', () => {
    const early = profiled([
      { at: 0, body: body(talk('ann', 1)), usage: cold, takes: 9_000 },
      { at: 1, body: body(talk('ann', 2)), usage: cold },
    ]);
    expect(early.conversations[0]?.details[1]?.miss).toBe('not_yet_available');
    const odd = profiled([
      { at: 0, body: body(talk('ann', 1)), usage: cold },
      { at: 1, body: body(talk('ann', 2)), usage: cold },
    ]);
    expect(odd.conversations[0]?.details[1]?.miss).toBe('unexplained');
  });

  test('one-shot calls whose shared system prompt changes', () => {
    const ask = (name: string, time: string) => body([turn('user', name)], `Now: ${time}. ${rules}`);
    const profile = profiled([
      { at: 0, body: ask('one', '10:00'), usage: cold },
      { at: 60, body: ask('two', '10:01'), usage: cold },
      {
        at: 120,
        body: body([turn('user', 'three')], 'You translate into French, and say nothing else.'),
        usage: { read: 0, write: 0, fresh: 40 },
      },
    ]);
    expect(profile.conversationCount).toBe(3);
    // The translator is another agent: its prompt is no change of the first one's.
    expect(profile.misses).toEqual({ system_changed: { ticks: 1, tokens: 1000 } });
  });

  test('OpenAI: what came before is expected in steps of 128', () => {
    const chat = (turns: number) => ({
      model: 'gpt-4o',
      messages: [{ role: 'system', content: rules }, ...talk('ann', turns)],
    });
    const profile = profiled([
      { at: 0, provider: 'openai', body: chat(1), usage: { read: 0, write: 0, fresh: 1300 } },
      { at: 1, provider: 'openai', body: chat(2), usage: { read: 1280, write: 0, fresh: 60 } },
      { at: 2, provider: 'openai', body: chat(3), usage: { read: 0, write: 0, fresh: 1400 } },
    ]);
    expect(profile.conversations[0]?.details.map(({ miss }) => miss)).toEqual([undefined, undefined, 'unexplained']);
    expect(profile.conversations[0]?.details[2]?.missedTokens).toBe(1280);
  });

  test('the source line is asked for with what both texts share', () => {
    const asked: string[] = [];
    const lines = recordingLines([
      { at: 0, body: body(talk('ann', 1), 'Tenant: acme. Be brief.'), usage: cold },
      { at: 1, body: body(talk('ann', 2), 'Tenant: initech. Be brief.'), usage: cold },
    ]);
    const profile = profileOf(temporaryFile('run.jsonl', lines.join('\n')), (level, shared) => {
      asked.push(`${level} ${shared}`);
      return { path: '/work/agent.ts', line: 7 };
    });
    expect(asked[0]).toMatch(/^system .*Tenant: $/);
    expect(profile.conversations[0]?.details[1]?.divergence?.source).toEqual({ path: '/work/agent.ts', line: 7 });
  });
});

describe('plans', () => {
  test('those that repeat are found, with what a kept plan saves', () => {
    const run = (name: string, tools: readonly string[]): RecordedExchange[] =>
      [...tools, undefined].map((_, at) => ({
        at,
        body: body(
          talk(name, at + 1).map((message, index) =>
            index % 2 === 1
              ? { role: 'assistant', content: [{ type: 'tool_use', id: 'x', name: tools[(index - 1) / 2], input: {} }] }
              : message,
          ),
        ),
        usage: at === 0 ? cold : warm,
        tools: at < tools.length ? [tools[at] ?? ''] : [],
      }));
    const profile = profiled([
      ...run('ann', ['find', 'read', 'send']),
      ...run('bob', ['find', 'read', 'send']),
      ...run('cyd', ['find', 'send']),
    ]);
    expect(profile.plans).toHaveLength(1);
    expect(profile.plans[0]).toMatchObject({
      plan: ['find', 'read', 'send'],
      conversations: 2,
      calls: 8,
      savedCalls: 3,
    });
    expect(profile.plans[0]?.saved).toBeGreaterThan(0);
    expect(profile.toolCallsPerAnswer).toEqual({ 0: 3, 1: 8 });
  });
});

describe('damaged recordings', () => {
  const exchanges: RecordedExchange[] = [
    { at: 0, body: body(talk('ann', 1)), usage: cold },
    { at: 1, body: body(talk('ann', 2)), usage: warm },
  ];

  test('cut off anywhere: what is whole counts, and nothing is thrown', () => {
    const text = recordingLines(exchanges).join('\n');
    for (let length = 60; length < text.length; length += 97) {
      const { calls } = profileOf(temporaryFile('cut.jsonl', text.slice(0, length)));
      expect(calls).toBeLessThanOrEqual(2);
    }
  });

  test('calls that failed or broke off are counted, and said', () => {
    const profile = profiled([
      { at: 0, body: body(talk('ann', 1)), status: 529 },
      { at: 1, body: body(talk('ann', 1)), how: 'agent-left' },
      ...exchanges,
    ]);
    expect(profile).toMatchObject({ calls: 4, withoutUsage: 2 });
    expect(profile.notes.join(' ')).toMatch(/2 of 4 calls brought no usage back.*2 calls failed/);
  });

  test('lines of nonsense are left out, and a file of nothing else is refused', () => {
    const [first = '', ...rest] = recordingLines(exchanges);
    const profile = profileOf(temporaryFile('odd.jsonl', [first, 'nonsense', '{"type":"chunk"}', ...rest].join('\n')));
    expect(profile.calls).toBe(2);
    expect(profile.notes.join(' ')).toContain('2 lines could not be read');
    expect(() => readCalls(temporaryFile('none.json', '[1, 2, 3]'))).toThrow(UnknownLog);
    expect(() => readCalls(temporaryFile('none.jsonl', ''))).toThrow(UnknownLog);
  });
});
