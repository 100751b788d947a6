// Hands values to a program as files that it is told of by options, and that are gone once it is done.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `values` are by option. The files are JSON that this user alone can read. */
export async function withJsonFiles<Result>(
  values: Readonly<Record<string, unknown>>,
  use: (options: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'hitrate-'));
  try {
    const options: string[] = [];
    for (const [option, value] of Object.entries(values)) {
      const file = join(folder, `${option.replace(/^-+/, '')}.json`);
      await writeFile(file, JSON.stringify(value), { mode: 0o600 });
      options.push(option, file);
    }
    return await use(options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
