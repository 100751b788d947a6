// After a failed test, leaves a picture and the logs in .cache/e2e/failures.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { VsCode } from './launch.ts';
import { takeScreenshot } from './takeScreenshot.ts';

const folder = fileURLToPath(new URL('../../../.cache/e2e/failures', import.meta.url));

export async function keepEvidence(vsCode: VsCode, testName: string): Promise<void> {
  const stem = path.join(folder, testName.replaceAll(/[^\w-]+/g, '-'));
  await mkdir(folder, { recursive: true });
  await takeScreenshot(vsCode.page, `${stem}.png`);
  await writeFile(`${stem}.log`, vsCode.log());
  console.error(`Evidence of the failure: ${path.relative(process.cwd(), stem)}.png and .log`);
}
