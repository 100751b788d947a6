// Measures on real repositories how many findings are right and how many model calls are seen, against verdicts reached by reading the code.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDiskSnapshot, readNotebookFile, startEngine } from '../../server/src/host/index.ts';
import { plainSettings } from '../harness/understand.ts';
import { accuracyPage } from './accuracyPage.ts';
import type { Finding, Judgement, ListedCall, SeenCalls } from './accuracyRows.ts';
import { showProportion } from './proportion.ts';
import { precisionOf, recallOf } from './scoreAccuracy.ts';

const [folder, ...flags] = process.argv.slice(2);
if (folder === undefined || !existsSync(folder)) {
  console.error('usage: npm run eval:accuracy -- <folder with one folder owner+name for each repository> [--write]');
  process.exit(2);
}

const data = 'test/eval/data';
const commits = JSON.parse(readFileSync(join(data, 'repositories.json'), 'utf8')) as Readonly<Record<string, string>>;
const judgements = rows<Judgement>('judgements.jsonl');
const listed = rows<ListedCall>('modelCalls.jsonl');
const present = readdirSync(folder).filter((name) => name.replace('+', '/') in commits);

const findings = present.flatMap((name) => findingsIn(name));
const precision = precisionOf(findings, judgements);
for (const row of precision.unjudged) console.log(`not judged: ${row.repository} ${row.path}:${row.line} ${row.rule}`);
for (const row of precision.gone)
  console.log(`judged, not found any more: ${row.repository} ${row.path}:${row.line} ${row.rule}`);
for (const row of precision.wrong)
  console.log(`wrong: ${row.repository} ${row.path}:${row.line} ${row.rule}: ${row.why}`);
console.log(`precision, all shown by default: ${showProportion(precision.all)}`);
console.log(`precision, warnings and errors:  ${showProportion(precision.warnings)}`);

const recall = recallOf(listed, await seenCalls());
for (const row of recall.missed) console.log(`call not seen: ${row.repository} ${row.path}:${row.line} ${row.call}`);
console.log(`model calls seen: ${showProportion(recall.all)}`);
if (flags.includes('--write'))
  writeFileSync('docs/accuracy.md', accuracyPage({ commits, judgements, listed, precision, recall }));

function rows<Row>(name: string): readonly Row[] {
  return readFileSync(join(data, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}

/** What a user of the command line sees. */
function findingsIn(name: string): readonly Finding[] {
  const run = spawnSync(process.execPath, ['dist/cli.js', 'check', '--format', 'json', join(folder ?? '', name)], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0 && run.status !== 1) throw new Error(`hitrate check failed on ${name}: ${run.stderr}`);
  const report = JSON.parse(run.stdout) as {
    readonly findings: readonly {
      readonly rule: string;
      readonly severity: string;
      readonly file: string;
      readonly startLine: number;
    }[];
  };
  return report.findings.map(({ rule, severity, file, startLine }) => ({
    repository: name.replace('+', '/'),
    path: file,
    line: startLine,
    rule,
    severity,
  }));
}

async function seenCalls(): Promise<SeenCalls> {
  const engine = await startEngine();
  const snapshot = createDiskSnapshot({ frozen: true });
  const seen = new Map<string, Set<number>>();
  for (const { repository, path } of listed) {
    const key = `${repository}/${path}`;
    const root = join(folder ?? '', repository.replace('/', '+'));
    if (seen.has(key) || !existsSync(root)) continue;
    const file = join(root, path);
    // Lines of a notebook are those of the file, not of the program in it.
    const notebook = readNotebookFile(file);
    const text = notebook?.text ?? snapshot.read(file) ?? '';
    const offsetOf = notebook?.notebook.fileOffset ?? ((offset: number) => offset);
    const { calls } = engine.analyze(file, snapshot, { ...plainSettings, roots: [root] });
    const own = calls.filter(({ call }) => call.site.place.path === file);
    seen.set(key, new Set(own.map(({ call }) => text.slice(0, offsetOf(call.site.place.start)).split('\n').length)));
  }
  engine.dispose();
  return seen;
}
