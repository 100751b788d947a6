// What each reporter writes.
import { expect, test } from 'vitest';
import { reporterNames } from '../../server/src/cli/reporters/index.ts';
import { runCli } from './harness/runCli.ts';

const files = {
  'src/agent.ts': "const clock = '🙂' + `CLOCK`;\nawait model(clock);\n",
};
const report = async (format: string, given: Readonly<Record<string, string>> = files) =>
  (await runCli(given, ['check', '--format', format, '--rule', 'volatile-prefix'])).out;

test('text', async () => {
  expect(await report('text')).toMatchInlineSnapshot(`
    "src/agent.ts:1:23  warning  volatile-prefix
      CLOCK breaks the prefix.
      1 │ const clock = '🙂' + \`CLOCK\`;
        │                       ^^^^^
      path sent by \`model\`  src/agent.ts:2:7
      cost 4,700 tokens a tick, $0.0141 a tick
      fix  Replace it  --fix

    1 finding in 1 file (1 warning) · 1 model call in 1 file
    "
  `);
});

test('text says so when there is nothing', async () => {
  expect(await report('text', { 'a.ts': 'model(calm)\n' })).toMatchInlineSnapshot(`
    "No findings · 1 model call in 1 file
    "
  `);
});

test('the caret stands below the place in a line with tabs, and a long line is cut around it', async () => {
  const out = await report('text', { 'a.ts': `\t\tmodel(CLOCK)\n${'x'.repeat(500)} CLOCK\n` });
  const [code, carets, ...rest] = out.split('\n').filter((line) => line.includes('│'));
  expect(carets?.indexOf('^')).toBe(code?.indexOf('CLOCK'));
  const [longCode, longCarets] = rest;
  expect(longCode?.length).toBeLessThan(130);
  expect(longCarets?.indexOf('^')).toBe(longCode?.indexOf('CLOCK'));
});

test('json', async () => {
  expect(JSON.parse(await report('json'))).toMatchInlineSnapshot(`
    {
      "base": "<folder>",
      "files": 1,
      "findings": [
        {
          "data": {},
          "effect": {
            "dollars": 0.0141,
            "each": "tick",
            "tokens": 4700,
          },
          "endColumn": 28,
          "endLine": 1,
          "file": "src/agent.ts",
          "fixes": [
            {
              "applicability": "safe",
              "title": "Replace it",
            },
          ],
          "message": "CLOCK breaks the prefix.",
          "messageId": "found",
          "related": [
            {
              "endColumn": 12,
              "endLine": 2,
              "file": "src/agent.ts",
              "message": "sent by \`model\`",
              "startColumn": 7,
              "startLine": 2,
            },
          ],
          "rule": "volatile-prefix",
          "severity": "warning",
          "startColumn": 23,
          "startLine": 1,
        },
      ],
      "fixed": 0,
      "modelCalls": 1,
      "version": 1,
    }
  `);
});

test('sarif', async () => {
  const log = JSON.parse(await report('sarif'));
  expect(log.version).toBe('2.1.0');
  const [run] = log.runs;
  expect(run.columnKind).toBe('utf16CodeUnits');
  expect(run.originalUriBaseIds.SRCROOT.uri).toMatch(/^file:\/\/.*\/$/);
  expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toContain('volatile-prefix');
  expect(run.results).toMatchInlineSnapshot(`
    [
      {
        "level": "warning",
        "locations": [
          {
            "physicalLocation": {
              "artifactLocation": {
                "uri": "src/agent.ts",
                "uriBaseId": "SRCROOT",
              },
              "region": {
                "endColumn": 28,
                "endLine": 1,
                "startColumn": 23,
                "startLine": 1,
              },
            },
          },
        ],
        "message": {
          "text": "CLOCK breaks the prefix.",
        },
        "partialFingerprints": {
          "hitrate/v2": "7ffdb63e00a60f80",
        },
        "relatedLocations": [
          {
            "id": 0,
            "message": {
              "text": "sent by \`model\`",
            },
            "physicalLocation": {
              "artifactLocation": {
                "uri": "src/agent.ts",
                "uriBaseId": "SRCROOT",
              },
              "region": {
                "endColumn": 12,
                "endLine": 2,
                "startColumn": 7,
                "startLine": 2,
              },
            },
          },
        ],
        "ruleId": "volatile-prefix",
        "ruleIndex": 0,
      },
    ]
  `);
  expect(run.tool.driver.rules[run.results[0].ruleIndex].id).toBe('volatile-prefix');
});

test('a fingerprint survives a move of the code and tells rules apart', async () => {
  const fingerprint = async (text: string) =>
    JSON.parse(await report('sarif', { 'a.ts': text })).runs[0].results[0].partialFingerprints['hitrate/v1'];
  expect(await fingerprint('\n\n  model(CLOCK)\n')).toBe(await fingerprint('model(CLOCK)\n'));
});

test('paths with spaces and marks are URIs in the reports for programs', async () => {
  const out = await report('sarif', { 'my code/a#1.ts': 'model(CLOCK)\n' });
  expect(JSON.parse(out).runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(
    'my%20code/a%231.ts',
  );
});

test('every reporter ends with a line break and survives an empty report', async () => {
  for (const format of reporterNames) expect(await report(format, { 'a.ts': '\n' })).toMatch(/\n$/);
});
