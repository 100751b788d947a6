// Runs a command of the command line in this process, with the real engine, and gives what it wrote.
import { run } from '../../../server/src/cli/run.ts';
import { type Engine, engineBasics } from '../../../server/src/engine/index.ts';
import { startEngine } from '../../../server/src/host/index.ts';
import { plainStyle } from '../../../server/src/report/index.ts';

export interface RealRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** `engine` is kept alive for the caller; without one the command has one of its own. */
export async function runReal(cwd: string, args: readonly string[], engine?: Engine): Promise<RealRun> {
  let [out, err] = ['', ''];
  const code = await run(
    args,
    {
      cwd,
      write: (text) => {
        out += text;
      },
      warn: (text) => {
        err += text;
      },
      style: plainStyle,
    },
    {
      basics: engineBasics,
      createEngine: async () => (engine === undefined ? startEngine() : { ...engine, dispose: () => undefined }),
      startLanguageServer: async () => undefined,
      loadNetworked: () => import('../../../server/src/cli/networked.ts'),
    },
  );
  return { code, out, err };
}
