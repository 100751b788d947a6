// Moving the marks of a request in its source: wherever they are wanted, they stand there afterwards.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnalyzedCall } from '../../../../server/src/engine/index.ts';
import { analyzeOne } from '../../../harness/analyzeOne.ts';
import { sharedEngine } from '../../../harness/analyzeProject.ts';
import { applyFix } from '../../../harness/applyFixes.ts';

const typescript = `import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
const tools = [
  { name: 'a', description: 'first', input_schema: { type: 'object' } },
  // the second one
  { name: 'b', description: 'second', input_schema: { type: 'object' } },
];
export async function run(question: string) {
  return client.messages.create({
    model: 'claude-sonnet-4-5',
    max_tokens: 100,
    tools,
    system: [
      { type: 'text', text: 'You help.', cache_control: { type: 'ephemeral' } },
      { type: 'text', text: 'Be brief.' },
    ],
    messages: [{ role: 'user', content: [{ type: 'text', text: question }] }],
  });
}
`;
const python = `import anthropic
client = anthropic.Anthropic()
TOOLS = [
    {"name": "a", "description": "first", "input_schema": {"type": "object"}},
    {"name": "b", "description": "second", "input_schema": {"type": "object"}},
]

def run(question):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=100,
        tools=TOOLS,
        system=[
            {"type": "text", "text": "You help.", "cache_control": {"type": "ephemeral"}},
            {"type": "text", "text": "Be brief."},
        ],
        messages=[{"role": "user", "content": [{"type": "text", "text": question}]}],
    )
`;

const cases = [
  ['TypeScript', typescript, '/p/agent.ts'],
  ['Python', python, '/p/agent.py'],
] as const;

async function place(text: string, path: string, wanted: readonly { block: number; ttl?: '5m' | '1h' }[]) {
  const engine = await sharedEngine();
  const [call] = await analyzeOne(text, {}, path);
  if (call === undefined) throw new Error('no call');
  const fix = engine.placeMarks(call, wanted, (one) => (one === path ? text : undefined));
  if (typeof fix === 'string') return fix;
  return applyFix(new Map([[path, text]]), fix).get(path) ?? '';
}

const marksOf = (call: AnalyzedCall | undefined) =>
  call?.layout.breakpoints.map(({ block, mark }) => ({ block, ttl: mark.ttl }));

describe.each(cases)('%s', (_language, source, path) => {
  test('any set of blocks, with any lifetimes in order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 4 }), fc.nat(4), async (blocks, hours) => {
        const sorted = [...blocks].sort((a, b) => a - b);
        const wanted = sorted.map((block, at) => ({ block, ttl: at < hours ? ('1h' as const) : ('5m' as const) }));
        const edited = await place(source, path, wanted);
        const isSame = JSON.stringify(wanted) === JSON.stringify([{ block: 2, ttl: '5m' }]);
        if (isSame) expect(edited).toBe('The marks stand there already.');
        else expect(marksOf((await analyzeOne(edited, {}, path))[0])).toEqual(wanted);
      }),
      { numRuns: 40 },
    );
  });

  test('all of them can be taken away', async () => {
    const edited = await place(source, path, []);
    expect(edited).not.toContain('cache_control');
    expect(marksOf((await analyzeOne(edited, {}, path))[0])).toEqual([]);
  });
});

test('a system prompt that is one string becomes a marked block', async () => {
  const text = `import Anthropic from '@anthropic-ai/sdk';
new Anthropic().messages.create({ model: 'claude-sonnet-4-5', max_tokens: 9, system: 'You help.', messages: [] });
`;
  expect(await place(text, '/p/agent.ts', [{ block: 0 }])).toContain(
    "system: [{ type: 'text', text: 'You help.', cache_control: { type: 'ephemeral' } }]",
  );
});

test('what the source does not write out is refused, with the reason', async () => {
  const text = `import Anthropic from '@anthropic-ai/sdk';
import { tools } from './elsewhere';
new Anthropic().messages.create({ model: 'claude-sonnet-4-5', max_tokens: 9, tools, messages: [{ role: 'user', content: 'hi' }] });
`;
  const engine = await sharedEngine();
  const [call] = await analyzeOne(text);
  if (call === undefined) throw new Error('no call');
  const last = call.layout.blocks.length - 1;
  expect(await place(text, '/p/agent.ts', [{ block: last }])).toBe(
    'The source does not write this block out as a literal.',
  );
  expect(engine.markPlaces(call, () => text)[last]?.notWritable).toBeDefined();
});

test('caches that take no marks say so', async () => {
  const engine = await sharedEngine();
  const [call] = await analyzeOne(`import OpenAI from 'openai';
new OpenAI().chat.completions.create({ model: 'gpt-4.1', messages: [{ role: 'system', content: 'You help.' }] });
`);
  if (call === undefined) throw new Error('no call');
  expect(engine.markPlaces(call, () => '')[0]?.noMark).toContain('takes no marks');
});
