// The prefix lock as a file.
import { type LockedCall, type LockedPart, prefixLockSchema } from '../../protocol/index.ts';
import { readJsonFile } from '../jsonFile.ts';

export const lockFileName = 'hitrate.lock.json';

/** Throws a `UsageError` that says what is wrong and where. */
export function readLock(path: string, shown: string): readonly LockedCall[] {
  const words = { absent: `There is no ${shown}. Write it with hitrate lock.`, kind: 'prefix lock' };
  return readJsonFile(path, shown, prefixLockSchema, words).calls;
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
