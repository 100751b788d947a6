// Measures on real repositories whether a file that is written another way, with the same meaning, keeps its verdicts.
import { existsSync, readdirSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findFiles } from '../../server/src/cli/findFiles.ts';
import { readCandidates } from '../../server/src/cli/readCandidates.ts';
import { type Analysis, languageOf } from '../../server/src/engine/index.ts';
import { createDiskSnapshot, slashPath, startEngine } from '../../server/src/host/index.ts';
import { createChance } from '../fuzz/chance.ts';
import { type Documents, sharedLowering } from '../harness/transform/project.ts';
import type { Source, Transformation } from '../harness/transform/source.ts';
import { transformations } from '../harness/transform/transformations.ts';
import { coarsely, verdictsIn } from '../harness/transform/verdicts.ts';
import { plainSettings } from '../harness/understand.ts';
import { differences } from './differences.ts';
import { namesInFiles } from './namesInFiles.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    'per-file': { type: 'string', default: '2' },
    only: { type: 'string', default: '' },
    show: { type: 'string' },
  },
});
const [folder] = positionals;
const seed = Number(values.seed);
const perFile = Number(values['per-file']);
if (folder === undefined || !existsSync(folder) || !Number.isInteger(seed) || !Number.isInteger(perFile)) {
  console.error(
    'usage: npm run eval:metamorphic -- <folder of repositories> [--seed n] [--per-file n] [--only transformation] [--show path]',
  );
  process.exit(2);
}

/** Longer files take the time of many short ones. */
const largest = 60_000;

interface Tally {
  tried: number;
  changed: number;
  /** Only tokens, prices or numbers of blocks and fixes moved. */
  figures: number;
  /** The text that came out does not parse, so the transformation was wrong. */
  broken: number;
}

const engine = await startEngine();
const lowering = await sharedLowering();
const tallies = new Map<string, Tally>();
let measured = 0;
let leftOut = 0;
for (const name of readdirSync(folder).sort()) measureRepository(slashPath(resolve(folder, name)));
engine.dispose();

console.log(
  `\n${measured} files with a model call or a finding; ${leftOut} left out, longer than ${largest} characters or with syntax errors`,
);
console.log('| transformation | tried | changed | only figures changed | does not parse |');
console.log('| --- | ---: | ---: | ---: | ---: |');
for (const [name, { tried, changed, figures, broken }] of tallies)
  console.log(`| ${name} | ${tried} | ${changed} | ${figures} | ${broken} |`);

function measureRepository(root: string): void {
  const disk = createDiskSnapshot({ frozen: true });
  const settings = { ...plainSettings, roots: [root] };
  const found = findFiles(root, ['.']).files.map(({ path }) => path);
  const chosen = readCandidates(
    found,
    new Set(),
    (text) => engine.isRelevant(text),
    () => undefined,
  ).chosen;
  const names = namesInFiles(
    found.filter((path) => languageOf(path) === 'python'),
    disk.read,
  );
  const all = Object.entries(transformations(lowering, (name, path) => names.isInAnother(name, path))).filter(
    ([name]) => name.includes(values.only),
  );
  const analyze = (path: string, changed: Documents): Analysis =>
    engine.analyze(path, { read: (asked) => changed.get(asked) ?? disk.read(asked) }, settings);

  for (const path of chosen) {
    const text = disk.read(path);
    const language = languageOf(path);
    if (text === undefined || language === undefined) continue;
    if (values.show !== undefined && !path.endsWith(values.show)) continue;
    const before = analyze(path, new Map());
    const calls = before.calls.filter(({ call }) => call.site.place.path === path);
    if (calls.length === 0 && !before.findings.some(({ place }) => place.path === path)) continue;
    const module = lowering.lower({ path, text, language });
    if (text.length > largest || module.hasErrors) {
      leftOut++;
      continue;
    }
    measured++;
    const isInPackage = disk.read(path.replace(/[^/]+$/, '__init__.py')) !== undefined;
    const base = { path, text, module, calls, isPython: language === 'python', isInPackage };
    for (const [name, transform] of all) {
      const seen = new Set<string>();
      for (let round = 0; round < perFile; round++) {
        const changed = attempt(transform, { ...base, chance: createChance(seed + 1000 * round) }, name);
        const key = JSON.stringify([...(changed ?? [])]);
        if (changed === undefined || seen.has(key)) continue;
        seen.add(key);
        compare(name, `${relative(resolve(folder ?? ''), path)} (round ${round})`, before, changed, () =>
          analyze(path, changed),
        );
      }
    }
    engine.forget(path);
  }
}

/** Edits that overlap mean that a transformation is wrong, and stop the measurement of no other. */
function attempt(transform: Transformation, source: Source, name: string): Documents | undefined {
  try {
    return transform(source);
  } catch (error) {
    console.log(`${name}: ${source.path}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

function compare(name: string, label: string, before: Analysis, changed: Documents, analyze: () => Analysis): void {
  const tally = tallies.get(name) ?? { tried: 0, changed: 0, figures: 0, broken: 0 };
  tallies.set(name, tally);
  const broken = [...changed].filter(([path, text]) => {
    const language = languageOf(path);
    return language !== undefined && lowering.lower({ path, text, language }).hasErrors;
  });
  if (broken.length > 0) {
    tally.broken++;
    console.log(`${name}: ${label}: does not parse`);
    return;
  }
  tally.tried++;
  const after = analyze();
  const moved = differences(coarsely(verdictsIn([before])), coarsely(verdictsIn([after])));
  const exact = [verdictsIn([before]), verdictsIn([after])].map(({ findings, calls }) => [...findings, ...calls]);
  const figures = differences(exact[0] ?? [], exact[1] ?? []);
  if (moved.length > 0) {
    tally.changed++;
    console.log(`${name}: ${label}: ${moved.join('; ')}`);
  } else if (figures.length > 0) tally.figures++;
  if (values.show !== undefined) {
    for (const [path, text] of changed) console.log(`--- ${path}\n${text}`);
    for (const one of figures) console.log(one);
  }
}
