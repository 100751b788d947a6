// Money, tokens and rates in words.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatMoney, formatRate, formatTokens } from '../../../../server/src/engine/estimate/index.ts';

const dollars = (text: string) => {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole) * 10n ** 12n + BigInt(fraction.padEnd(12, '0'));
};

describe('money', () => {
  test.each([
    ['0', '$0'],
    ['0.0189', '$0.0189'],
    ['0.022275', '$0.0223'],
    ['0.00675', '$0.0068'],
    ['0.15', '$0.1500'],
    ['0.001', '$0.0010'],
    ['0.00012', '$0.00012'],
    ['0.0000126', '$0.000013'],
    ['0.0000009', '$0.0000009'],
    ['0.00000001', '<$0.0000001'],
    ['0.99994', '$0.9999'],
    ['0.99995', '$1.00'],
    ['1', '$1.00'],
    ['12.345', '$12.35'],
    ['99.994', '$99.99'],
    ['99.995', '$100'],
    ['1234567.4', '$1,234,567'],
  ])('%s is %s', (amount, shown) => {
    expect(formatMoney(dollars(amount))).toBe(shown);
  });

  test('differences keep their sign', () => {
    expect(formatMoney(-dollars('0.0155'))).toBe('-$0.0155');
  });

  test('what is shown lies within half a step of the amount, whatever its size', () => {
    fc.assert(
      fc.property(fc.bigInt(100_000n, 10n ** 19n), (money) => {
        const shown = formatMoney(money).replaceAll(',', '').replace('$', '');
        const decimals = shown.split('.')[1]?.length ?? 0;
        const error = dollars(shown) - money;
        const step = 10n ** BigInt(12 - decimals);
        expect((error < 0n ? -error : error) * 2n <= step).toBe(true);
      }),
    );
  });
});

test('tokens show whether they are estimated', () => {
  expect(formatTokens({ tokens: 5300, method: 'estimate' })).toBe('≈5,300');
  expect(formatTokens({ tokens: 5300, method: 'exact' })).toBe('5,300');
  expect(formatTokens({ tokens: 127_200, method: 'assumed' })).toBe('≈127,200');
  expect(formatTokens({ tokens: 1_048_576, method: 'estimate' })).toBe('≈1.05M');
});

test('rates never claim all or nothing by rounding', () => {
  expect([0, 0.003, 0.5, 0.849, 0.998, 0.99999, 1, undefined].map(formatRate)).toEqual([
    '0%',
    '0.3%',
    '50%',
    '85%',
    '99.8%',
    '99.9%',
    '100%',
    'not reported',
  ]);
});
