// Changes the colour theme and waits until the workbench wears it.
import { changeSettings } from './changeSettings.ts';
import type { VsCode } from './launch.ts';

const THEMES = {
  dark: { name: 'Dark Modern', workbenchClass: 'vs-dark' },
  light: { name: 'Light Modern', workbenchClass: 'vs' },
  'high contrast dark': { name: 'Default High Contrast', workbenchClass: 'hc-black' },
  'high contrast light': { name: 'Default High Contrast Light', workbenchClass: 'hc-light' },
} as const;

export type Theme = keyof typeof THEMES;

export async function pickTheme(vsCode: VsCode, theme: Theme): Promise<void> {
  const { name, workbenchClass } = THEMES[theme];
  await changeSettings(vsCode, { 'workbench.colorTheme': name });
  await vsCode.page.locator(`.monaco-workbench.${workbenchClass}`).waitFor();
}
