// Results kept between runs: whatever happens to the files, a check that uses them says what a check without them says.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../../server/src/cli/run.ts';
import { createEngine, type Engine, engineBasics } from '../../server/src/engine/index.ts';
import { createTokenizer } from '../../server/src/host/createTokenizer.ts';
import { loadWasm } from '../../server/src/host/loadWasm.ts';
import { plainStyle } from '../../server/src/report/index.ts';
import { temporaryFolder } from './harness/runCli.ts';

const tokenizer = createTokenizer();
beforeAll(() => tokenizer.load('o200k_base'));

let folder: string;
let caches: string;
beforeEach(() => {
  folder = temporaryFolder({});
  caches = mkdtempSync(join(tmpdir(), 'hitrate-caches-'));
});
afterEach(() => {
  for (const each of [folder, caches]) rmSync(each, { recursive: true, force: true });
});

interface Checked {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Files that the engine analysed; undefined when it was not even started. */
  readonly analyzed: readonly string[] | undefined;
}

async function check(args: readonly string[], build = 'this build'): Promise<Checked> {
  let out = '';
  let err = '';
  let analyzed: string[] | undefined;
  const start = async (): Promise<Engine> => {
    const engine = await createEngine({ parser: loadWasm(), encoders: tokenizer.source });
    const log: string[] = [];
    analyzed = log;
    return {
      ...engine,
      analyze: (path, ...rest) => {
        log.push(path.slice(folder.length + 1));
        return engine.analyze(path, ...rest);
      },
    };
  };
  const code = await run(
    ['check', '--level', 'hint', ...args],
    {
      cwd: folder,
      write: (text) => {
        out += text;
      },
      warn: (text) => {
        err += text;
      },
      style: plainStyle,
    },
    {
      basics: engineBasics,
      createEngine: start,
      build,
      startLanguageServer: async () => undefined,
      loadNetworked: () => import('../../server/src/cli/networked.ts'),
    },
  );
  return { code, out, err, analyzed };
}

const cached = (build?: string): Promise<Checked> => check(['--cache-dir', caches], build);

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

const rules = 'Answer from the manual, cite the page, and never guess a torque or a part number. '.repeat(80);
const clock = { ts: '"Now: " + Date.now() + rules', py: 'f"Now: {datetime.now()}. " + RULES' };
const agentTs = (system: string): string => `import Anthropic from '@anthropic-ai/sdk';
import { rules } from './rules';
const client = new Anthropic();
export async function run(messages: Anthropic.MessageParam[]) {
  for (let tick = 0; tick < 9; tick++) {
    const response = await client.messages.create({ model: 'claude-sonnet-4-5', max_tokens: 99, system: ${system}, messages });
    messages.push({ role: 'assistant', content: response.content });
  }
}
`;
const agentPy = (system: string): string => `from datetime import datetime
import anthropic
from rules import RULES
client = anthropic.Anthropic()
def run(messages):
    while True:
        response = client.messages.create(model="claude-sonnet-4-5", max_tokens=99, system=${system}, messages=messages)
        messages.append({"role": "assistant", "content": response.content})
`;

/** Nothing in it is a model call unless the config says so. */
const wrapped = `import { rules } from './rules';
export const ask = (question) => llm.ask({ system: Date.now() + rules, messages: [{ role: 'user', content: question }] });
`;

/** A prompt that an agent imports changes what is found in the agent. */
const texts: Readonly<Record<string, readonly string[]>> = {
  'src/agent.ts': [agentTs('rules'), agentTs(clock.ts), agentTs('rules + process.env.TENANT')],
  'src/rules.ts': [
    `export const rules = '${rules}';\n`,
    `export const rules = '${rules}' + new Date().toISOString();\n`,
    'export const rules = "short";\n',
  ],
  'src/rules/index.ts': [`export { rules } from '../deep/rules';\n`],
  'src/deep/rules.ts': [`export const rules = Math.random() + '${rules}';\n`, `export const rules = '${rules}';\n`],
  'src/start.ts': [`import { run } from './agent';\nrun([{ role: 'user', content: 'Hello' }]);\n`, 'export {};\n'],
  'agent.py': [agentPy('RULES'), agentPy(clock.py)],
  'rules.py': [`RULES = "${rules}"\n`, `import uuid\nRULES = str(uuid.uuid4()) + "${rules}"\n`],
  'rules/__init__.py': [`RULES = "${rules}"\n`],
  'src/wrapped.ts': [wrapped],
  'hitrate.config.json': [
    '{ "rules": { "volatile-prefix": "hint" } }\n',
    '{ "ignore": ["agent.py"] }\n',
    '{ "wrappers": [{ "call": "llm.ask", "as": "anthropic.messages" }] }\n',
    '{ "wrappers": [{ "call": "llm.tell", "as": "anthropic.messages" }], "volatility": { "names": { "TENANT": "call" } } }\n',
  ],
  'tsconfig.json': ['{ "compilerOptions": { "baseUrl": "." } }\n'],
};
const names = Object.keys(texts);

type Step = { readonly name: string; readonly version: number };
const step: fc.Arbitrary<Step> = fc
  .constantFrom(...names)
  .chain((name) =>
    fc.record({ name: fc.constant(name), version: fc.integer({ min: -1, max: texts[name]?.length ?? 0 }) }),
  );

/** Version -1 removes the file; the one past the last touches it. */
function apply({ name, version }: Step): void {
  const text = texts[name]?.[version];
  if (version < 0) rmSync(join(folder, name), { force: true });
  else if (text !== undefined) write(name, text);
  else if (existsSync(join(folder, name))) utimesSync(join(folder, name), 1, version);
}

test('a check with kept results says what a fresh one says, after any edits', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 }),
      async (rounds) => {
        for (const name of names) apply({ name, version: 0 });
        await cached();
        for (const steps of rounds) {
          steps.forEach(apply);
          const { analyzed: _, ...withCache } = await cached();
          const { analyzed: __, ...fresh } = await check(['--no-cache']);
          expect(withCache).toEqual(fresh);
        }
      },
    ),
    { numRuns: 12 },
  );
}, 120_000);

describe('a second check', () => {
  beforeEach(() => {
    write('src/agent.ts', agentTs(clock.ts));
    write('src/rules.ts', texts['src/rules.ts']?.[0] ?? '');
    write('src/other.ts', agentTs('"x"').replace("import { rules } from './rules';\n", ''));
  });

  test('of unchanged files does not start the engine', async () => {
    const first = await cached();
    expect(first.analyzed).toEqual(['src/agent.ts', 'src/other.ts']);
    expect(first.out).toContain('volatile-prefix');
    expect(await cached()).toEqual({ ...first, analyzed: undefined });
    expect(await check(['--cache-dir', caches, '--rule', 'unsorted-tools'])).toMatchObject({
      analyzed: undefined,
      code: 0,
    });
  });

  test('analyses what reads a file that changed, and nothing else', async () => {
    await cached();
    write('src/rules.ts', texts['src/rules.ts']?.[1] ?? '');
    expect((await cached()).analyzed).toEqual(['src/agent.ts']);
  });

  test('analyses what an absent file would have been read by', async () => {
    write('src/rules.ts', '');
    rmSync(join(folder, 'src/rules.ts'));
    await cached();
    write('src/rules.tsx', texts['src/rules.ts']?.[1] ?? '');
    expect((await cached()).analyzed).toEqual(['src/agent.ts']);
  });

  test('of another build, or after the settings changed, starts anew', async () => {
    await cached();
    expect((await cached('another build')).analyzed).toHaveLength(2);
    write('hitrate.config.json', '{ "defaultModel": "claude-opus-4-1" }');
    expect((await cached('another build')).analyzed).toHaveLength(2);
  });

  test('looks again at every file after other wrappers are told of', async () => {
    write('src/wrapped.ts', wrapped);
    const config = (call: string): void =>
      write('hitrate.config.json', `{ "wrappers": [{ "call": "${call}", "as": "anthropic.messages" }] }`);
    config('llm.tell');
    expect((await cached()).out).not.toContain('src/wrapped.ts');
    config('llm.ask');
    expect((await cached()).out).toContain('src/wrapped.ts:2');
    expect((await cached()).analyzed).toBeUndefined();
    rmSync(join(folder, 'hitrate.config.json'));
    expect((await cached()).out).not.toContain('src/wrapped.ts');
  });

  test.each([
    ['cut off', (text: string) => text.slice(0, text.length / 2)],
    ['damaged in the middle', (text: string) => text.replace('volatile-prefix', 'volatile_prefix')],
    ['empty', () => ''],
    ['foreign', () => '{"version":1}\n{}'],
  ])('ignores what is %s, and writes it again', async (_name, damage) => {
    const first = await cached();
    const [name = ''] = readdirSync(caches);
    writeFileSync(join(caches, name), damage(readFileSync(join(caches, name), 'utf8')));
    expect(await cached()).toEqual(first);
    expect((await cached()).analyzed).toBeUndefined();
  });

  test('says so and goes on when results cannot be kept', async () => {
    writeFileSync(join(caches, 'taken'), 'no folder');
    const first = await check(['--cache-dir', join(caches, 'taken')]);
    expect(first.err).toContain('results are not kept for the next run');
    expect(first.code).toBe(1);
    expect(first.out).toBe((await check(['--no-cache'])).out);
  });

  test('keeps nothing of a file that could not be analysed, and nothing at all for --no-cache', async () => {
    await check(['--no-cache', '--cache-dir', caches]);
    expect(readdirSync(caches)).toEqual([]);
  });

  test('lies in node_modules where there is one', async () => {
    mkdirSync(join(folder, 'node_modules'));
    await check([]);
    expect(readdirSync(join(folder, 'node_modules/.cache/hitrate'))).toHaveLength(1);
    expect((await check([])).analyzed).toBeUndefined();
  });
});
