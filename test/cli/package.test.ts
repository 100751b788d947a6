// The packages as users get them: the same bytes from the same sources, all licences inside, and a command line that runs from an empty folder.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildProgram } from '../protocol/harness/buildProgram.ts';
import { connectMcp } from './harness/connectMcp.ts';

const root = join(import.meta.dirname, '../..');
const notices = 'THIRD-PARTY-NOTICES.txt';

interface Notices {
  readonly packagesIn: (
    outputs: readonly { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }[],
    copied: readonly string[],
  ) => readonly { readonly name: string }[];
  readonly noticesText: (packages: readonly object[]) => string;
}

let builds: readonly string[] = [];
let work: string;
const packagesOf = (at: number): string => join(work, `packages${at}`);

/** `shell` is what the two makings do not share. */
function pack(at: number, shell: string, environment: Readonly<Record<string, string>>): void {
  const program = builds[at] ?? '';
  const command = `${shell} && exec "$0" scripts/package.mjs --program "$1" --outdir "$2"`;
  execFileSync('sh', ['-c', command, process.execPath, program, packagesOf(at)], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'hitrate-packages-'));
  builds = [buildProgram(), buildProgram()];
  pack(0, 'umask 022', { TZ: 'UTC', LC_ALL: 'C' });
  pack(1, 'umask 077', { TZ: 'Asia/Tokyo', LC_ALL: 'C.UTF-8' });
}, 240_000);
afterAll(() => {
  for (const folder of [work, ...builds]) rmSync(folder, { recursive: true, force: true });
});

describe('two makings of the same sources', () => {
  test('build the same bytes', () => {
    const [first = '', second = ''] = builds;
    const names = readdirSync(first).sort();
    expect(readdirSync(second).sort()).toEqual(names);
    expect(names).toContain('mcp.js');
    for (const name of names) {
      expect(readFileSync(join(first, name)).equals(readFileSync(join(second, name))), name).toBe(true);
    }
  });

  test.each(['hitrate.vsix', 'hitrate.tgz'])('package the same bytes: %s', (name) => {
    const [first, second] = [0, 1].map((at) => readFileSync(join(packagesOf(at), name)));
    expect(second !== undefined && first?.equals(second)).toBe(true);
  });
});

describe('the command line from npm', () => {
  let folder: string;
  beforeAll(() => {
    folder = join(work, 'empty');
    mkdirSync(folder);
    const tarball = join(packagesOf(0), 'hitrate.tgz');
    const cache = join(work, 'npm-cache');
    execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', '--cache', cache, tarball], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    cpSync(join(root, 'examples/support-agent-ts'), join(folder, 'agent'), { recursive: true });
  }, 60_000);

  test('is installed without any other package', () => {
    expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['hitrate']);
    const { dependencies, devDependencies, scripts, bin } = JSON.parse(
      readFileSync(join(folder, 'node_modules/hitrate/package.json'), 'utf8'),
    );
    expect({ dependencies, devDependencies, scripts }).toEqual({});
    expect(bin).toEqual({ hitrate: './dist/cli.js' });
  });

  test('checks, as npx calls it', () => {
    const { status, stdout, stderr } = spawnSync('npx', ['--no-install', 'hitrate', 'check', '--no-cache', 'agent'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect({ status, stderr: stderr.replace(/^npm warn.*\n/gm, '') }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toContain('agent/src/prompts.ts');
    expect(stdout).toContain('volatile-prefix');
  });

  test('serves coding agents', async () => {
    const program = join(folder, 'node_modules/hitrate/dist');
    const { client, call } = await connectMcp({ program, cwd: join(folder, 'agent') });
    expect((await call('check', { rules: ['volatile-prefix'] })).structured.total).toBe(1);
    await client.close();
  });

  test('names those whose work is in it', () => {
    const shipped = readFileSync(join(folder, 'node_modules/hitrate', notices), 'utf8');
    expect(shipped).toBe(readFileSync(join(builds[0] ?? '', notices), 'utf8'));
    const named = [...shipped.matchAll(/^-{80}\n(\S+)(?: [\d.]+)? \((.+)\)$/gm)].map(([, name]) => name);
    // Imported, copied, and bundled by those that are imported.
    for (const name of ['zod', 'preact', 'web-tree-sitter', 'tiktoken', 'tree-sitter-python', 'ajv', 'path-browserify'])
      expect(named).toContain(name);
    expect(named).not.toContain('typescript');
  });
});

test('the extension has what its manifest names, and nothing that nobody needs', () => {
  const listed = execFileSync('unzip', ['-Z1', join(packagesOf(0), 'hitrate.vsix')], { encoding: 'utf8' });
  const names = listed.trimEnd().split('\n');
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const paths: readonly string[] = [
    manifest.main,
    ...manifest.contributes.grammars.map(({ path }: { readonly path: string }) => path),
    ...manifest.contributes.jsonValidation.map(({ url }: { readonly url: string }) => url),
  ];
  for (const path of [...paths, notices, 'dist/server.js', 'dist/mcp.js', 'docs/rules/volatile-prefix.md']) {
    expect(names).toContain(`extension/${path.replace('./', '')}`);
  }
  expect(
    names.filter((name) => /node_modules|\.(?:ts|map|tgz|vsix)$|\/(?:test|scripts|server|client)\//.test(name)),
  ).toEqual([]);
});

describe('notices', () => {
  const load = (): Promise<Notices> =>
    // A name in a variable keeps the compiler from asking for the types of a script.
    import(['..', '..', 'scripts', 'third-party-notices.mjs'].join('/'));

  test('are of what is in the bundles, not of what is only looked at', async () => {
    const { packagesIn } = await load();
    const inputs = {
      'node_modules/zod/index.js': { bytesInOutput: 10 },
      'node_modules/yaml/browser/index.js': { bytesInOutput: 0 },
      'server/src/cli/main.ts': { bytesInOutput: 10 },
    };
    expect(packagesIn([{ inputs }], ['node_modules/ignore/index.js']).map(({ name }) => name)).toEqual([
      'ignore',
      'zod',
    ]);
  });

  test('fail for a licence that nobody has read, and for one without its text', async () => {
    const { noticesText } = await load();
    expect(() => noticesText([{ name: 'x', license: 'AGPL-3.0' }])).toThrow('x has the licence AGPL-3.0');
    expect(() => noticesText([{ name: 'x', license: 'MIT' }])).toThrow('x has no text');
  });
});
