// Brings a baseline up to date with a check, as far as it was asked for, and says what of it played a part.
import type { Finding, Snapshot } from '../engine/index.ts';
import { counted } from '../report/index.ts';
import type { Baseline } from './baseline.ts';

export interface BaselineCheck {
  /** Of every rule and severity, known or not: what a baseline keeps does not depend on what a run shows. */
  readonly everything: readonly Finding[];
  /** Findings that were asked for and are known. */
  readonly silenced: number;
  readonly read: Snapshot['read'];
  /** Paths of the files that were checked: entries of others stay. */
  readonly checked: ReadonlySet<string>;
}

export interface BaselineUpdate {
  readonly notes: readonly string[];
  /** It was written from this check: nothing is left to report. */
  readonly isNew: boolean;
}

export function updateBaseline(baseline: Baseline, check: BaselineCheck): BaselineUpdate {
  const { everything, silenced, read, checked } = check;
  const { shown, mode } = baseline;
  if (mode === 'write') {
    baseline.accept(everything, read, checked);
    const note = `${shown} holds ${counted(everything.length, 'finding')} of ${counted(checked.size, 'file')}.`;
    return { notes: [note], isNew: true };
  }
  const stale = baseline.stale(everything, read, checked);
  if (stale > 0 && mode === 'prune') baseline.prune(everything, read, checked);
  const what = mode === 'prune' ? 'dropped' : 'no longer found; --prune-baseline drops them';
  return {
    notes: [
      ...(silenced > 0 ? [`${counted(silenced, 'known finding')} of ${shown} not shown.`] : []),
      ...(stale > 0 ? [`${counted(stale, 'entry', 'entries')} of ${shown} ${what}.`] : []),
    ],
    isNew: false,
  };
}
