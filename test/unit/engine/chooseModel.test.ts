// Which model a call is priced with: named, told, assumed or unknown; and what users say of prices.
import { expect, test } from 'vitest';
import type { EngineSettings } from '../../../server/src/engine/index.ts';
import { analyzeOne, plainSettings } from '../../harness/analyzeOne.ts';
import { sharedEngine } from '../../harness/analyzeProject.ts';

const agent = (model: string, more = '') => `import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
export async function answer(question: string, settings: { model: string }) {
  return client.messages.create({
    model: ${model}, max_tokens: 100, ${more}
    system: 'You answer questions about the weather.',
    messages: [{ role: 'user', content: question }],
  });
}
`;

async function priced(model: string, settings: Partial<EngineSettings> = {}, more = '') {
  const [call] = await analyzeOne(agent(model, more), settings);
  if (call === undefined) throw new Error('There is no call.');
  return { call, ...call.estimate };
}

test('a default behind the environment is the model', async () => {
  expect(await priced("process.env.MODEL ?? 'claude-opus-5'")).toMatchObject({
    model: 'claude-opus-5',
    modelAssumed: false,
  });
});

test('a variable that the settings name is that model, and the number says so', async () => {
  const models = [{ name: 'ANTHROPIC_MODEL', like: 'claude-opus-5' }];
  const told = await priced('process.env.ANTHROPIC_MODEL!', { models });
  expect(told).toMatchObject({ model: 'claude-opus-5', modelAssumed: false });
  expect(told.assumptions.join()).toContain('as your settings say');
  const member = await priced('settings.model', { models: [{ name: 'settings.model', like: 'claude-haiku-4-5' }] });
  expect(member.model).toBe('claude-haiku-4-5');
});

test('otherwise a default model is assumed and said', async () => {
  const assumed = await priced('settings.model');
  expect(assumed).toMatchObject({ model: 'claude-sonnet-5-5', modelAssumed: true });
  expect(assumed.assumptions.join()).toContain('assumes claude-sonnet-5-5');
  expect((await priced('settings.model', { defaultModel: 'claude-opus-5' })).model).toBe('claude-opus-5');
});

test('an unknown model has tokens and no dollars, anywhere', async () => {
  const { call, ...unknown } = await priced("'claude-next-9'");
  expect(unknown).toMatchObject({ model: undefined, cold: undefined, warm: undefined, uncached: undefined });
  expect(unknown.input.tokens).toBeGreaterThan(0);
  const engine = await sharedEngine();
  const run = engine.timeline(call, plainSettings.scenario);
  expect([run?.model, run?.uncached, run?.ticks[0]?.cost]).toEqual([undefined, undefined, undefined]);
  expect(engine.priceSources(call)).toEqual([]);
});

test('a deployment has the prices and limits of what it is like', async () => {
  const like = await priced("'claude-opus-5'");
  const alias = await priced("'prod-answers'", { models: [{ name: 'prod-answers', like: 'claude-opus-5' }] });
  expect([alias.model, alias.cold]).toEqual([like.model, like.cold]);
});

test('a discount is taken off every price, in the run too', async () => {
  const full = await priced("'claude-opus-5'");
  const less = await priced("'claude-opus-5'", { discount: 0.25 });
  expect((less.cold ?? 0n) * 4n).toBe((full.cold ?? 0n) * 3n);
  const engine = await sharedEngine();
  const { scenario } = plainSettings;
  const runs = [full, less].map(({ call }) => engine.timeline(call, scenario)?.uncached ?? 0n);
  expect((runs[1] ?? 0n) * 4n).toBe((runs[0] ?? 0n) * 3n);
  expect(engine.priceSources(less.call).join()).toContain('less your discount of 25%');
});

test('fast mode has prices of its own, and the number says so', async () => {
  const standard = await priced("'claude-opus-5'");
  const fast = await priced("'claude-opus-5'", {}, "speed: 'fast',");
  expect(fast.cold).toBe((standard.cold ?? 0n) * 2n);
  expect(fast.assumptions).toContain('fast prices');
});

test('a region that costs more costs more in the run too', async () => {
  const engine = await sharedEngine();
  const { scenario } = plainSettings;
  const runs = await Promise.all(
    ["'anthropic.claude-sonnet-5-5'", "'us.anthropic.claude-sonnet-5-5'"].map(async (model) => {
      const { call } = await priced(model);
      return engine.timeline(call, scenario)?.uncached ?? 0n;
    }),
  );
  expect((runs[1] ?? 0n) * 10n).toBe((runs[0] ?? 0n) * 11n);
});

test('the source of prices and limits is told with its date', async () => {
  const engine = await sharedEngine();
  const { call } = await priced("'claude-haiku-5-5'");
  const [prices, limits] = engine.priceSources(call);
  expect(prices).toBe(
    'claude-haiku-5-5, $ per million tokens: input $0.1000, output $0.5000, read $0.0100, write 5 m $0.1250, write 1 h $0.2000. Above 100,000 input tokens the whole request: input $0.5000, output $2.50, read $0.0500, write 5 m $0.6250, write 1 h $1.00. Batch: × 0.5. Source: npm @earendil-works/pi-ai 1.5.2 generated catalogue; 1 h write = 2 x input (2026-11-10, checked on 2026-11-20).',
  );
  expect(limits).toMatch(
    /^Cache: prefixes from 512 tokens, look-back 20 positions, at most 4 breakpoints, entries live 5m or 1h\. Source: /,
  );
});
