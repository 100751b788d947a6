// Measures on real repositories whether each fix does what it says, and nothing else, and how many findings get one.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findFiles } from '../../server/src/cli/findFiles.ts';
import { readCandidates } from '../../server/src/cli/readCandidates.ts';
import { type Finding, LineIndex, languageOf } from '../../server/src/engine/index.ts';
import { createDiskSnapshot, fileSettings, slashPath, startEngine } from '../../server/src/host/index.ts';
import { defaultSettings } from '../../server/src/protocol/index.ts';
import { mergeFindings } from '../../server/src/report/index.ts';
import { newFindings } from '../harness/fixes/newFindings.ts';
import { proveFix } from '../harness/fixes/proveFix.ts';
import { settleSafely } from '../harness/fixes/settleSafely.ts';
import { createWorld, type World } from '../harness/fixes/worlds.ts';
import { sharedLowering } from '../harness/transform/project.ts';
import { type FixTally, fixesPage, propertyNames, type RuleTally } from './fixesPage.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    write: { type: 'boolean', default: false },
    rule: { type: 'string' },
    only: { type: 'string', default: '' },
    show: { type: 'boolean', default: false },
  },
});
if (positionals.length === 0 || !positionals.every((folder) => existsSync(folder))) {
  console.error(
    'usage: npm run eval:fixes -- <folder of repositories or repository>… [--rule id] [--only part of a path] [--show] [--write]',
  );
  process.exit(2);
}

/** More rounds than these mean that fixes wait for each other too long. */
const mostRounds = 3;

const engine = await startEngine();
const lowering = await sharedLowering();
const rules = new Map<string, RuleTally>(
  engine.rules.map(({ id, fix }) => [id, { best: fix, findings: 0, safe: 0, unsafe: 0, tried: 0, failed: 0 }]),
);
const tally: FixTally = {
  repositories: 0,
  tried: 0,
  failures: Object.fromEntries(propertyNames.map((name) => [name, 0])),
  together: { fixed: 0, repositories: 0, mostRounds: 0 },
};

for (const folder of positionals) for (const root of repositoriesIn(slashPath(resolve(folder)))) measure(root);
engine.dispose();

const page = fixesPage(tally, rules);
console.log(`\n${page.summary}\n\n${page.table}`);
if (values.write) writeFileSync('docs/fixes.md', page.text);
process.exitCode = Object.values(tally.failures).some((count) => count > 0) ? 1 : 0;

/** A folder whose folders are named `owner+name` holds repositories; any other is one itself. */
function repositoriesIn(folder: string): readonly string[] {
  const inside = readdirSync(folder)
    .filter((name) => name.includes('+'))
    .sort();
  return inside.length === 0 ? [folder] : inside.map((name) => join(folder, name));
}

function measure(root: string): void {
  const disk = createDiskSnapshot({ frozen: true });
  const { chosen } = readCandidates(
    findFiles(root, ['.']).files.map(({ path }) => path),
    new Set(),
    (text) => engine.isRelevant(text),
    () => undefined,
  );
  const world = createWorld({
    engine,
    hasErrors: (path, text) => {
      const language = languageOf(path);
      return language !== undefined && lowering.lower({ path, text, language }).hasErrors;
    },
    paths: chosen,
    snapshot: (changed) => ({ read: (path) => changed.get(path) ?? disk.read(path) }),
    settings: fileSettings({ path: root, settings: defaultSettings, project: undefined, roots: [root] }),
  });
  tally.repositories++;
  const findings = mergeFindings(world.all().flatMap((analysis) => analysis.findings)).filter(
    ({ rule, place }) => (values.rule === undefined || rule === values.rule) && place.path.includes(values.only),
  );
  for (const finding of findings) tryFixes(root, world, finding);
  if (values.rule === undefined && values.only === '') trySafeOnes(root, world, findings);
}

function tryFixes(root: string, world: World, finding: Finding): void {
  const { rule, place, fixes } = finding;
  const ofRule = rules.get(rule) ?? { best: 'none', findings: 0, safe: 0, unsafe: 0, tried: 0, failed: 0 };
  rules.set(rule, ofRule);
  ofRule.findings++;
  if (fixes.some(({ applicability }) => applicability === 'safe')) ofRule.safe++;
  else if (fixes.length > 0) ofRule.unsafe++;
  for (const fix of fixes) {
    tally.tried++;
    ofRule.tried++;
    const failures = proveFix(world, finding, fix);
    if (failures.length > 0) ofRule.failed++;
    for (const { property, details } of failures) {
      tally.failures[property] = (tally.failures[property] ?? 0) + 1;
      console.log(
        `${placeIn(root, world, finding)} ${rule} "${fix.title}" (${fix.applicability}): ${property}: ${details}`,
      );
    }
    if (values.show) {
      console.log(`${placeIn(root, world, finding)} ${rule} "${fix.title}" (${fix.applicability})`);
      for (const { path, edits } of fix.changes)
        for (const { span, newText } of edits)
          console.log(
            `  ${relative(root, path)}: ${JSON.stringify(world.read(path)?.slice(span.start, span.end))} -> ${JSON.stringify(newText)}`,
          );
    }
  }
  if (values.show && fixes.length === 0 && ofRule.best !== 'none')
    console.log(
      `${placeIn(root, world, finding)} ${rule}: no fix: ${world.read(place.path)?.slice(place.start, place.end).slice(0, 200)}`,
    );
}

/** All of them, round by round: they settle, parse, bring nothing new, and leave none to fix. */
function trySafeOnes(root: string, world: World, findings: readonly Finding[]): void {
  const settled = settleSafely(world.read, (changed) => world.all(changed));
  if (settled.fixed === 0) return;
  const fail = (details: string): void => {
    tally.failures.together = (tally.failures.together ?? 0) + 1;
    console.log(`${basename(root)}: all safe fixes: together: ${details}`);
  };
  tally.together.fixed += settled.fixed;
  tally.together.repositories++;
  tally.together.mostRounds = Math.max(tally.together.mostRounds, settled.rounds);
  if (settled.rounds > mostRounds) fail(`they take ${settled.rounds} rounds`);
  for (const path of settled.overlapping) fail(`their edits overlap in ${relative(root, path)}`);
  const before = new Map([...settled.documents.keys()].map((path) => [path, world.read(path) ?? '']));
  if (world.errors(settled.documents) > world.errors(before)) fail('a text has a syntax error that it had not');
  const after = mergeFindings(world.all(settled.documents).flatMap((analysis) => analysis.findings));
  for (const { rule, place } of newFindings(world, findings, after, settled.documents))
    fail(`there is a new finding: ${rule} in ${relative(root, place.path)}`);
}

function placeIn(root: string, world: World, { place: { path, start } }: Finding): string {
  const line = new LineIndex(world.read(path) ?? '').positionAt(start).line + 1;
  return `${basename(root)}/${relative(root, path)}:${line}`;
}
