// Walks a folder for source files: honours .gitignore, and leaves out what nobody wrote by hand.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { languageOf, namesRequest } from '../engine/index.ts';
import { slashPath } from './slashPath.ts';

export interface WalkSourcesOptions {
  /** Look into test files and folders too. */
  readonly withTests: boolean;
  /** Gets each path, absolute with forward slashes, sorted within its folder. */
  readonly add: (path: string) => void;
  /** Gets each folder that cannot be read, and why. */
  readonly fail: (folder: string, why: string) => void;
}

const skippedFolders: ReadonlySet<string> = new Set([
  ...['node_modules', 'bower_components', 'jspm_packages', '.yarn', '.pnpm-store'],
  ...['.git', '.hg', '.svn', '.venv', 'venv', 'site-packages', '__pycache__', '.tox', '.nox'],
  ...['.mypy_cache', '.pytest_cache', '.ruff_cache', 'dist', 'build', 'out', '.next', '.nuxt', '.output', '.turbo'],
  ...[
    '__pypackages__',
    '.eggs',
    '.ipynb_checkpoints',
    '.direnv',
    '.svelte-kit',
    '.vercel',
    '.netlify',
    '.parcel-cache',
  ],
  ...['.cache', 'coverage', 'vendor', 'vendored', '_vendor', 'third_party', '.vscode-test', '.tsbuild'],
]);
/** Tests pay no bill: their prompts are made to be small or odd. `--tests` looks at them all the same. */
const testFolders: ReadonlySet<string> = new Set([
  '__tests__',
  '__mocks__',
  'test',
  'tests',
  'e2e',
  '__fixtures__',
  'fixtures',
]);
const testFile = /(?:[._-](?:test|tests|spec)\.[cm]?[jt]sx?|^test_.*\.py|_test\.py|^conftest\.py)$/i;
const minified = /[.-](?:min|bundle|packed)\.[cm]?js$/i;

/** An ignore file and the folder that its patterns are relative to. */
interface IgnoreFile {
  readonly folder: string;
  readonly patterns: Ignore;
}

/** Code, and data that can be a request. */
function isSource(name: string): boolean {
  return languageOf(name) !== undefined || namesRequest(name);
}

/** Walks `folder` itself in any case. Returns why it would be left out inside of another; finishes a sentence. */
export function walkSources(folder: string, options: WalkSourcesOptions): string | undefined {
  const inherited = ignoresAbove(folder);
  const leftOut = whyLeftOut(folder, inherited);
  walk(folder, leftOut === undefined ? inherited : [], options);
  return leftOut;
}

function walk(folder: string, inherited: readonly IgnoreFile[], options: WalkSourcesOptions): void {
  const { withTests, add, fail } = options;
  let entries: readonly { readonly name: string; readonly isFolder: boolean; readonly isFile: boolean }[];
  try {
    entries = readdirSync(folder, { withFileTypes: true }).map((entry) => ({
      name: entry.name,
      isFolder: entry.isDirectory(),
      // Symbolic links are neither: what they point to is found at its own place, and loops are avoided.
      isFile: entry.isFile(),
    }));
  } catch (error) {
    fail(folder, error instanceof Error ? error.message : String(error));
    return;
  }
  const ignores = [...inherited, ...ignoreFileIn(folder)];
  for (const { name, isFolder, isFile } of [...entries].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, name);
    if (isFolder) {
      if (whyLeftOut(path, ignores) !== undefined) continue;
      if (!withTests && testFolders.has(name)) continue;
      walk(path, ignores, options);
    } else if (isFile && isSource(name) && !minified.test(name) && !isIgnored(path, ignores)) {
      if (!withTests && testFile.test(name)) continue;
      add(slashPath(path));
    }
  }
}

/** Finishes a sentence. Undefined for a folder that is checked as any other. */
function whyLeftOut(folder: string, ignores: readonly IgnoreFile[]): string | undefined {
  if (skippedFolders.has(basename(folder))) return 'folders of this name are left out';
  // An environment may have any name; these give it away.
  const isEnvironment = ['pyvenv.cfg', 'conda-meta'].some((name) => existsSync(join(folder, name)));
  if (isEnvironment) return 'it is an environment of Python';
  return isIgnored(`${folder}/`, ignores) ? 'an ignore file leaves it out' : undefined;
}

function isIgnored(path: string, ignores: readonly IgnoreFile[]): boolean {
  let ignored = false;
  // The nearest ignore file has the last word, as in git.
  for (const { folder, patterns } of ignores) {
    const inside = relative(folder, path).replaceAll('\\', '/');
    // No ignore file leaves out the folder that it lies in.
    if (inside === '') continue;
    const verdict = patterns.test(path.endsWith('/') ? `${inside}/` : inside);
    if (verdict.ignored) ignored = true;
    else if (verdict.unignored) ignored = false;
  }
  return ignored;
}

function ignoreFileIn(folder: string): readonly IgnoreFile[] {
  return ignoreFileAt(folder, join(folder, '.gitignore'));
}

function ignoreFileAt(folder: string, path: string): readonly IgnoreFile[] {
  try {
    return [{ folder, patterns: ignore().add(readFileSync(path, 'utf8')) }];
  } catch {
    return [];
  }
}

/** The ignore files of the folders above, from the root of the repository down. None outside of a repository. */
function ignoresAbove(folder: string): readonly IgnoreFile[] {
  const above: string[] = [];
  for (let at = folder; !existsSync(join(at, '.git')); at = dirname(at)) {
    if (dirname(at) === at) return [];
    above.unshift(dirname(at));
  }
  const [root = folder] = above;
  return [...ignoreFileAt(root, join(root, '.git/info/exclude')), ...above.flatMap(ignoreFileIn)];
}
