// The value of `--settings`: settings as an editor has them.
import { defaultSettings, readSettings, type Settings } from '../protocol/index.ts';
import { UsageError } from './usageError.ts';

/** The defaults where nothing was given. */
export function settingsOption(text: string | undefined): Settings {
  if (text === undefined) return defaultSettings;
  let section: unknown;
  try {
    section = JSON.parse(text);
  } catch {
    throw new UsageError('--settings takes JSON.');
  }
  const { settings, problems } = readSettings(section);
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  return settings;
}
