// The real encodings: loaded once, on demand, and quick on text without breaks.
import { describe, expect, test } from 'vitest';
import { createTokenCounter } from '../../../server/src/engine/estimate/index.ts';
import { createTokenizer } from '../../../server/src/host/createTokenizer.ts';

describe('createTokenizer', () => {
  const tokenizer = createTokenizer();

  test('both encodings can load at the same time', async () => {
    const [o200k, cl100k] = await Promise.all([tokenizer.load('o200k_base'), tokenizer.load('cl100k_base')]);
    expect([...Array.from(o200k.encode('hello world'))]).toEqual([24912, 2375]);
    expect([...Array.from(cl100k.encode('hello world'))]).toEqual([15339, 1917]);
    expect(new TextDecoder().decode(Uint8Array.from(Array.from(o200k.bytesOf(2375))))).toBe(' world');
  });

  test('asking the source starts the load and answers later', async () => {
    let loaded: string | undefined;
    const lazy = createTokenizer({ onLoaded: (encoding) => (loaded = encoding) });
    expect(lazy.source('cl100k_base')).toBeUndefined();
    await lazy.load('cl100k_base');
    expect(loaded).toBe('cl100k_base');
    expect(lazy.source('cl100k_base')).toBeDefined();
  });

  test('on demand, the source answers at once, with the same encoder each time', async () => {
    const waiting = createTokenizer();
    await waiting.loadOnDemand();
    const encoder = await tokenizer.load('o200k_base');
    expect([...Array.from(waiting.source('o200k_base')?.encode('hello world') ?? [])]).toEqual([
      ...Array.from(encoder.encode('hello world')),
    ]);
    expect(waiting.source('o200k_base')).toBe(waiting.source('o200k_base'));
  });

  test('special tokens are plain text', async () => {
    const encoder = await tokenizer.load('o200k_base');
    expect(encoder.encode('<|endoftext|>').length).toBeGreaterThan(1);
  });

  test('unbroken runs, lone surrogates and mixed scripts are encoded', async () => {
    const encoder = await tokenizer.load('o200k_base');
    expect(encoder.encode('a'.repeat(100_000)).length).toBeGreaterThan(10_000);
    expect(encoder.encode('日本'.repeat(20_000)).length).toBeGreaterThan(10_000);
    expect(encoder.encode('😀'.repeat(5000)).length).toBeGreaterThanOrEqual(5000);
    expect(encoder.encode('\ud800 broken').length).toBeGreaterThan(1);
    const text = 'plain words '.repeat(100);
    expect(encoder.encode(text + 'x'.repeat(600)).length).toBeGreaterThan(encoder.encode(text).length);
  });

  test('counts Claude from the same tokens', async () => {
    await tokenizer.load('o200k_base');
    const counter = createTokenCounter(tokenizer.source);
    // Billed as 14 with the seven tokens that every request has.
    expect(counter.count('What is 2+2?', 'claude-3').tokens + 7).toBeGreaterThanOrEqual(13);
    expect(counter.count('What is 2+2?', 'claude-3').tokens + 7).toBeLessThanOrEqual(16);
  });
});
