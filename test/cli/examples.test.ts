// The example agents, on the real engine: each planted mistake is found and nothing else, the mended twins are clean and cheaper.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../server/src/cli/run.ts';
import { type Engine, engineBasics } from '../../server/src/engine/index.ts';
import { startEngine } from '../../server/src/host/index.ts';
import { plainStyle } from '../../server/src/report/index.ts';

const examples = join(import.meta.dirname, '../../examples');

interface Found {
  readonly rule: string;
  readonly file: string;
  readonly startLine: number;
  readonly fixes: readonly { readonly title: string; readonly applicability: string }[];
}

interface Profiled {
  readonly file: string;
  readonly tick: { readonly hitRate: number };
  readonly run: { readonly cost: number; readonly uncached: number; readonly hitRate: number };
  readonly day: { readonly cost: number };
}

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.dispose());

async function hitrate(command: string, folder: string): Promise<{ readonly code: number; readonly report: unknown }> {
  let out = '';
  let err = '';
  const code = await run(
    [command, folder, '--format', 'json'],
    {
      cwd: examples,
      write: (text) => {
        out += text;
      },
      warn: (text) => {
        err += text;
      },
      style: plainStyle,
    },
    // The command disposes what it was given; the tests share one.
    {
      basics: engineBasics,
      createEngine: async () => ({ ...engine, dispose: () => undefined }),
      startLanguageServer: async () => undefined,
      loadNetworked: () => import('../../server/src/cli/networked.ts'),
    },
  );
  expect(err).toBe('');
  return { code, report: JSON.parse(out) };
}

async function findingsIn(folder: string): Promise<{ readonly code: number; readonly findings: readonly Found[] }> {
  const { code, report } = await hitrate('check', folder);
  const { findings } = report as { findings: readonly Found[] };
  return { code, findings };
}

async function callsIn(folder: string): Promise<ReadonlyMap<string, Profiled>> {
  const { report } = await hitrate('profile', folder);
  const { calls } = report as { calls: readonly Profiled[] };
  return new Map(calls.map((call) => [call.file.replace(/^.*\/|\.[a-z]+$/g, ''), call]));
}

const planted = {
  'support-agent-ts': [
    'src/prompts.ts:6 volatile-prefix',
    'src/prompts.ts:7 user-data-in-system',
    'src/summary.ts:18 cache-write-never-read',
    'src/tools/index.ts:10 unstable-tool-order',
    'src/triage.ts:15 missing-breakpoint',
  ],
  'support-agent-py': [
    'support_agent/prompts.py:10 volatile-prefix',
    'support_agent/prompts.py:11 user-data-in-system',
    'support_agent/summary.py:23 cache-write-never-read',
    'support_agent/tools.py:109 unstable-tool-order',
    'support_agent/triage.py:21 missing-breakpoint',
  ],
} as const;

describe.each(Object.entries(planted))('%s', (folder, places) => {
  test('has exactly the mistakes that were planted', async () => {
    const { code, findings } = await findingsIn(folder);
    expect(code).toBe(1);
    expect([...new Set(findings.map(({ file, startLine, rule }) => `${file}:${startLine} ${rule}`))]).toEqual(places);
  });

  test('offers to mark what is sent again, to sort the tools and to remove the useless mark', async () => {
    const { findings } = await findingsIn(folder);
    const fixesOf = (rule: string) => findings.find((each) => each.rule === rule)?.fixes.map(({ title }) => title);
    expect(fixesOf('missing-breakpoint')).toContain('Mark the end of the system prompt for the cache');
    expect(fixesOf('unstable-tool-order')).toEqual(['Sort the tools by name before they are sent']);
    expect(fixesOf('cache-write-never-read')).toEqual(['Remove the breakpoint']);
  });

  test('is clean when it is mended', async () => {
    expect(await findingsIn(`${folder}-mended`)).toEqual({ code: 0, findings: [] });
  });

  test('costs two and a half times as much a run as when it is mended, or more', async () => {
    const before = (await callsIn(folder)).get('agent');
    const after = (await callsIn(`${folder}-mended`)).get('agent');
    if (before === undefined || after === undefined) throw new Error('the agent was not understood');
    // Marking a prefix that is never read is dearer than no cache at all.
    expect(before.run.cost).toBeGreaterThan(before.run.uncached);
    expect(before.run.hitRate).toBe(0);
    expect(before.run.cost / after.run.cost).toBeGreaterThan(2.5);
    expect(before.run.cost / after.run.cost).toBeLessThan(4);
    expect(after.run.hitRate).toBeGreaterThan(0.8);
    expect(after.day.cost).toBeCloseTo(after.run.cost * 100, 6);
  });

  test('pays for its triage about twice what the mended one pays', async () => {
    const before = (await callsIn(folder)).get('triage');
    const after = (await callsIn(`${folder}-mended`)).get('triage');
    if (before === undefined || after === undefined) throw new Error('the triage was not understood');
    expect(before.run.cost / after.run.cost).toBeGreaterThan(1.8);
    expect(after.tick.hitRate).toBeGreaterThan(0.9);
  });
});
