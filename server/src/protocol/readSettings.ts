// Validates what an editor sends as settings: a malformed value is named in a message and its default is kept.
import type * as z from 'zod';
import { settingPrefix } from './settingPrefix.ts';
import { type SettingName, type Settings, settingEntries, settingNames } from './settings.ts';

export interface ReadSettings {
  readonly settings: Settings;
  /** One sentence for the user per malformed value. */
  readonly problems: readonly string[];
}

/** `section` is the editor's `hitrate` section, nested (`{ lens: { enabled: true } }`) or flat (`{ 'lens.enabled': true }`). */
export function readSettings(section: unknown): ReadSettings {
  const problems: string[] = [];
  const values: Partial<Record<SettingName, unknown>> = {};
  for (const name of settingNames) {
    const entry = settingEntries[name];
    const given = valueAt(section, name);
    // An editor sends null for a setting that nobody has set.
    if (given === undefined || given === null) {
      values[name] = entry.default;
      continue;
    }
    const parsed = entry.schema.safeParse(given);
    values[name] = parsed.success ? parsed.data : entry.default;
    if (!parsed.success) problems.push(describe(name, parsed.error, entry.default));
  }
  return { settings: values as Settings, problems };
}

export const defaultSettings: Settings = readSettings(undefined).settings;

function describe(name: SettingName, error: z.ZodError, fallback: unknown): string {
  const first = error.issues[0];
  const inside = first === undefined ? '' : first.path.join('.');
  const key = `${settingPrefix}.${name}${inside === '' ? '' : ` at ${inside}`}`;
  return `${key}: ${first?.message ?? 'not valid'}. The default, ${JSON.stringify(fallback)}, is used.`;
}

function valueAt(section: unknown, name: string): unknown {
  if (!isRecord(section)) return undefined;
  if (Object.hasOwn(section, name)) return section[name];
  let value: unknown = section;
  for (const step of name.split('.')) {
    if (!isRecord(value) || !Object.hasOwn(value, step)) return undefined;
    value = value[step];
  }
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
