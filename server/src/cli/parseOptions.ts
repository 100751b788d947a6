// Parses the arguments of a command; what it does not know is an error of usage.
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './usageError.ts';

/** Throws `UsageError` with the words of the parser. */
export function parseOptions<const Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options,
): ReturnType<typeof parseArgs<{ args: string[]; allowPositionals: true; strict: true; options: Options }>> {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, strict: true, options });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
