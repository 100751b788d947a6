// Changes user settings while VS Code runs, in its own settings editor: it does not notice the file changing on disk.
import { readFile } from 'node:fs/promises';
import type { VsCode } from './launch.ts';
import type { Settings } from './quietSettings.ts';
import { runCommand } from './runCommand.ts';
import { saveFile } from './saveFile.ts';

/** Returns once the settings are saved, with the former editor in front again; wait for the effect. */
export async function changeSettings({ page, settingsFile }: VsCode, change: Settings): Promise<void> {
  const settings: unknown = JSON.parse(await readFile(settingsFile, 'utf8'));
  const changed = JSON.stringify(Object.assign({}, settings, change), undefined, 2);
  await runCommand(page, 'Preferences: Open User Settings (JSON)');
  await page.locator('.tab.active', { hasText: 'settings.json' }).waitFor();
  await page.locator('.editor-instance .view-line').first().waitFor();
  await page.keyboard.press('Control+1');
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(changed);
  await page.locator('.tab.active.dirty').waitFor();
  await saveFile(page);
  await runCommand(page, 'View: Close Editor');
}
