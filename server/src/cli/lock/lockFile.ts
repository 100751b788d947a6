// Reads and writes the prefix lock.
import { readFileSync, writeFileSync } from 'node:fs';
import { type LockedCall, type LockedPart, prefixLockSchema } from '../../protocol/index.ts';
import { UsageError } from '../usageError.ts';

export const lockFileName = 'hitrate.lock.json';

/** Throws a `UsageError` that says what is wrong and where. */
export function readLock(path: string, shown: string): readonly LockedCall[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new UsageError(`There is no ${shown}. Write it with hitrate lock.`);
    }
    throw new UsageError(`${shown} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${shown} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = prefixLockSchema.safeParse(value);
  if (parsed.success) return parsed.data.calls;
  const [issue] = parsed.error.issues;
  throw new UsageError(`${shown} is no prefix lock: ${issue?.path.join('.')}: ${issue?.message}`);
}

/** One line for each part, so that a change of a prompt is a change of its line in review. */
export function lockText(calls: readonly LockedCall[]): string {
  const parts = (prefix: readonly LockedPart[]): string =>
    prefix.map((part) => `        ${JSON.stringify(part)}`).join(',\n');
  const entries = calls.map(({ prefix, ...call }) => {
    const fields = Object.entries(call).map(
      ([name, value]) => `      ${JSON.stringify(name)}: ${JSON.stringify(value)},`,
    );
    return ['    {', ...fields, '      "prefix": [', parts(prefix), '      ]', '    }'].join('\n');
  });
  const list = entries.length === 0 ? '[]' : `[\n${entries.join(',\n')}\n  ]`;
  return `{\n  "version": 1,\n  "calls": ${list}\n}\n`;
}

export function writeLock(path: string, shown: string, calls: readonly LockedCall[]): void {
  try {
    writeFileSync(path, lockText(calls));
  } catch (error) {
    throw new UsageError(`${shown} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
