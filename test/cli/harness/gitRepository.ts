// Git repositories of their own for tests of what is compared with a commit.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';
import { temporaryFolder } from './runCli.ts';
import { runReal } from './runReal.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function git(folder: string, ...args: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
    cwd: folder,
    stdio: 'ignore',
  });
}

/** A folder with these files outside of any repository; gone after the test. */
export function plainFolder(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder(files);
  folders.push(folder);
  rmSync(join(folder, '.git'), { recursive: true });
  return folder;
}

/** A repository with these files in its only commit; gone after the test. */
export function gitRepository(files: Readonly<Record<string, string>>): string {
  const folder = plainFolder(files);
  git(folder, 'init', '-q');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-qm', 'first');
  return folder;
}

export function writeIn(folder: string, name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

/** The command line there, with the real engine; its output does not name the folder. */
export async function hitrateIn(folder: string, ...args: readonly string[]) {
  const { code, out, err } = await runReal(folder, args);
  return { code, out: out.replaceAll(folder, '<folder>'), err: err.replaceAll(folder, '<folder>') };
}
