// Runs programs before and after their fixes against the local provider: the same replies and tool calls, a bill that is no higher, and nothing sent that the fix did not say.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Engine, type Finding, type Fix, isObject, listOf, objectOf } from '../../server/src/engine/index.ts';
import type { RequestAspect } from '../../server/src/engine/model/index.ts';
import { startEngine } from '../../server/src/host/index.ts';
import { type ReplyScript, replyScriptSchema } from '../../server/src/runs/localProvider/reply.ts';
import { analyzeProject } from '../harness/analyzeProject.ts';
import { applyFix, type Documents } from '../harness/applyFixes.ts';
import { type FixtureSettings, readSections } from '../harness/mdtest.ts';
import { projectDocuments } from '../harness/projectDocuments.ts';
import { plainSettings } from '../harness/understand.ts';
import { type CapturedExchange, captured } from './harness/captured.ts';
import { comparable, withoutChance } from './harness/comparedBodies.ts';
import { startTestProvider } from './harness/provider.ts';
import { type ProgramRun, runProgram } from './harness/runProgram.ts';

interface ProgramSettings extends FixtureSettings {
  readonly bill: 'lower' | 'same' | 'refused';
  readonly replies?: unknown;
  /** How often the program is started, one run after the other on one cache. */
  readonly runs?: number;
}

/** HITRATE_PYTHON may name an interpreter that has the package. */
const python = process.env.HITRATE_PYTHON ?? 'python3';
const hasPython = spawnSync(python, ['-c', 'import anthropic']).status === 0;
if (!hasPython) console.warn(`SKIPPED: ${python} has no package "anthropic", so only TypeScript programs are run.`);

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.dispose());

const sections = readSections(readFileSync(new URL('programs.md', import.meta.url), 'utf8'));

for (const [number, { title, settings, projects }] of sections.entries()) {
  const { bill, replies = [], rules = [], runs = 1 } = settings as ProgramSettings;
  const script = replyScriptSchema.parse({ replies, toolRounds: 0 });
  for (const project of projects) {
    const language = project.language === 'py' ? 'py' : 'ts';
    describe.skipIf(language === 'py' && !hasPython)(`${title} (${language})`, () => {
      const documents = projectDocuments(project, settings);
      const fixesOf = (): readonly Fix[] =>
        findingsOf(documents)
          .filter(({ rule }) => rules.includes(rule))
          .flatMap(({ fixes }) => fixes.slice(0, 1));
      // Several processes of Python, one after the other.
      test('runs as before', { timeout: 120_000 }, async () => {
        const fixes = fixesOf();
        expect(fixes.map(({ title: name }) => name)).not.toEqual([]);
        const before = await run(`p${number}-${language}-before`, language, documents, script, runs);
        for (const [at, fix] of fixes.entries()) {
          const after = await run(
            `p${number}-${language}-after${at}`,
            language,
            applyFix(documents, fix),
            script,
            runs,
          );
          compare(before, after, fix.alters, bill);
        }
      });
    });
  }
}

function findingsOf(documents: Documents): readonly Finding[] {
  return analyzeProject(engine, documents, plainSettings).findings;
}

interface Ran {
  readonly programs: readonly ProgramRun[];
  readonly exchanges: readonly CapturedExchange[];
}

async function run(
  key: string,
  language: 'ts' | 'py',
  documents: Documents,
  script: ReplyScript,
  times: number,
): Promise<Ran> {
  const provider = await startTestProvider({ script });
  const capture = await captured(provider.port);
  const programs: ProgramRun[] = [];
  try {
    for (let time = 0; time < times; time++)
      programs.push(await runProgram({ language, documents, url: capture.url, key, python }));
    return { programs, exchanges: capture.exchanges };
  } finally {
    capture.close();
    await provider.close();
  }
}

function compare(before: Ran, after: Ran, alters: readonly RequestAspect[], bill: ProgramSettings['bill']): void {
  for (const program of after.programs) expect(program).toEqual({ code: 0, errors: '' });
  expect(after.exchanges.map(({ status }) => status)).not.toContain(400);
  const [first] = before.exchanges;
  if (bill === 'refused') {
    expect(first?.status).toBe(400);
    expect(comparable(objectOf(after.exchanges[0]?.body), alters)).toEqual(comparable(objectOf(first?.body), alters));
    return;
  }
  for (const program of before.programs) expect(program).toEqual({ code: 0, errors: '' });
  const replies = ({ exchanges }: Ran): unknown => exchanges.map((exchange) => repliedBy(exchange, alters));
  expect(replies(after)).toEqual(replies(before));
  expect(after.exchanges.map(({ body }) => comparable(body, alters))).toEqual(
    before.exchanges.map(({ body }) => comparable(body, alters)),
  );
  const [was, is] = [billOf(before), billOf(after)];
  if (bill === 'lower') expect(is).toBeLessThan(was);
  else expect(is).toBe(was);
}

/** Texts, and calls of tools with their arguments. Where the text of a question moves, the echo of it is no reply of a model. */
function repliedBy({ answer }: CapturedExchange, alters: readonly RequestAspect[]): unknown {
  const content = listOf(answer.content).filter(
    (block) => !alters.includes('text place') || objectOf(block).type !== 'text',
  );
  return withoutChance(content);
}

/** Input in tokens at the full price: a read costs a tenth, a write a quarter more. */
function billOf({ exchanges }: Ran): number {
  const tokens = (usage: unknown, name: string): number => {
    const count = isObject(usage) ? usage[name] : 0;
    return typeof count === 'number' ? count : 0;
  };
  return exchanges.reduce((sum, { answer: { usage } }) => {
    const fresh = tokens(usage, 'input_tokens');
    return (
      sum + fresh + 1.25 * tokens(usage, 'cache_creation_input_tokens') + 0.1 * tokens(usage, 'cache_read_input_tokens')
    );
  }, 0);
}
