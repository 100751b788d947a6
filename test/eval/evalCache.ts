// Compares the simulated caches with what the services billed for recorded sequences, and prints the agreement by provider and model.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ClaudeCacheRow, type OpenAiCacheRow, parseRecordings } from './recordedCache.ts';
import { type ReplayedRow, replayClaude } from './replayClaude.ts';
import { type ReplayedOpenAiRow, replayOpenAi } from './replayOpenAi.ts';

const [folder, ...flags] = process.argv.slice(2);
if (folder === undefined) {
  console.error(
    'usage: npm run eval:cache -- <folder with anthropic-cache-vectors.jsonl and openai-cache-vectors.jsonl> [--misses]',
  );
  process.exit(2);
}
const showsMisses = flags.includes('--misses');

claude();
openAi();

function claude(): void {
  const all = read<ClaudeCacheRow>('anthropic-cache-vectors.jsonl');
  const usable = all.filter(({ kind }) => kind !== 'server-side tools' && kind !== 'edited/scrubbed');
  const rows = usable.flatMap((recording) => {
    const lagging = replayClaude(recording, { lag: true });
    return replayClaude(recording).map((row, at) => ({
      ...row,
      path: recording.path,
      withLag: lagging[at]?.predicted ?? 0,
    }));
  });
  console.log(`\n## Claude: ${all.length} recordings, ${all.length - usable.length} set aside (server tools, edited)`);
  const reading = rows.filter(({ recorded }) => recorded > 0);
  // Tokens cached without a mark cannot be: those recordings were edited by hand.
  const marked = reading.filter(({ row }) => row.breakpoints.length > 0);
  const cold = marked.filter(({ isCold }) => isCold);
  const measurable = cold.filter(({ lengthUnknown }) => !lengthUnknown);
  console.log(
    `rows ${rows.length}, with a read ${reading.length}, of which without any mark ${reading.length - marked.length}`,
  );
  console.log(`warm before the recording began ${marked.length - cold.length}`);
  console.log(`cold, at a breakpoint whose length is not recorded ${cold.length - measurable.length}`);
  const simulator = (row: ReplayedRow): boolean => row.predicted === row.recorded;
  console.log(`cold with a read ${measurable.length}:`);
  console.log(`  simulator        ${share(measurable, simulator)}`);
  console.log(`  null (no reads)  ${share(measurable, ({ recorded }) => recorded === 0)}`);
  console.log(`  longest prefix   ${share(measurable, ({ recorded, longest }) => recorded === longest)}`);
  const silent = rows.filter(({ recorded, row }) => recorded === 0 && row.breakpoints.length > 0);
  console.log(
    `marked, without a read ${silent.length}: simulator ${share(silent, ({ predicted }) => predicted === 0)}`,
  );
  console.log(`all marked rows, warm ones too: simulator ${share([...marked, ...silent], simulator)}`);
  for (const [model, own] of groups(measurable, ({ row }) => row.model)) {
    console.log(`  ${model.padEnd(46)} ${share(own, simulator)}`);
  }
  const misses = measurable.filter((row) => !simulator(row));
  const less = misses.filter(({ predicted, recorded }) => recorded < predicted);
  const older = less.filter(({ withLag, recorded }) => withLag === recorded);
  console.log(`misses ${misses.length}:`);
  console.log(
    `  ${less.length} read an older, shorter entry: the fresh one was not readable yet (${older.length} of them exactly what the entries before the last request give; the others read entries whose length the recording does not show, mostly the tools)`,
  );
  console.log(
    `  ${misses.length - less.length} read what had expired by the recorded times: takes of different days in one file`,
  );
  console.log(
    `those apart: ${share(
      measurable.filter((row) => !misses.includes(row) || row.recorded > row.predicted),
      simulator,
    )}`,
  );
  if (showsMisses) {
    for (const { row, predicted, recorded, path } of misses) {
      console.log(`    ${path} row ${row.i} ${row.model}: predicted ${predicted}, recorded ${recorded}`);
    }
  }
}

function openAi(): void {
  const all = read<OpenAiCacheRow>('openai-cache-vectors.jsonl');
  const rows = all.flatMap(replayOpenAi);
  console.log(`\n## OpenAI: ${all.length} recordings, ${rows.length} requests; best effort before GPT-5.6`);
  const known = rows.filter(({ predicted }) => predicted !== undefined);
  console.log(`shared prefix of unknown length ${rows.length - known.length}`);
  const predictedReads = known.filter(({ predicted }) => (predicted ?? 0) > 0);
  console.log(`a read is predicted in ${predictedReads.length}:`);
  for (const [model, own] of groups(predictedReads, ({ row }) => row.model)) {
    console.log(`  ${model.padEnd(28)} ${distribution(own)}`);
  }
  const none = known.filter(({ predicted }) => predicted === 0);
  const warm = none.filter(({ recorded }) => recorded > 0);
  console.log(`none is predicted in ${none.length}: ${warm.length} read something (warm before the recording began)`);
  const short = rows.filter(({ row }) => row.prompt < 1024);
  console.log(`below 1,024 tokens ${short.length}: read nothing ${share(short, ({ recorded }) => recorded === 0)}`);
}

function distribution(rows: readonly ReplayedOpenAiRow[]): string {
  const difference = ({ recorded, predicted }: ReplayedOpenAiRow): number => recorded - (predicted ?? 0);
  const parts: readonly (readonly [string, (row: ReplayedOpenAiRow) => boolean])[] = [
    ['exact', (row) => difference(row) === 0],
    ['one step less', (row) => difference(row) === -128],
    ['nothing', (row) => row.recorded === 0],
    ['more', (row) => difference(row) > 0],
  ];
  const counted = parts.map(([name, is]) => `${name} ${rows.filter(is).length}`);
  const rest = rows.filter((row) => !parts.some(([, is]) => is(row))).length;
  return `n ${String(rows.length).padStart(4)}: ${counted.join(', ')}, less ${rest}`;
}

function groups<Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const byKey = new Map<string, Row[]>();
  for (const row of rows) byKey.set(keyOf(row), [...(byKey.get(keyOf(row)) ?? []), row]);
  return new Map([...byKey].sort(([, a], [, b]) => b.length - a.length));
}

function share<Row>(rows: readonly Row[], is: (row: Row) => boolean): string {
  const count = rows.filter(is).length;
  return rows.length === 0 ? 'none' : `${count} of ${rows.length} (${((count / rows.length) * 100).toFixed(1)}%)`;
}

function read<Row>(name: string) {
  const path = join(folder ?? '', name);
  return existsSync(path) ? parseRecordings<Row>(readFileSync(path, 'utf8')) : [];
}
