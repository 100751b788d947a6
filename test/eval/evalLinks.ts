// Measures on real repositories how many of the prompt files that code loads are linked to the model calls that send them.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Piece } from '../../server/src/engine/index.ts';
import { createDiskSnapshot, slashPath, startEngine } from '../../server/src/host/index.ts';
import { plainSettings } from '../harness/understand.ts';
import { proportion, showProportion } from './proportion.ts';

/** A line of code that loads a file whose text reaches a prompt; found by reading. */
interface Loader {
  readonly repository: string;
  readonly commit: string;
  readonly path: string;
  readonly line: number;
  readonly file: string;
}

const [folder] = process.argv.slice(2);
if (folder === undefined || !existsSync(folder)) {
  console.error('usage: npm run eval:links -- <folder of repositories>');
  process.exit(2);
}

const list = new URL('../test/eval/data/promptLoaders.jsonl', import.meta.url);
const loaders = readFileSync(list, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Loader);
const engine = await startEngine();
await engine.counted;
const missed: string[] = [];
let all = 0;
let linked = 0;
console.log('| repository | prompt files loaded by code | linked |');
console.log('| --- | ---: | ---: |');
for (const repository of [...new Set(loaders.map((one) => one.repository))]) {
  const own = loaders.filter((one) => one.repository === repository);
  const root = slashPath(resolve(folder, repository.replace('/', '+')));
  requireCommit(root, own);
  const found = own.filter((one) => isLinked(root, one));
  missed.push(
    ...own
      .filter((one) => !found.includes(one))
      .map(({ path, line, file }) => `${repository} ${path}:${line} → ${file}`),
  );
  all += own.length;
  linked += found.length;
  console.log(`| ${repository} | ${own.length} | ${found.length} |`);
}
console.log(`| all | ${all} | ${showProportion(proportion(linked, all))} |`);
for (const one of missed) console.log(`not linked: ${one}`);

function requireCommit(root: string, [first]: readonly Loader[]): void {
  const kept = join(root, '.commit');
  const commit = existsSync(kept) ? readFileSync(kept, 'utf8').trim() : undefined;
  if (commit === first?.commit) return;
  console.error(`${root} is not at the commit ${first?.commit} that the list was made for.`);
  process.exit(2);
}

/** A request in sight of the loading file holds text of the prompt file. */
function isLinked(root: string, { path, file }: Loader): boolean {
  const { calls } = engine.analyze(`${root}/${path}`, createDiskSnapshot({ frozen: true }), {
    ...plainSettings,
    roots: [root],
  });
  const wanted = `${root}/${file}`;
  const holds = (piece: Piece): boolean =>
    piece.kind === 'choice' ? piece.options.some((option) => option.some(holds)) : piece.place.path === wanted;
  return calls.some(({ layout }) => layout.segments.some(({ pieces }) => pieces.some(holds)));
}
