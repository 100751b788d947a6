// Reads the rows of the Problems view, opening the view when it is closed.
import type { Page } from 'playwright-core';
import { runCommand } from './runCommand.ts';

export interface Problem {
  readonly severity: 'error' | 'warning' | 'info' | 'unknown';
  /** First line of the message. */
  readonly message: string;
  /** What produced it, as `source` of a diagnostic. */
  readonly source: string;
  readonly code: string;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
}

export async function readProblems(page: Page): Promise<readonly Problem[]> {
  const panel = page.locator('.markers-panel');
  if (!(await panel.isVisible())) {
    await runCommand(page, 'Problems: Focus on Problems View');
    await panel.waitFor();
  }
  const rows = panel.locator('.monaco-list-row:has(.marker-icon)');
  return rows.evaluateAll((elements) =>
    elements.map((row) => {
      const text = (selector: string): string => row.querySelector(selector)?.textContent?.trim() ?? '';
      const icon = row.querySelector('.marker-icon');
      const severities = ['error', 'warning', 'info'] as const;
      const place = /Ln (\d+), Col (\d+)/.exec(text('.marker-line'));
      return {
        severity: severities.find((severity) => icon?.classList.contains(severity)) ?? 'unknown',
        message: text('.marker-message'),
        source: text('.marker-source'),
        code: text('.marker-code'),
        line: Number(place?.[1]),
        column: Number(place?.[2]),
      };
    }),
  );
}
