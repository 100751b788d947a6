// The last line of a report that people read: how many findings of each severity, in how many files and calls.
import { counted } from '../../report/index.ts';
import type { CheckReport } from './report.ts';

/** No line break. */
export function summaryText({ findings, modelCalls, checked, fixed, style }: CheckReport): string {
  const scope = `${counted(modelCalls, 'model call')} in ${counted(checked, 'file')}`;
  const mended = fixed === 0 ? [] : [style('green', `${counted(fixed, 'finding')} fixed`)];
  if (findings.length === 0) return [style('green', 'No findings'), ...mended, scope].join(' · ');
  const bySeverity = (['error', 'warning', 'information', 'hint'] as const)
    .map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const)
    .filter(([, amount]) => amount > 0)
    .map(([severity, amount]) => (severity === 'information' ? `${amount} information` : counted(amount, severity)));
  const files = new Set(findings.map(({ place }) => place.path)).size;
  const head = style('bold', `${counted(findings.length, 'finding')} in ${counted(files, 'file')}`);
  return [`${head} (${bySeverity.join(', ')})`, ...mended, scope].join(' · ');
}
