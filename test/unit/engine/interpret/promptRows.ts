// Runs tables of small programs in both languages: each row says which system prompt the engine understands.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../../server/src/engine/index.ts';
import { sharedEngine } from '../../../harness/analyzeProject.ts';
import { type Prompt, systemOf } from '../../../harness/understand.ts';

export interface PromptRow {
  /** As `systemOf` shows it. */
  readonly gives: string;
  readonly ts?: Prompt;
  readonly py?: Prompt;
}

export type PromptRows = Readonly<Record<string, PromptRow>>;

export function describeRows(title: string, rows: PromptRows): void {
  describe(title, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await sharedEngine();
    });
    for (const [name, row] of Object.entries(rows)) {
      for (const language of ['ts', 'py'] as const) {
        const prompt = row[language];
        if (prompt === undefined) continue;
        it(`${name} (${language})`, () => {
          expect(systemOf(engine, language, prompt)).toBe(row.gives);
        });
      }
    }
  });
}
