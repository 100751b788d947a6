// Other editors than VS Code, as they are installed: a problem appears, a quick fix is applied and undone, a comment silences.
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../cli/harness/runCli.ts';
import { buildProgram } from '../protocol/harness/buildProgram.ts';

const listing = `', '.join(os.listdir('skills'))`;
const agent = `import os

from anthropic import Anthropic

client = Anthropic()


def ask(question: str):
    return client.messages.create(
        model="claude-sonnet-5",
        max_tokens=1024,
        system=[
            {
                "type": "text",
                "text": f"Skills: {${listing}} ${'Answer by the book of the shop. '.repeat(300).trim()}",
                "cache_control": {"type": "ephemeral"},
            }
        ],
        messages=[{"role": "user", "content": question}],
    )
`;

interface Report {
  readonly failure?: string;
  readonly problem: string;
  /** As the editor names it; the rule's own is a warning. */
  readonly severity: string;
  readonly offered: readonly string[];
  readonly fixed: string;
  readonly undone: string;
  readonly fixedEverywhere: string;
  readonly suppressed: string;
}

interface Editor {
  readonly name: string;
  /** Packages of Debian. */
  readonly packages: string;
  readonly probe: readonly [string, ...string[]];
  readonly run: (folder: string, server: readonly string[]) => Promise<Report>;
}

const run = promisify(execFile);
const script = (name: string): string => join(import.meta.dirname, name);
const environment = (folder: string, server: string) => ({
  cwd: folder,
  env: { ...process.env, HOME: folder, HITRATE_SERVER: server, HITRATE_FILE: join(folder, 'agent.py') },
  timeout: 150_000,
});

const editors: readonly Editor[] = [
  {
    name: 'Emacs with eglot',
    packages: 'emacs-nox elpa-eglot',
    probe: ['emacs', '--batch', '--eval', `(kill-emacs (if (require 'eglot nil t) 0 1))`],
    run: async (folder, server) => {
      const list = `(${server.map((one) => JSON.stringify(one)).join(' ')})`;
      const { stdout } = await run('emacs', ['--batch', '--load', script('emacs.el')], environment(folder, list)).catch(
        (error: unknown) => error as { readonly stdout: string },
      );
      return JSON.parse(stdout) as Report;
    },
  },
  {
    name: 'Neovim',
    packages: 'neovim',
    probe: ['nvim', '--version'],
    run: async (folder, server) => {
      const report = join(folder, 'report.json');
      const options = environment(folder, JSON.stringify(server));
      const env = { ...options.env, HITRATE_REPORT: report };
      await run('nvim', ['--headless', '--clean', '-c', `luafile ${script('neovim.lua')}`], { ...options, env });
      return JSON.parse(readFileSync(report, 'utf8')) as Report;
    },
  },
];
const isInstalled = ({ probe: [command, ...args] }: Editor): boolean =>
  spawnSync(command, args, { timeout: 30_000 }).status === 0;
const found = editors.map((editor) => ({ ...editor, installed: isInstalled(editor) }));

let program: string;
beforeAll(() => {
  if (found.some(({ installed }) => installed)) program = buildProgram();
}, 120_000);
afterAll(() => {
  if (program !== undefined && existsSync(program)) rmSync(program, { recursive: true, force: true });
});

for (const { name, packages, installed, run: drive } of found) {
  const title = installed ? name : `${name} is not installed (apt-get install ${packages})`;
  test.skipIf(!installed)(
    title,
    async () => {
      const folder = temporaryFolder({ 'agent.py': agent, 'hitrate.config.json': '{}' });
      const report = await drive(folder, [process.execPath, join(program, 'cli.js'), 'lsp', '--stdio']);
      expect(report.failure).toBeUndefined();
      expect(report.problem).toContain('os.listdir');
      expect(report.severity.toLowerCase()).toContain('error');
      expect(report.offered).toContain('Suppress unstable-serialization in this file');
      expect(report.fixed).toBe(agent.replace(`os.listdir('skills')`, `sorted(os.listdir('skills'))`));
      expect(report.fixedEverywhere).toBe(report.fixed);
      expect(report.undone).toBe(agent);
      const line = `                "text": f"Skills`;
      const comment = '                # hitrate-ignore[unstable-serialization]\n';
      expect(report.suppressed).toBe(agent.replace(line, comment + line));
      expect(readFileSync(join(folder, 'agent.py'), 'utf8')).toBe(agent);
      rmSync(folder, { recursive: true, force: true });
    },
    180_000,
  );
}
