// Whether findings make a check fail: by default every one that is reported does.
import type { Finding } from '../engine/index.ts';
import { type CheckOptions, levels } from './checkOptions.ts';

/** With a number of warnings that is suffered, what is milder than a warning fails nothing. */
export function fails(
  findings: readonly Finding[],
  { failOn, maxWarnings }: Pick<CheckOptions, 'failOn' | 'maxWarnings'>,
): boolean {
  const least = failOn ?? (maxWarnings === undefined ? 'hint' : 'warning');
  const grave = findings.filter(({ severity }) => levels.indexOf(severity) >= levels.indexOf(least));
  if (maxWarnings === undefined) return grave.length > 0;
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  return warnings > maxWarnings || grave.some(({ severity }) => severity !== 'warning');
}
