// The last line of a report that people read: how many findings of each severity, in how many files and calls.
import type { CheckReport } from './report.ts';

/** No line break. */
export function summaryText({ findings, modelCalls, checked, fixed, style }: CheckReport): string {
  const scope = `${count(modelCalls, 'model call')} in ${count(checked, 'file')}`;
  const mended = fixed === 0 ? [] : [style('green', `${count(fixed, 'finding')} fixed`)];
  if (findings.length === 0) return [style('green', 'No findings'), ...mended, scope].join(' · ');
  const bySeverity = (['error', 'warning', 'information', 'hint'] as const)
    .map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const)
    .filter(([, amount]) => amount > 0)
    .map(([severity, amount]) => (severity === 'information' ? `${amount} information` : count(amount, severity)));
  const files = new Set(findings.map(({ place }) => place.path)).size;
  const head = style('bold', `${count(findings.length, 'finding')} in ${count(files, 'file')}`);
  return [`${head} (${bySeverity.join(', ')})`, ...mended, scope].join(' · ');
}

function count(amount: number, noun: string): string {
  return `${amount.toLocaleString('en-US')} ${noun}${amount === 1 ? '' : 's'}`;
}
