// Keys in a text that comes in pieces: wherever it is cut, what is kept is what the whole text would have left.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redact } from '../../server/src/runs/recorder/redact.ts';
import { redactPieces } from '../../server/src/runs/recorder/redactPieces.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGH';
const keys = [
  `sk-ant-api03-${letters}`,
  `sk-proj-${letters}`,
  `AIza${letters}`,
  'AKIAABCDEFGHIJKLMNOP',
  `ghp_${letters}`,
  `github_pat_${letters}`,
  `xoxb-${letters}`,
  `hf_${letters}`,
  `gsk_${letters}`,
  `xai-${letters}`,
  `-----BEGIN RSA PRIVATE KEY-----\n${letters}\n${letters}\n-----END RSA PRIVATE KEY-----`,
];

function inPieces(text: string, cuts: readonly number[]): string {
  const pieces = redactPieces();
  const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
  let from = 0;
  let kept = '';
  for (const to of [...places, text.length]) {
    kept += pieces.add(text.slice(from, to));
    from = to;
  }
  return kept + pieces.end();
}

describe.each(keys)('%s', (key) => {
  test.each([
    `the key ${key}, ok?`,
    JSON.stringify({ text: `it is:\n${key}\n` }),
    key,
  ])('is overwritten wherever it is cut', (text) => {
    expect(redact(text).text).toHaveLength(text.length);
    for (let cut = 0; cut <= text.length; cut++) {
      expect(inPieces(text, [cut])).toBe(redact(text).text);
      expect(inPieces(text, [cut])).not.toContain(key.slice(-30, -4));
    }
    expect(
      inPieces(
        text,
        Array.from(text, (_, at) => at),
      ),
    ).toBe(redact(text).text);
  });
});

describe('any text in any pieces', () => {
  const stretch = fc.oneof(
    fc.constantFrom(...keys, 'task-', 'sk', 'As', '-----', '-----BEGIN CERTIFICATE-----', '\\n', '\\u00e9', '\n', ' '),
    fc.string({ maxLength: 12 }),
  );
  const stretches = fc.array(stretch, { maxLength: 8 });
  const cuts = fc.array(fc.nat(2000), { maxLength: 8 });

  test('leaves what the whole text leaves', () => {
    fc.assert(
      fc.property(stretches, cuts, (all, places) => {
        const text = all.join(' ');
        expect(inPieces(text, places)).toBe(redact(text).text);
      }),
      { numRuns: 2000 },
    );
  });

  test('shows no more of a key than the whole text does, where keys touch each other', () => {
    fc.assert(
      fc.property(stretches, cuts, (all, places) => {
        const text = all.join('');
        const clean = redact(text).text;
        const kept = inPieces(text, places);
        expect(kept).toHaveLength(text.length);
        for (let at = 0; at < text.length; at++) {
          if (kept[at] !== text[at]) expect(kept[at]).toBe('*');
          else if (clean[at] === '*') expect(text[at]).toBe('*');
        }
      }),
      { numRuns: 2000 },
    );
  });
});

test('what is too long for a key does not wait', () => {
  const pieces = redactPieces();
  let kept = pieces.add('-----BEGIN PRIVATE KEY-----\n');
  expect(kept).toBe('');
  for (let at = 0; at < 40; at++) kept += pieces.add(`${'x'.repeat(999)}\n`);
  expect(kept.length).toBeGreaterThan(16_000);
  expect((kept + pieces.end()).length).toBe(28 + 40_000);
});

test('text without the beginning of a key is given at once', () => {
  const pieces = redactPieces();
  for (const event of ['event: ping\n\n', 'data: {"text":"task-list"}\n\n', 'plain words.']) {
    expect(pieces.add(event)).toBe(event);
  }
});
