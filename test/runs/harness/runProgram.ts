// Runs a program with the official SDK against a local provider: Python in a process of its own, TypeScript in this one.
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../../', import.meta.url));

export interface ProgramRun {
  readonly code: number | null;
  readonly errors: string;
}

export interface RunInput {
  readonly language: 'ts' | 'py';
  /** By absolute path below `/project`. The main document has a function `main`. */
  readonly documents: ReadonlyMap<string, string>;
  readonly url: string;
  /** Parts the caches of the provider. */
  readonly key: string;
  readonly python?: string;
}

/** Never rejects because of the program. */
export async function runProgram({ language, documents, url, key, python = 'python3' }: RunInput): Promise<ProgramRun> {
  const folder = join(root, '.cache', 'programs', key);
  for (const [path, text] of documents) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const env = { ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: `sk-ant-${key}` };
  try {
    return language === 'py'
      ? await finished([python, '-c', 'import main; main.main()'], join(folder, 'project'), env)
      : await imported(await bundled(folder), env);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bundled(folder: string): Promise<string> {
  const outfile = join(folder, 'main.mjs');
  await build({
    entryPoints: [join(folder, 'project', 'src', 'main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
  });
  return `file://${outfile}`;
}

/** The packages are loaded once for all programs. */
async function imported(url: string, env: Readonly<Record<string, string>>): Promise<ProgramRun> {
  const kept = { ...process.env };
  Object.assign(process.env, env);
  try {
    const program = await import(/* @vite-ignore */ url);
    await program.main();
    return { code: 0, errors: '' };
  } catch (error) {
    return { code: 1, errors: String(error) };
  } finally {
    process.env = kept;
  }
}

function finished(command: readonly string[], cwd: string, env: Readonly<Record<string, string>>): Promise<ProgramRun> {
  const [name = '', ...args] = command;
  return new Promise((done, reject) => {
    const child = spawn(name, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => done({ code, errors }));
  });
}
