// Runs a command by its title through the command palette, as a user does.
import type { Page } from 'playwright-core';
import { quickInput } from './quickInput.ts';

/** `title` is what the palette shows, category included: `Hitrate: Restart Server`. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const escaped = title.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  await quickInput(page, 'F1', `>${title}`, new RegExp(`^\\s*${escaped}`));
}
