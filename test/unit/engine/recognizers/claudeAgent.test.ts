// Queries of the Claude Agent SDK, and the forms of its system prompt.
import { beforeAll, expect, test } from 'vitest';
import type { AnalyzedCall, Engine } from '../../../../server/src/engine/index.ts';
import { sharedEngine } from '../../../harness/analyzeProject.ts';
import { showPart } from '../../../harness/showBlocks.ts';
import { callsOf, type SourceLanguage } from '../../../harness/understand.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await sharedEngine();
});

const calls = (language: SourceLanguage, text: string): readonly AnalyzedCall[] => callsOf(engine, language, text);
const requestOf = (language: SourceLanguage, text: string) => calls(language, text)[0]?.call.request;

const query = (options: string): string =>
  `import { query } from '@anthropic-ai/claude-agent-sdk';\nexport const ask = (q: string) => query({ prompt: q, options: ${options} });`;

test.each([
  ["{ systemPrompt: 'Rules' }", ['system text "Rules"']],
  ["{ systemPrompt: { type: 'custom', prompt: ['Rules', 'More'] } }", ['system text "Rules"', 'system text "More"']],
  ["{ systemPrompt: { type: 'preset', preset: 'claude_code' } }", ['system text "«claude_code preset»"']],
  ['{}', []],
])('%s', (options, system) => {
  expect(showPart(requestOf('ts', query(options))?.system)).toEqual(system);
});

test('a resumed session stands in front of the prompt', () => {
  expect(showPart(requestOf('ts', query("{ resume: 'id' }"))?.messages)[0]).toBe('…earlier turns');
});

test('a stream of messages is not taken for a text', () => {
  const found = requestOf(
    'ts',
    "import { query } from '@anthropic-ai/claude-agent-sdk';\nasync function* turns() { yield { type: 'user' }; }\nexport const ask = () => query({ prompt: turns() });",
  );
  expect(showPart(found?.messages)).toEqual([]);
});

test('a client that is not asked yet is reported where it is made', () => {
  const found = requestOf(
    'py',
    'from claude_agent_sdk import ClaudeAgentOptions, ClaudeSDKClient\nc = ClaudeSDKClient(ClaudeAgentOptions(system_prompt="Rules", max_turns=3))',
  );
  expect(found).toMatchObject({ provider: 'anthropic', cacheMode: 'rolling', innerLoop: { bound: 3 } });
});

test('a query of another package is none', () => {
  expect(calls('ts', "import { query } from 'pg';\nexport const ask = (q: string) => query({ prompt: q });")).toEqual(
    [],
  );
});
