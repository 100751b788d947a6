// Changes the source behind each test of the systems' table, one at a time in a copy, and reports the tests that do not notice.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Systems, SystemTest } from './systems/systemRow.ts';
import { testsOf } from './systems/testsOf.ts';

const root = process.cwd();
const copy = join(root, '.cache/systems');
const [only] = process.argv.slice(2).flatMap((arg, at, all) => (arg === '--only' ? [all[at + 1] ?? ''] : []));
const wanted = only === undefined ? undefined : new Set(only.split(',').map(Number));
/** A change may make a loop endless. */
const timeout = 120_000;

const { rows }: Systems = JSON.parse(readFileSync(join(root, 'test/eval/systems/systems.json'), 'utf8'));

makeCopy();
let bad = 0;
const tests = rows
  .filter(({ number }) => wanted === undefined || wanted.has(number))
  .flatMap((row) => testsOf(row, read).map((test) => ({ row, test })));
const passing = passingNames([...new Set(tests.map(({ test }) => test.file))]);
for (const { row, test } of tests) {
  const verdict = judge(test);
  if (verdict !== 'noticed') bad++;
  console.log(`${String(row.number).padStart(2)}  ${verdict.padEnd(9)}  ${test.name}  (${test.change.file})`);
}
const bare = rows.filter((row) => testsOf(row, read).length === 0).map(({ number }) => number);
console.log(
  `\n${tests.length} changes, ${bad} not noticed.${bare.length === 0 ? '' : ` Rows without a test: ${bare.join(', ')}.`}`,
);
process.exitCode = bad === 0 ? 0 : 1;

function read(path: string): string | undefined {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;
}

/** `unclear`: the test is not there, does not pass as it is, or the change does not fit or breaks its file. */
function judge({ file, name, change }: SystemTest): 'noticed' | 'survived' | 'unclear' {
  if (!passing.get(file)?.some((full) => full.includes(name))) return 'unclear';
  const path = join(copy, change.file);
  const text = readFileSync(path, 'utf8');
  if (text.split(change.search).length !== 2) return 'unclear';
  writeFileSync(
    path,
    text.replace(change.search, () => change.replace),
  );
  try {
    const result = runTests([file, '-t', escaped(name)]);
    if (result === undefined) return 'noticed';
    if (result.some(({ status }) => status === 'failed')) return 'noticed';
    return result.some(({ status }) => status === 'passed') ? 'survived' : 'unclear';
  } finally {
    writeFileSync(path, text);
  }
}

interface TestResult {
  readonly fullName: string;
  readonly status: string;
}

/** Undefined when the tests do not come to an end. */
function runTests(args: readonly string[], patience = timeout): readonly TestResult[] | undefined {
  const report = join(copy, '.cache/report.json');
  rmSync(report, { force: true });
  const { signal } = spawnSync('npx', ['vitest', 'run', ...args, '--reporter=json', `--outputFile=${report}`], {
    cwd: copy,
    stdio: 'ignore',
    timeout: patience,
    killSignal: 'SIGKILL',
  });
  if (signal !== null) return undefined;
  const { testResults }: { testResults: { assertionResults: TestResult[] }[] } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  return testResults.flatMap(({ assertionResults }) => assertionResults);
}

function passingNames(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    files.map((file) => {
      const passed = (runTests([file], 10 * timeout) ?? []).filter(({ status }) => status === 'passed');
      return [file, passed.map(({ fullName }) => fullName)];
    }),
  );
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** What is tracked, and what is not ignored, as it is now. */
function makeCopy(): void {
  rmSync(copy, { recursive: true, force: true });
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' });
  for (const file of files.split('\0').filter((each) => each !== '' && !each.startsWith('docs/images/'))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    try {
      cpSync(join(root, file), join(copy, file));
    } catch {
      // Deleted, and not committed yet.
    }
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  mkdirSync(join(copy, '.cache'), { recursive: true });
}
