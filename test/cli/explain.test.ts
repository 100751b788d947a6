// What was understood of a model call, in the terminal, with the engine as it is shipped.
import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { run } from '../../server/src/cli/run.ts';
import { engineBasics } from '../../server/src/engine/index.ts';
import { startEngine } from '../../server/src/host/index.ts';
import { plainStyle } from '../../server/src/report/index.ts';
import { runCli, temporaryFolder } from './harness/runCli.ts';

const agent = `import Anthropic from '@anthropic-ai/sdk';
import { rules } from './rules';

const client = new Anthropic();

export async function work(task: string, notes: unknown) {
  const messages: Anthropic.MessageParam[] = [{ role: 'user', content: task }];
  for (let tick = 0; tick < 8; tick++) {
    const answer = await client.messages.create({
      model: 'claude-sonnet-5',
      max_tokens: 500,
      system: [{ type: 'text', text: rules + String(notes), cache_control: { type: 'ephemeral' } }],
      messages,
    });
    messages.push({ role: 'assistant', content: answer.content });
  }
}
`;

test('how a call was recognised and reached, what it sends, and what is not known', async () => {
  const folder = temporaryFolder({ 'agent.ts': agent, 'rules.ts': "export const rules = 'Be brief.';\n" });
  let out = '';
  const terminal = {
    cwd: folder,
    write: (text: string) => {
      out += text;
    },
    warn: () => undefined,
    style: plainStyle,
  };
  try {
    const code = await run(['explain', 'agent.ts:9'], terminal, {
      basics: engineBasics,
      createEngine: startEngine,
      startLanguageServer: async () => undefined,
      loadNetworked: () => import('../../server/src/cli/networked.ts'),
    });
    expect(code).toBe(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  expect(out).toMatchInlineSnapshot(`
    "agent.ts:9  client.messages.create

    Understood
      recognised as  create of the SDK anthropic, provider anthropic
      model          claude-sonnet-5
      reached by     module agent.ts:1 → work() agent.ts:6 → agent.ts:9
      sent again     yes, in a for loop agent.ts:8 (ended by a count of 8)
      conversation   grows: each tick appends behind message 1
      caching        only what is marked: 1 breakpoint
      breakpoint     behind segment 2, 5m agent.ts:12
      also sent      max_tokens

    Prompt, in wire order
      #  part    tokens  changes  from         written at
      1  system      ≈4  stable   “Be brief.”  rules.ts:1
      2  system     ≈50  unknown  notes        agent.ts:12
      3  user       ≈54  unknown  task         agent.ts:6

    Not known
      \`notes\` in system   a parameter that no caller in sight fills in  agent.ts:12
      \`task\` in messages  a parameter that no caller in sight fills in  agent.ts:6
    "
  `);
});

test('without a model call there is nothing to explain', async () => {
  expect(await runCli({ 'calm.ts': 'const x = 1;\n' }, ['explain', 'calm.ts'])).toMatchObject({ code: 1, out: '' });
});

test('explain takes one path', async () => {
  expect((await runCli({}, ['explain'])).code).toBe(2);
  expect((await runCli({}, ['explain', 'a.ts', 'b.ts'])).code).toBe(2);
  expect((await runCli({}, ['explain', 'absent.ts'])).code).toBe(2);
});
