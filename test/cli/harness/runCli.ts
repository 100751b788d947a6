// Runs the command line in this process, in a folder of its own, on the fake engine.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../../server/src/cli/run.ts';
import { plainStyle } from '../../../server/src/report/index.ts';
import { createFakeEngines, type FakeEngines } from '../../protocol/harness/fakeEngine.ts';

export interface CliResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly engines: FakeEngines;
}

/** The folder is gone afterwards; `inspect` may look into it before, `prepare` before the run. */
export async function runCli(
  files: Readonly<Record<string, string | Uint8Array>>,
  args: readonly string[],
  inspect: (folder: string) => void = () => undefined,
  prepare: (folder: string) => void = () => undefined,
): Promise<CliResult> {
  const folder = temporaryFolder(files);
  prepare(folder);
  const engines = createFakeEngines();
  let out = '';
  let err = '';
  try {
    const code = await run(
      args,
      {
        cwd: folder,
        write: (text) => {
          out += text;
        },
        warn: (text) => {
          err += text;
        },
        style: plainStyle,
      },
      {
        basics: engines.basics,
        createEngine: engines.create,
        startLanguageServer: async () => undefined,
        loadNetworked: () => import('../../../server/src/cli/networked.ts'),
      },
    );
    inspect(folder);
    return { code, out: out.replaceAll(folder, '<folder>'), err: err.replaceAll(folder, '<folder>'), engines };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Holds a `.git`, so that no config or ignore file above it counts. */
export function temporaryFolder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hitrate-cli-')));
  mkdirSync(join(folder, '.git'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}
