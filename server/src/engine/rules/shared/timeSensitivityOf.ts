// Tells tools whose answers are out of date so soon that keeping them is a mistake.
import { type Freshness, freshnessOf } from '../../model/index.ts';

export type TimeSensitivity = Freshness & Required<Pick<Freshness, 'reportedAbove'>>;

/** Undefined for every other tool. */
export function timeSensitivityOf(tool: string): TimeSensitivity | undefined {
  const fresh = freshnessOf(tool);
  return fresh?.reportedAbove === undefined ? undefined : { ...fresh, reportedAbove: fresh.reportedAbove };
}
