// Writes exact money the way messages show it.
import type { Money } from '../../model/index.ts';

const picosPerMicro = 1_000_000n;

/** `$0.0123`; six decimals below a tenth of a cent, so that a small price is not shown as nothing. */
export function formatMoney(money: Money): string {
  const micros = (money + picosPerMicro / 2n) / picosPerMicro;
  const dollars = Number(micros) / 1_000_000;
  return `$${dollars.toFixed(dollars >= 0.001 ? 4 : 6)}`;
}
