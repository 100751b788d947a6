// The order of reports that are cut: the gravest and dearest findings are in what is left.
import type { Finding } from '../../engine/index.ts';

const order: readonly Finding['severity'][] = ['error', 'warning', 'information', 'hint'];

/** By severity, then by the tokens that are lost, then as before. */
export function gravestFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted(
    (a, b) =>
      order.indexOf(a.severity) - order.indexOf(b.severity) || (b.effect?.tokens ?? 0) - (a.effect?.tokens ?? 0),
  );
}
