// Type-checks programs before and after fixes against the packages that are installed, all of them in one run of the compiler.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Documents } from '../applyFixes.ts';

export interface FixedProgram {
  /** What was fixed in which program, for messages. */
  readonly name: string;
  readonly before: Documents;
  readonly after: Documents;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** As strict as the projects of users often are; packages that are not installed are `any`. */
const compilerOptions = {
  target: 'ES2023',
  lib: ['ES2023'],
  module: 'ESNext',
  moduleResolution: 'Bundler',
  moduleDetection: 'force',
  types: ['node'],
  jsx: 'preserve',
  strict: true,
  exactOptionalPropertyTypes: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
};

/** A sentence for each program that has a type error after its fix that it had not before. `name` keeps parallel runs apart. */
export function newTypeErrors(name: string, programs: readonly FixedProgram[]): readonly string[] {
  const folder = join(root, '.cache', 'typecheck', name);
  rmSync(folder, { recursive: true, force: true });
  const versions = new Map<string, string>();
  const write = (documents: Documents): string => {
    const typed = [...documents].filter(([path]) => /\.tsx?$/.test(path));
    const key = JSON.stringify(typed);
    const known = versions.get(key);
    if (known !== undefined || typed.length === 0) return known ?? '';
    const version = `v${versions.size}`;
    versions.set(key, version);
    for (const [path, text] of typed) {
      const file = join(folder, version, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    return version;
  };
  const written = programs.map((program) => ({
    name: program.name,
    before: write(program.before),
    after: write(program.after),
  }));
  if (versions.size === 0) return [];
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['**/*.ts', '**/*.tsx'] }));
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const run = spawnSync(process.execPath, [compiler, '-p', folder, '--pretty', 'false'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0 && !run.stdout.includes('error TS')) throw new Error(run.stderr || run.stdout);
  const errors = errorsByVersion(run.stdout);
  rmSync(folder, { recursive: true, force: true });
  return written.flatMap(({ name: program, before, after }) => {
    const known = [...(errors.get(before) ?? [])];
    const added = (errors.get(after) ?? []).filter((error) => {
      const at = known.indexOf(error);
      if (at >= 0) known.splice(at, 1);
      return at < 0;
    });
    return added.length === 0 ? [] : [`${program}: ${added.join('; ')}`];
  });
}

/** `v3/project/src/main.ts(4,7): error TS2322: …`: what is said, without the place. */
function errorsByVersion(output: string): ReadonlyMap<string, readonly string[]> {
  const errors = new Map<string, string[]>();
  for (const [, version = '', file = '', error = ''] of output.matchAll(
    /^(v\d+)\/([^\n(]+)\(\d+,\d+\): error (TS\d+: .*)$/gm,
  ))
    errors.set(version, [...(errors.get(version) ?? []), `${file}: ${error}`]);
  return errors;
}
