// Comments that silence findings, written and taken away by quick fixes, in each place that code can stand in; on the real engine.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CodeAction, Diagnostic, TextDocumentEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { startEngine } from '../../server/src/host/index.ts';
import { connect, pulling } from './harness/connect.ts';
import { documentUri } from './harness/documentUri.ts';

const rule = 'volatile-prefix';
let client: Awaited<ReturnType<typeof connect>>;
let opened = 0;

beforeAll(async () => {
  client = await connect({ createEngine: startEngine, capabilities: pulling });
});
afterAll(() => client.stop());

interface Opened {
  readonly uri: string;
  readonly text: string;
  readonly problems: readonly Diagnostic[];
}

/** Each text is a document of its own. */
async function open(text: string, ending: string): Promise<Opened> {
  const uri = documentUri(`suppressed-${opened++}.${ending}`);
  await client.open(uri, text);
  return { uri, text, problems: await client.pull(uri) };
}

async function apply({ uri, text, problems }: Opened, of: string, title: RegExp): Promise<string> {
  const diagnostics = problems.filter(({ code }) => code === of).slice(0, 1);
  const actions = await client.request<readonly CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri },
    range: diagnostics[0]?.range,
    context: { diagnostics },
  });
  const action = actions.find((one) => title.test(one.title));
  if (action === undefined) throw new Error(`${title} is not among ${actions.map((one) => one.title).join(' | ')}`);
  const edits = (action.edit?.documentChanges ?? []).flatMap((change) => (change as TextDocumentEdit).edits);
  const document = TextDocument.create(uri, 'x', 1, text);
  return TextDocument.applyEdits(document, edits.filter((edit) => 'newText' in edit) as never);
}

const rulesOf = ({ problems }: Opened): readonly unknown[] => problems.map(({ code }) => code);

const long = 'You answer questions about orders, returns and invoices. '.repeat(120).trim();
const clock = 'new Date().toISOString()';
const request = (indent: string): string =>
  [
    'client.messages.create({',
    `  model: 'claude-sonnet-5',`,
    '  max_tokens: 500,',
    `  system: [{ type: 'text', text: \`\${${clock}} ${long}\`, cache_control: { type: 'ephemeral' } }],`,
    `  messages: [{ role: 'user', content: question }],`,
    '})',
  ].join(`\n${indent}`);
const script = (head = ''): string =>
  `${head}import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
export class Agent {
  async answer(question: string) {
    if (question !== '') {
      return ${request('      ')};
    }
  }
}
`;
const page = (call: string): string => `import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
export function Page({ question }: { question: string }) {
  return (
    <main title="a > b">
      <p>Don't { /* } */ } ask</p>
${call}
    </main>
  );
}
`;
const python = (head = ''): string => `${head}from datetime import datetime

from anthropic import Anthropic

client = Anthropic()


class Agent:
    def answer(self, question):
        if question:
            return client.messages.create(
                model="claude-sonnet-5",
                max_tokens=500,
                system=[
                    {
                        "type": "text",
                        "text": f"{datetime.now()} ${long}",
                        "cache_control": {"type": "ephemeral"},
                    }
                ],
                messages=[{"role": "user", "content": question}],
            )
`;

const places: readonly (readonly [string, string, string, RegExp])[] = [
  ['deep in a class', script(), 'ts', /^ {8}\/\/ hitrate-ignore\[volatile-prefix\]$/m],
  ['with carriage returns', script().replaceAll('\n', '\r\n'), 'ts', /^ {8}\/\/ hitrate-ignore\[volatile-prefix\]\r$/m],
  ['with tabs', script().replaceAll('  ', '\t'), 'js', /^\t{4}\/\/ hitrate-ignore\[volatile-prefix\]$/m],
  ['in Python', python(), 'py', /^ {24}# hitrate-ignore\[volatile-prefix\]$/m],
  [
    'between tags, in the braces of an expression',
    page(`      {\n        ${request('        ')}\n      }`),
    'tsx',
    /^ {10}\/\/ hitrate-ignore\[volatile-prefix\]$/m,
  ],
  [
    'between tags, on the line that begins an expression',
    page(`      {${request('').replaceAll('\n', ' ')}}`),
    'tsx',
    /^ {6}\{\/\* hitrate-ignore\[volatile-prefix\] \*\/\}$/m,
  ],
  [
    'between tags, on the line of an element',
    page(`      <Chat reply={${request('').replaceAll('\n', ' ')}} />`),
    'jsx',
    /^ {6}\{\/\* hitrate-ignore\[volatile-prefix\] \*\/\}$/m,
  ],
  [
    'inside of a tag',
    page(`      <Chat\n        reply={${request('').replaceAll('\n', ' ')}}\n      >\n        hello\n      </Chat>`),
    'tsx',
    /^ {8}\/\/ hitrate-ignore\[volatile-prefix\]$/m,
  ],
];

describe('a suppression', () => {
  test.each(
    places,
  )('%s silences the finding; unused, it is taken away without a trace', async (_, text, ending, comment) => {
    const before = await open(text, ending);
    expect(rulesOf(before)).toContain(rule);
    const suppressed = await apply(before, rule, /^Suppress volatile-prefix here$/);
    expect(suppressed).toMatch(comment);
    const silenced = await open(suppressed, ending);
    expect(rulesOf(silenced)).toEqual(rulesOf(before).filter((one) => one !== rule));

    const mend = (one: string): string => one.replace(clock, `'today'`).replace('datetime.now()', `'today'`);
    const mended = await open(mend(suppressed), ending);
    expect(mended.problems.find(({ code }) => code === 'unused-suppression')).toMatchObject({ severity: 4, tags: [1] });
    expect(await apply(mended, 'unused-suppression', /^Remove the suppression/)).toBe(mend(text));
  });

  test.each([
    ['an interpreter line', script('#!/usr/bin/env node\n'), 'mjs', '#!/usr/bin/env node\n// h'],
    [`'use strict'`, script(`'use strict';\n`), 'js', '// h'],
    ['a docstring', python('"""Answers."""\n'), 'py', '# h'],
    ['an encoding comment', python('# -*- coding: utf-8 -*-\n'), 'py', '# -*- coding: utf-8 -*-\n# h'],
    [
      'both',
      python('#!/usr/bin/env python3\r\n# vim: set fileencoding=utf-8 :\r\n'),
      'py',
      'fileencoding=utf-8 :\r\n# h',
    ],
    ['another comment before it', python('# Ours.\n# coding=utf-8\n'), 'py', '# Ours.\n# coding=utf-8\n# h'],
    ['a line that only speaks of coding', python('# Vibe coding\n'), 'py', '# h'],
  ])('of a whole file stays behind %s', async (_, text, ending, head) => {
    const before = await open(text, ending);
    const suppressed = await apply(before, rule, /^Suppress volatile-prefix in this file$/);
    const at = suppressed.indexOf('itrate-ignore-file[volatile-prefix]');
    expect(suppressed.slice(0, at).endsWith(head)).toBe(true);
    if (head.length < 4) expect(at).toBe(head.length);
    expect(suppressed.replace(/.*hitrate-ignore-file.*(?:\r\n|\n)/, '')).toBe(text);
    expect(rulesOf(await open(suppressed, ending))).toEqual(rulesOf(before).filter((one) => one !== rule));
  });

  test('of several rules loses those that are unused, one by one or all', async () => {
    const some = await open(
      script().replace(
        '  max_tokens',
        '  // hitrate-ignore[volatile-prefix, unsorted-tools, serial-tool-calls]\n        max_tokens',
      ),
      'ts',
    );
    expect(rulesOf(some).filter((one) => one === 'unused-suppression')).toHaveLength(3);
    expect(await apply(some, 'unused-suppression', /^Remove the comment, which silences nothing$/)).toBe(script());
    const used = script().replace(
      /^( *)system:/m,
      '$1// hitrate-ignore[unsorted-tools, volatile-prefix] known\n$1system:',
    );
    expect(
      await apply(await open(used, 'ts'), 'unused-suppression', /^Remove the suppression of unsorted-tools$/),
    ).toBe(used.replace('unsorted-tools, ', ''));
  });
});
