// Where the prompts of two ticks part.
import { describe, expect, test } from 'vitest';
import { recognize } from '../../../../server/src/engine/recognizers/index.ts';
import { compareTicks, layOut, type Parting } from '../../../../server/src/engine/segments/index.ts';
import { hole, keywords, type PlainRecord, site, text, volatility } from '../../../harness/values.ts';

function parting(one: PlainRecord, other: PlainRecord): Parting | undefined {
  const found = recognize(site('anthropic:Anthropic.().messages.create', keywords(one), { nextArgs: keywords(other) }));
  if (found?.next === undefined) throw new Error('not recognized');
  return compareTicks(layOut(found.request), layOut(found.next));
}

const hello = { role: 'user', content: 'Hello' };
const answer = { role: 'assistant', content: 'Hi' };

describe('compareTicks', () => {
  test('the same request', () => {
    expect(parting({ system: 'Rules', messages: [hello] }, { system: 'Rules', messages: [hello] })).toBeUndefined();
  });

  test('turns appended', () => {
    const next = { system: 'Rules', messages: [hello, answer] };
    expect(parting({ system: 'Rules', messages: [hello] }, next)).toEqual({ segment: 2, kind: 'appended' });
    expect(parting(next, { system: 'Rules', messages: [hello] })).toEqual({ segment: 2, kind: 'removed' });
  });

  test('a counter in the system prompt parts them in it', () => {
    const tick = (count: string) => ({ system: text('Rules. Step ', count), messages: [hello] });
    expect(parting(tick('1'), tick('2'))).toEqual({ segment: 0, kind: 'changed' });
  });

  test('a text that differs from call to call parts them, an unknown one does not', () => {
    const clock = hole('Date.now()', volatility('call'), 'clock');
    const system = text('Now ', clock);
    expect(parting({ system, messages: [hello] }, { system, messages: [hello] })).toEqual({
      segment: 1,
      kind: 'changed',
    });
    const unknown = text('Now ', hole('extra', volatility('call', { sureness: 'unknown' })));
    expect(parting({ system: unknown, messages: [hello] }, { system: unknown, messages: [hello] })).toBeUndefined();
  });

  test('a text that changes between requests is the same within one run', () => {
    const system = text('For ', hole('user', volatility('request', { varies: 'user' }), 'user'));
    expect(parting({ system, messages: [hello] }, { system, messages: [hello] })).toBeUndefined();
  });

  test('a tool that joins parts them before the system prompt', () => {
    const one = { tools: [{ name: 'a' }], system: 'Rules', messages: [hello] };
    expect(parting(one, { ...one, tools: [{ name: 'a' }, { name: 'b' }] })).toEqual({ segment: 1, kind: 'changed' });
  });

  test('the cut of literals does not matter', () => {
    expect(
      parting({ system: text('a', 'b'), messages: [hello] }, { system: text('ab'), messages: [hello] }),
    ).toBeUndefined();
  });
});
