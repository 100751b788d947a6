// Reads a whole number from the command line.
import { UsageError } from './usageError.ts';

/** Undefined when the option is not given. */
export function wholeNumber(
  given: string | undefined,
  option: string,
  least: number,
  most: number,
): number | undefined {
  if (given === undefined) return undefined;
  const value = given.trim() === '' ? Number.NaN : Number(given);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new UsageError(`${option} takes a whole number from ${least} to ${most}, not ${JSON.stringify(given)}.`);
  }
  return value;
}
