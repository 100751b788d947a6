// Reads a number of the scenario from the command line.
import { type ScenarioField, scenarioEntries } from '../protocol/index.ts';
import { UsageError } from './usageError.ts';

/** Numbers of the scenario that the command line sets. */
export type GivenScenario = { readonly [Name in ScenarioField]?: number };

/** Nothing when the option is not given. */
export function scenarioNumber(field: ScenarioField, given: string | undefined, option: string): GivenScenario {
  if (given === undefined) return {};
  const parsed = scenarioEntries[field].schema.safeParse(given.trim() === '' ? undefined : Number(given));
  if (!parsed.success) {
    throw new UsageError(`${option} ${JSON.stringify(given)}: ${parsed.error.issues[0]?.message ?? 'not a number'}.`);
  }
  return { [field]: parsed.data };
}
