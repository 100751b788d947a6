// Settings as an editor sends them.
import { expect, test } from 'vitest';
import { defaultSettings, readSettings } from '../../../server/src/protocol/index.ts';

test('nested and flat sections mean the same', () => {
  const nested = readSettings({ lens: { enabled: false }, scenario: { ticks: 3 } });
  expect(nested).toEqual(readSettings({ 'lens.enabled': false, 'scenario.ticks': 3 }));
  expect(nested.settings).toEqual({ ...defaultSettings, 'lens.enabled': false, 'scenario.ticks': 3 });
});

test.each([undefined, null, 'x', 3, [], {}, { lens: null }, { lens: 'x' }])('%j means the defaults', (section) => {
  expect(readSettings(section)).toEqual({ settings: defaultSettings, problems: [] });
});

test('each malformed value is named with the default that is used, and the others hold', () => {
  const { settings, problems } = readSettings({
    enable: 'yes',
    scenario: { ticks: 2.5, holeTokens: 7 },
    rules: { a: 'loud' },
  });
  expect(settings).toEqual({ ...defaultSettings, 'scenario.holeTokens': 7 });
  expect(problems).toEqual([
    expect.stringMatching(/^hitrate\.enable: .*boolean.* The default, true, is used\.$/),
    expect.stringMatching(/^hitrate\.rules at a: .* The default, {}, is used\.$/),
    expect.stringMatching(/^hitrate\.scenario\.ticks: .* The default, 10, is used\.$/),
  ]);
});
