// Model names: every spelling that real code uses, and nothing by resemblance.
import { describe, expect, test } from 'vitest';
import {
  cacheFactsOf,
  defaultModelOf,
  effectOfChange,
  extendCatalog,
  resolveModel,
} from '../../../../server/src/engine/catalog/index.ts';

describe('spellings', () => {
  test.each([
    ['claude-sonnet-4-5', 'claude-sonnet-4-5', 'first-party'],
    ['claude-sonnet-4-5-20250929', 'claude-sonnet-4-5', 'first-party'],
    ['claude-3-5-sonnet-latest', 'claude-3-5-sonnet', 'first-party'],
    ['claude-3-5-haiku-20241022', 'claude-haiku-3-5', 'first-party'],
    ['claude-opus-5-20260401', 'claude-opus-5', 'first-party'],
    ['anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-sonnet-4-5', 'bedrock'],
    ['us.anthropic.claude-sonnet-4-20250514-v1:0', 'claude-sonnet-4', 'bedrock'],
    ['global.anthropic.claude-opus-4-6-v1', 'claude-opus-4-6', 'bedrock'],
    ['anthropic.claude-3-5-sonnet-20241022-v2:0', 'claude-3-5-sonnet', 'bedrock'],
    ['anthropic.claude-3-haiku-20240307-v1:0:200k', 'claude-3-haiku', 'bedrock'],
    ['anthropic.claude-v2:1', 'claude-2.1', 'bedrock'],
    ['anthropic.claude-opus-5-5', 'claude-opus-5-5', 'bedrock'],
    ['bedrock/us.anthropic.claude-3-7-sonnet-20250219-v1:0', 'claude-3-7-sonnet', 'bedrock'],
    ['bedrock:anthropic.claude-haiku-4-5-20251001-v1:0', 'claude-haiku-4-5', 'bedrock'],
    [
      'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-opus-4-20250514-v1:0',
      'claude-opus-4',
      'bedrock',
    ],
    ['claude-opus-4-5@20251101', 'claude-opus-4-5', 'google-cloud'],
    ['claude-3-5-sonnet-v2@20241022', 'claude-3-5-sonnet', 'google-cloud'],
    ['claude-sonnet-4-5@default', 'claude-sonnet-4-5', 'google-cloud'],
    ['vertex_ai/claude-3-opus@20240229', 'claude-3-opus', 'google-cloud'],
    ['vertexai/gemini-2.5-pro', 'gemini-2.5-pro', 'google-cloud'],
    ['googleai/gemini-2.5-flash', 'gemini-2.5-flash', 'first-party'],
    ['anthropic:claude-sonnet-4-0', 'claude-sonnet-4', 'first-party'],
    ['anthropic/claude-sonnet-4.5', 'claude-sonnet-4-5', 'first-party'],
    ['openrouter/anthropic/claude-3.7-sonnet:thinking', 'claude-3-7-sonnet', 'gateway'],
    ['claude-fable-5.2', 'claude-fable-5-2', 'first-party'],
    ['gpt-4o-2024-11-20', 'gpt-4o', 'first-party'],
    ['gpt-4o-2024-05-13', 'gpt-4o-2024-05-13', 'first-party'],
    ['openai/gpt-4.1-mini', 'gpt-4.1-mini', 'first-party'],
    ['azure/gpt-4o', 'gpt-4o', 'azure'],
    ['gpt-4-1106-preview', 'gpt-4-turbo', 'first-party'],
    ['o3-mini-2025-01-31', 'o3-mini', 'first-party'],
    ['models/gemini-2.5-pro', 'gemini-2.5-pro', 'first-party'],
    ['amazon.nova-pro-v1:0', 'nova-pro', 'bedrock'],
    ['global.amazon.nova-2-lite-v1:0', 'nova-2-lite', 'bedrock'],
  ])('%s is %s on %s', (asked, id, platform) => {
    const model = resolveModel(asked);
    expect([model?.id, model?.platform]).toEqual([id, platform]);
    expect(model?.asked).toBe(asked);
  });

  test.each([
    'claude-sonnet-5-6',
    'claude-sonnet-5-5-preview',
    'claude',
    'gpt-4o-audio-preview-2024-12-17',
    'gpt-4o-mini-tts',
    'gpt-5.7',
    'ft:gpt-4o-2024-08-06:org::abc',
    'claude-opus-4-20259999',
    'constructor',
    '__proto__',
    '',
  ])('%s is unknown', (asked) => {
    expect(resolveModel(asked)).toBeUndefined();
  });
});

describe('regional endpoints', () => {
  test('cost ten percent more from Claude 4.5 on', () => {
    const model = resolveModel('us.anthropic.claude-sonnet-5-5');
    expect(model?.rates).toEqual({
      input: 2_200_000n,
      output: 11_000_000n,
      read: 110_000n,
      write5m: 2_750_000n,
      write1h: 4_400_000n,
    });
  });

  test('cost the list price before that, and on the global profile', () => {
    expect(resolveModel('eu.anthropic.claude-3-7-sonnet-20250219-v1:0')?.rates?.input).toBe(3_000_000n);
    expect(resolveModel('global.anthropic.claude-sonnet-5-5')?.rates?.input).toBe(2_000_000n);
  });
});

describe('defaults and overrides', () => {
  test('each provider has a current, priced default', () => {
    for (const provider of ['anthropic', 'openai', 'google', 'amazon-bedrock'] as const) {
      const model = defaultModelOf(provider);
      expect(model?.status, provider).toBe('current');
      expect(model?.rates, provider).toBeDefined();
    }
    expect(defaultModelOf('unknown')).toBeUndefined();
  });

  test('a deployment name takes the row that it is like', () => {
    const catalog = extendCatalog([{ name: 'prod-chat', like: 'gpt-4o' }]);
    const model = resolveModel('azure/prod-chat', catalog);
    expect([model?.rates?.input, model?.cache, model?.platform]).toEqual([2_500_000n, 'openai-prefix', 'azure']);
    expect(resolveModel('prod-chat')).toBeUndefined();
  });

  test('a price of the user wins, keeps the cache proportions and names its source', () => {
    const catalog = extendCatalog([{ name: 'claude-sonnet-4-5', prices: { input: 2.4, output: 12 } }]);
    const model = resolveModel('claude-sonnet-4-5-20250929', catalog);
    expect(model?.rates).toEqual({
      input: 2_400_000n,
      output: 12_000_000n,
      read: 240_000n,
      write5m: 3_000_000n,
      write1h: 4_800_000n,
    });
    expect([model?.source, model?.minimumPrefixTokens]).toEqual(['your settings', 1024]);
    expect(catalog.models.filter((row) => row.id === 'claude-sonnet-4-5')).toHaveLength(1);
  });

  test('a model that no row resembles needs both prices to be priced', () => {
    const catalog = extendCatalog([
      { name: 'house-model', prices: { input: 1, output: 2 } },
      { name: 'half-priced', prices: { input: 1 } },
    ]);
    expect(resolveModel('house-model', catalog)?.rates).toEqual({ input: 1_000_000n, output: 2_000_000n });
    expect(resolveModel('half-priced', catalog)?.rates).toBeUndefined();
  });
});

describe('cache rules by platform', () => {
  test('old Claude on Bedrock refuses the automatic mark, and entries are shared by organization', () => {
    const model = resolveModel('us.anthropic.claude-opus-4-6-v1');
    expect(model && cacheFactsOf(model)).toMatchObject({
      automaticMark: 'refused',
      isolation: 'organization',
      runsAreOnePosition: 'unknown',
      lookbackPositions: 20,
    });
  });

  test('the Claude API: four marks, twenty positions, runs are one position', () => {
    const model = resolveModel('claude-opus-5');
    expect(model && cacheFactsOf(model)).toMatchObject({
      needsMark: true,
      markerLimit: 4,
      lookbackPositions: 20,
      runsAreOnePosition: true,
      isolation: 'workspace',
      wireOrder: ['tools', 'system', 'messages'],
    });
  });
});

describe('invalidation', () => {
  const effect = (name: string, change: Parameters<typeof effectOfChange>[1]) => {
    const model = resolveModel(name);
    const effects = model && effectOfChange(model, change);
    return effects && [effects.tools, effects.system, effects.messages].join(' ');
  };
  test.each([
    ['claude-opus-5', 'tools', 'lose lose lose'],
    ['claude-opus-5', 'model', 'lose lose lose'],
    ['claude-opus-5', 'web-tools', 'keep lose lose'],
    ['claude-opus-5', 'citations', 'keep lose lose'],
    ['claude-opus-5', 'speed', 'keep lose lose'],
    ['claude-opus-5', 'system', 'keep lose lose'],
    ['claude-opus-5', 'tool-choice', 'keep keep lose'],
    ['claude-opus-5', 'images', 'keep keep lose'],
    ['claude-opus-5', 'thinking', 'unknown unknown lose'],
    ['claude-opus-5', 'system-message', 'keep keep keep'],
    ['claude-opus-5', 'user-message-after-tools', 'keep keep keep'],
    ['claude-sonnet-4-5', 'user-message-after-tools', 'keep keep lose'],
    ['claude-haiku-4-5', 'user-message-after-tools', 'keep keep lose'],
    ['claude-opus-4-5', 'user-message-after-tools', 'keep keep keep'],
    ['gpt-6-sol', 'tools', 'lose lose lose'],
  ] as const)('%s: %s → %s', (name, change, expected) => {
    expect(effect(name, change)).toBe(expected);
  });

  test('says nothing where no source does', () => {
    expect(effect('claude-sonnet-5', 'system-message')).toBeUndefined();
    expect(effect('gemini-2.5-pro', 'thinking')).toBeUndefined();
  });
});
