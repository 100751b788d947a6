// Feeds damaged source files to the engine: it never throws, always comes to an end, and says the same of the same text.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Analysis, type Engine, languageOf } from '../../server/src/engine/index.ts';
import { startEngine } from '../../server/src/host/index.ts';
import { plainSettings } from '../harness/understand.ts';
import { type Chance, createChance } from './chance.ts';
import { mutate } from './mutate.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '2000' },
    seconds: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
  },
});
const count = Number(values.count);
const seconds = Number(values.seconds);
const firstSeed = Number(values.seed);
if (![count, seconds, firstSeed].every((number) => Number.isInteger(number) && number >= 0)) {
  console.error('usage: npm run fuzz -- [--count n] [--seconds n] [--seed n] [folders with source files…]');
  process.exit(2);
}

/** Longer inputs take the time of many short ones and hold the same constructs. */
const largest = 24_000;
/** An input that takes longer has left its work limit, whatever the machine. */
const slowestMs = 30_000;

const sources = sourcesIn(positionals.length > 0 ? positionals : ['examples', 'test/fixtures']);
if (sources.length === 0) throw new Error('there is no source file to damage');
const kept = await startEngine();
const failures: string[] = [];
const started = Date.now();
let tried = 0;
for (; tried < count || (seconds > 0 && Date.now() - started < seconds * 1000); tried++) {
  if (seconds > 0 && Date.now() - started >= seconds * 1000) break;
  const seed = firstSeed + tried;
  const problem = await tryOne(kept, createChance(seed), seed % 16 === 0);
  if (problem !== undefined) {
    failures.push(`seed ${seed}: ${problem}`);
    console.log(failures.at(-1));
  }
  if (tried % 2000 === 1999)
    console.log(`${tried + 1} tried, ${failures.length} failed, ${Math.round((Date.now() - started) / 1000)} s`);
}
console.log(`${tried} inputs tried, ${failures.length} failed, seeds ${firstSeed} to ${firstSeed + tried - 1}`);
process.exit(failures.length === 0 ? 0 : 1);

/** What is wrong, if anything. Each `deep` input is also compared with an engine that has seen nothing before. */
async function tryOne(engine: Engine, chance: Chance, deep: boolean): Promise<string | undefined> {
  const source = sources[chance.below(sources.length)];
  const other = sources[chance.below(sources.length)];
  if (source === undefined || other === undefined) return undefined;
  const { text, steps } = mutate(source.text, other.text, chance);
  const label = `${source.path} after ${steps.join(', ')}`;
  const path = `/fuzz/input${source.path.slice(source.path.lastIndexOf('.'))}`;
  const began = Date.now();
  try {
    // As in an editor: the whole text first, then the damaged one as the next version of the same document.
    analyze(engine, path, source.text, 1);
    const first = shown(analyze(engine, path, text, 2));
    if (Date.now() - began > slowestMs) return keep(text, path, `took ${Date.now() - began} ms: ${label}`);
    if (shown(analyze(engine, path, text, undefined)) !== first)
      return keep(text, path, `incremental and whole differ: ${label}`);
    if (deep) {
      const fresh = await startEngine();
      const again = shown(analyze(fresh, path, text, undefined));
      fresh.dispose();
      if (again !== first) return keep(text, path, `a fresh engine differs: ${label}`);
    }
  } catch (error) {
    return keep(text, path, `${error instanceof Error ? (error.stack ?? error.message) : String(error)}: ${label}`);
  } finally {
    engine.forget(path);
  }
  return undefined;
}

function analyze(engine: Engine, path: string, text: string, version: number | undefined): Analysis {
  const snapshot = {
    read: (asked: string) => (asked === path ? text : undefined),
    ...(version === undefined ? {} : { versionOf: (asked: string) => (asked === path ? version : undefined) }),
  };
  return engine.analyze(path, snapshot, { ...plainSettings, roots: ['/fuzz'] });
}

function shown({ findings, calls, notes }: Analysis): string {
  const told = {
    findings: findings.map(({ rule, place, message, severity }) => ({ rule, place, message, severity })),
    calls: calls.map(({ call, estimate }) => ({
      place: call.site.place,
      input: estimate.input,
      history: call.history.kind,
    })),
    notes,
  };
  return JSON.stringify(told);
}

function keep(text: string, path: string, problem: string): string {
  const file = join('.cache', `fuzz-failure-${failures.length}${path.slice(path.lastIndexOf('.'))}`);
  writeFileSync(file, text);
  return `${problem} (kept in ${file})`;
}

interface Source {
  readonly path: string;
  readonly text: string;
}

/** Source files that may hold a model call, and the code blocks of Markdown fixtures. */
function sourcesIn(folders: readonly string[]): readonly Source[] {
  const found: Source[] = [];
  const visit = (path: string): void => {
    const { isDirectory, size } = describe(path);
    if (isDirectory) {
      for (const name of readdirSync(path))
        if (name !== 'node_modules' && !name.startsWith('.')) visit(join(path, name));
    } else if (path.endsWith('.md') && size < 400_000) {
      for (const [, language, body] of readFileSync(path, 'utf8').matchAll(/```(ts|py)[^\n]*\n(.*?)```/gs)) {
        if (body !== undefined) found.push({ path: `${path}.${language}`, text: body });
      }
    } else if (languageOf(path) !== undefined && size <= largest) {
      const text = readFileSync(path, 'utf8');
      if (/anthropic|openai|claude|gpt|messages|prompt|llm/i.test(text)) found.push({ path, text });
    }
  };
  for (const folder of folders) visit(folder);
  return found;
}

function describe(path: string): { readonly isDirectory: boolean; readonly size: number } {
  const stat = statSync(path, { throwIfNoEntry: false });
  return { isDirectory: stat?.isDirectory() ?? false, size: stat?.size ?? 0 };
}
