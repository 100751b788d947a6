// Measures on real repositories whether what is said of a file depends on the files that were analysed before it.
import { existsSync, readdirSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { findFiles } from '../../server/src/cli/findFiles.ts';
import { readCandidates } from '../../server/src/cli/readCandidates.ts';
import type { Engine } from '../../server/src/engine/index.ts';
import { createDiskSnapshot, slashPath, startEngine } from '../../server/src/host/index.ts';
import { plainSettings } from '../harness/understand.ts';
import { visible } from '../harness/visible.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', default: '' }, fresh: { type: 'string', default: '20' } },
});
const [folder] = positionals;
const fresh = Number(values.fresh);
if (folder === undefined || !existsSync(folder) || !Number.isInteger(fresh)) {
  console.error(
    'usage: npm run eval:order -- <folder of repositories> [--only part of a name] [--fresh files with an engine of their own]',
  );
  process.exit(2);
}

interface Tally {
  files: number;
  alone: number;
  changed: number;
}

const total: Tally = { files: 0, alone: 0, changed: 0 };
console.log('| repository | files in two orders | files with an engine of their own | said something else |');
console.log('| --- | ---: | ---: | ---: |');
for (const name of readdirSync(folder).sort()) {
  if (!name.includes(values.only)) continue;
  const tally = await measure(slashPath(resolve(folder, name)));
  console.log(`| ${name} | ${tally.files} | ${tally.alone} | ${tally.changed} |`);
  for (const key of ['files', 'alone', 'changed'] as const) total[key] += tally[key];
}
console.log(`| all | ${total.files} | ${total.alone} | ${total.changed} |`);

async function measure(root: string): Promise<Tally> {
  const disk = createDiskSnapshot({ frozen: true });
  const settings = { ...plainSettings, roots: [root] };
  const said = (engine: Engine, path: string): unknown => visible(engine.analyze(path, disk, settings));
  const forward = await startEngine();
  const found = findFiles(root, ['.']).files.map(({ path }) => path);
  const { chosen } = readCandidates(
    found,
    new Set(),
    (text) => forward.isRelevant(text),
    () => undefined,
  );
  const first = new Map(chosen.map((path) => [path, said(forward, path)]));
  forward.dispose();
  const changed = new Set<string>();
  const compare = (path: string, other: unknown): void => {
    if (!isDeepStrictEqual(first.get(path), other)) changed.add(path);
  };
  const backward = await startEngine();
  for (const path of [...chosen].reverse()) compare(path, said(backward, path));
  backward.dispose();
  const every = Math.max(1, Math.floor(chosen.length / Math.max(1, fresh)));
  const alone = fresh === 0 ? [] : chosen.filter((_path, index) => index % every === 0);
  for (const path of alone) {
    const own = await startEngine();
    compare(path, said(own, path));
    own.dispose();
  }
  for (const path of changed) console.log(`differs: ${relative(root, path)}`);
  return { files: chosen.length, alone: alone.length, changed: changed.size };
}
