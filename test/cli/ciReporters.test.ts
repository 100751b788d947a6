// The reports for continuous integration: what GitHub, GitLab, test dashboards, pull requests and coding agents read.
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { runCli } from './harness/runCli.ts';

const files = {
  'src/agent.ts': "const clock = '🙂' + `CLOCK`;\nawait model(clock);\n",
  'src/other.ts': 'model(BROKEN)\nmodel(NOTE)\n',
};
const report = async (format: string, given: Readonly<Record<string, string>> = files) =>
  (await runCli(given, ['check', '--format', format])).out;

test('github: annotations, the gravest first', async () => {
  expect(await report('github')).toMatchInlineSnapshot(`
    "::error file=src/other.ts,line=1,col=7,endColumn=13,title=Hitrate%3A too-many-breakpoints::BROKEN breaks the prefix.
    ::warning file=src/agent.ts,line=1,col=23,endColumn=28,title=Hitrate%3A volatile-prefix::CLOCK breaks the prefix.
    ::notice file=src/other.ts,line=2,col=7,endColumn=11,title=Hitrate%3A per-item-call::NOTE breaks the prefix.
    3 findings in 2 files (1 error, 1 warning, 1 information) · 3 model calls in 2 files
    "
  `);
});

test('github: nothing of a path or a message ends a command early or begins another', async () => {
  const out = await report('github', { 'a,b%:c.ts': 'model(CLOCK)\n' });
  expect(out.split('\n')[0]).toContain('file=a%2Cb%25%3Ac.ts,');
});

test('gitlab: a code quality report whose fingerprints differ, also on equal lines', async () => {
  expect(JSON.parse(await report('gitlab'))).toMatchInlineSnapshot(`
    [
      {
        "check_name": "volatile-prefix",
        "description": "CLOCK breaks the prefix.",
        "fingerprint": "src/agent.ts:7ffdb63e00a60f80:0",
        "location": {
          "lines": {
            "begin": 1,
            "end": 1,
          },
          "path": "src/agent.ts",
        },
        "severity": "major",
      },
      {
        "check_name": "too-many-breakpoints",
        "description": "BROKEN breaks the prefix.",
        "fingerprint": "src/other.ts:eecbe281935fb56f:0",
        "location": {
          "lines": {
            "begin": 1,
            "end": 1,
          },
          "path": "src/other.ts",
        },
        "severity": "critical",
      },
      {
        "check_name": "per-item-call",
        "description": "NOTE breaks the prefix.",
        "fingerprint": "src/other.ts:620f85c68a1f1527:0",
        "location": {
          "lines": {
            "begin": 2,
            "end": 2,
          },
          "path": "src/other.ts",
        },
        "severity": "minor",
      },
    ]
  `);
  const twice: { fingerprint: string }[] = JSON.parse(
    await report('gitlab', { 'a.ts': 'model(CLOCK)\nmodel(CLOCK)\n' }),
  );
  expect(new Set(twice.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  const moved: { fingerprint: string }[] = JSON.parse(await report('gitlab', { 'a.ts': '\n\nmodel(CLOCK)\n' }));
  expect(moved[0]?.fingerprint).toBe(twice[0]?.fingerprint);
});

test('junit: XML that parses, a failed case for each finding', async () => {
  const out = await report('junit');
  expect(XMLValidator.validate(out)).toBe(true);
  expect(out).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="hitrate" tests="3" failures="3" errors="0">
      <testsuite name="src/agent.ts" tests="1" failures="1" errors="0">
        <testcase name="volatile-prefix 1:23" classname="src/agent.ts">
          <failure message="CLOCK breaks the prefix." type="warning">src/agent.ts:1:23
    const clock = '🙂' + \`CLOCK\`;
    sent by \`model\`: src/agent.ts:2:7
    cost: 4,700 tokens a tick, $0.0141 a tick</failure>
        </testcase>
      </testsuite>
      <testsuite name="src/other.ts" tests="2" failures="2" errors="0">
        <testcase name="too-many-breakpoints 1:7" classname="src/other.ts">
          <failure message="BROKEN breaks the prefix." type="error">src/other.ts:1:7
    model(BROKEN)
    sent by \`model\`: src/other.ts:1:1
    cost: 4,700 tokens a tick, $0.0141 a tick</failure>
        </testcase>
        <testcase name="per-item-call 2:7" classname="src/other.ts">
          <failure message="NOTE breaks the prefix." type="information">src/other.ts:2:7
    model(NOTE)
    sent by \`model\`: src/other.ts:1:1
    cost: 4,700 tokens a tick, $0.0141 a tick</failure>
        </testcase>
      </testsuite>
    </testsuites>
    "
  `);
});

test('junit: characters that XML forbids, quotes and tags come through as text', async () => {
  const line = 'model(`<a href="x">&\u0001 CLOCK`)';
  const out = await report('junit', { 'a&"b.ts': `${line}\n` });
  expect(XMLValidator.validate(out)).toBe(true);
  const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(out);
  expect(testsuites.testsuite['@_name']).toBe('a&"b.ts');
  expect(testsuites.testsuite.testcase.failure['#text']).toContain('model(`<a href="x">&\uFFFD CLOCK`)');
});

test('junit: a run without findings is one that passed', async () => {
  const out = await report('junit', { 'a.ts': 'model(calm)\n' });
  expect(XMLValidator.validate(out)).toBe(true);
  expect(out).toContain('tests="1" failures="0"');
});

test('markdown: a table for a pull request', async () => {
  expect(await report('markdown')).toMatchInlineSnapshot(`
    "**Hitrate** 3 findings in 2 files (1 error, 1 warning, 1 information) · 3 model calls in 2 files

    | Severity | Place | Finding | Cost |
    | --- | --- | --- | --- |
    | error | src/other.ts:1 | **too-many-breakpoints** BROKEN breaks the prefix. | 4,700 tokens a tick, $0.0141 a tick |
    | warning | src/agent.ts:1 | **volatile-prefix** CLOCK breaks the prefix. | 4,700 tokens a tick, $0.0141 a tick |
    | information | src/other.ts:2 | **per-item-call** NOTE breaks the prefix. | 4,700 tokens a tick, $0.0141 a tick |
    "
  `);
  expect(await report('markdown', { 'a.ts': 'model(calm)\n' })).toMatchInlineSnapshot(`
    "**Hitrate** No findings · 1 model call in 1 file
    "
  `);
});

test('markdown and agent: long reports are cut, and say so', async () => {
  const many = { 'a.ts': `model(BROKEN)\n${'model(CLOCK)\n'.repeat(150)}` };
  const table = await report('markdown', many);
  expect(table.match(/^\| (error|warning) /gm)).toHaveLength(100);
  expect(table).toContain('\n51 more are not shown.\n');
  const short = (await report('agent', many)).split('\n');
  expect(short[0]).toContain(' error too-many-breakpoints');
  expect(short.at(-3)).toBe('101 more findings are not shown.');
});

test('agent: a line for each finding', async () => {
  expect(await report('agent')).toMatchInlineSnapshot(`
    "src/other.ts:1:7 error too-many-breakpoints: BROKEN breaks the prefix.
    src/agent.ts:1:23 warning volatile-prefix: CLOCK breaks the prefix. Fix (safe): Replace it.
    src/other.ts:2:7 information per-item-call: NOTE breaks the prefix.
    3 findings in 2 files (1 error, 1 warning, 1 information) · 3 model calls in 2 files
    "
  `);
});
